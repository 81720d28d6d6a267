import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { refuse, type FormatFacts, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { packageFileName, type PackageName } from '#shared/formats/packageName.ts';
import { ageEncrypt, generateAgeKeys } from './ageFile.ts';
import type { AllowedSigner } from './allowedSigners.ts';
import { attempt, demand, need } from './attempt.ts';
import { buildBag, type Bag, type BagInfo } from './bag.ts';
import {
  type DurableFileSystem,
  realFileSystem,
  removeDurable,
  sweepUnfinished,
  writeDurable,
} from './durableFile.ts';
import { sshPublicKey } from './ed25519.ts';
import { hashFile } from './hashes.ts';
import { readPackageFiles } from './packageFilesCheck.ts';
import { tarTime } from './packageLedger.ts';
import { verifyPackage, type PackageReport } from './packageOpen.ts';
import { signSshsigDigest, siteNamespaces } from './sshsig.ts';
import { tarSize, writeTar, type TarFile } from './tarWriter.ts';

export type SealPackageInput = PackageName & {
  /** Payload by its name below `data/`: JSON, ledger, checkpoint, table, photos, evidence. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly bagInfo: BagInfo;
  /** Time of the row `package.sealing` (UTC); its whole seconds stand in the tar. */
  readonly sealedAt: string;
  readonly signingKey: KeyObject;
  /** `age1…` of the centre; the identity for reading back is added and forgotten. */
  readonly recipients: readonly string[];
  readonly outDir: string;
  /**
   * True when the ledger has no row `package.sealed` for this revision: what stands under its name is then left
   * of an interrupted sealing and is replaced. False: an existing package is never touched.
   */
  readonly replaceUnrecorded?: boolean;
  readonly fileSystem?: DurableFileSystem;
  /** Bytes of the tar encrypted so far, of how many. */
  readonly progress?: (doneBytes: number, totalBytes: number) => void;
};

export type SealedPackage = {
  readonly path: string;
  readonly sigPath: string;
  /** Hex SHA-256 of the encrypted file. */
  readonly packageSha256: string;
  /** Hex SHA-256 of the tag manifest. */
  readonly bagSha256: string;
  /** Bytes of the encrypted file. */
  readonly size: number;
};

/**
 * Seals a package: bag, tar, age, signature; then reads the whole of it back with an ephemeral identity, and
 * only when every check passed does the `.sig` take its place. Same input, same bag. Until then nothing counts:
 * a failure leaves no pair of files.
 * Refusals: package-exists, package-file-missing, package-file-schema, age-not-a-recipient, package-read-back
 * (with the code of the check that failed). Throws the system's error when the disk is full or gone.
 */
export function sealPackage(input: SealPackageInput): Promise<FormatResult<SealedPackage>> {
  const fileSystem = input.fileSystem ?? realFileSystem;
  const path = join(input.outDir, packageFileName(input));
  const sigPath = `${path}.sig`;
  return attempt(async () => {
    need(readPackageFiles((name) => input.files.get(name)));
    await clearPlace(input, path, sigPath, fileSystem);

    const { files, bagSha256 } = buildBag(input.files, input.bagInfo, input.signingKey);
    const ephemeral = await generateAgeKeys();
    const recipients = [...input.recipients, ephemeral.recipient];
    const encrypted = need(await ageEncrypt(tarOf(files, input), recipients));
    const written = await writeDurable(path, encrypted, { fileSystem, mustBeNew: true });
    const onDisk = await hashFile(path);
    const signature = signSshsigDigest(input.signingKey, 'kaodian-package', onDisk.sha512);

    const readBack = await verifyPackage({
      source: { path },
      signature,
      allowedSigners: [ownSigner(input)],
      signer: input.institutionCode,
      identity: ephemeral.identity,
      at: Date.parse(input.sealedAt),
      readingBack: true,
    });
    const isSame = onDisk.sha256 === written.sha256 && readBack.bagSha256 === bagSha256;
    if (!readBack.ok || !isSame) {
      await removeDurable(path, { fileSystem });
      need(refuse('package-read-back', readBackFacts(readBack)));
    }
    await writeDurable(sigPath, signature, { fileSystem, mustBeNew: true });
    return { path, sigPath, packageSha256: written.sha256, bagSha256, size: written.size };
  });
}

/** Makes room for a sealing: what an interrupted one left goes, a package that counts stays. */
async function clearPlace(
  input: SealPackageInput,
  path: string,
  sigPath: string,
  fileSystem: DurableFileSystem,
): Promise<void> {
  const mayReplace = input.replaceUnrecorded === true || !(await fileSystem.exists(sigPath));
  demand(mayReplace, refuse('package-exists', { name: packageFileName(input) }));
  await sweepUnfinished(input.outDir, { fileSystem });
  await removeDurable(sigPath, { fileSystem });
  await removeDurable(path, { fileSystem });
}

/** The first check that failed on reading back; when none did, the bytes on the disk were not those written. */
function readBackFacts({ checks }: PackageReport): FormatFacts & { readonly check: string } {
  const failed = checks.find((check) => check.state === 'failed');
  return failed === undefined
    ? { check: 'outer-signature', code: 'copy-differs' }
    : { check: failed.name, code: failed.refusal.code, ...failed.refusal.facts };
}

async function* tarOf(bag: Bag['files'], input: SealPackageInput): AsyncGenerator<Uint8Array> {
  const files: TarFile[] = [...bag].map(([name, bytes]) => ({ name, size: bytes.length, bytes }));
  const total = tarSize(files);
  let done = 0;
  for await (const chunk of writeTar(files, tarTime(input.sealedAt))) {
    yield chunk;
    done += chunk.length;
    input.progress?.(done, total);
  }
}

function ownSigner(input: SealPackageInput): AllowedSigner {
  return {
    principal: input.institutionCode,
    namespaces: siteNamespaces,
    validAfter: null,
    validBefore: null,
    trustBefore: null,
    key: sshPublicKey(input.signingKey),
  };
}
