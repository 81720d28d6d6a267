import { accept, refuse, type FormatResult } from './formatRefusal.ts';
import { batchNoPattern, institutionCodePattern } from './patterns.ts';

/** What a package's name says: whose, which batch, which revision (from 1). */
export type PackageName = {
  readonly institutionCode: string;
  readonly batchNo: string;
  readonly revision: number;
};

const namePattern = /^KD-([0-9A-Z]{13})-([0-9A-Z-]{1,16})-r([1-9]\d{0,5})\.tar\.age$/u;

/** `KD-<institutionCode>-<batchNo>-r<revision>.tar.age`; the signature has `.sig` behind it. */
export function packageFileName(name: PackageName): string {
  if (
    !institutionCodePattern.test(name.institutionCode) ||
    !batchNoPattern.test(name.batchNo) ||
    !Number.isSafeInteger(name.revision) ||
    name.revision < 1 ||
    name.revision > 999_999
  ) {
    throw new TypeError('no name for a package');
  }
  return `KD-${name.institutionCode}-${name.batchNo}-r${name.revision}.tar.age`;
}

/** Reads a package's file name. Refusal: package-name. */
export function parsePackageFileName(fileName: string): FormatResult<PackageName> {
  const [, institutionCode, batchNo, revision] = namePattern.exec(fileName) ?? [];
  if (institutionCode === undefined || batchNo === undefined || revision === undefined) {
    return refuse('package-name', { name: fileName.slice(0, 100) });
  }
  return accept({ institutionCode, batchNo, revision: Number(revision) });
}
