import type { BatchRules } from '#shared/contract/batchRules.ts';
import {
  packageFileSchemas,
  type PackageFileName,
  type PackageFiles,
} from '#shared/contract/packageFiles.ts';
import { refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { attempt, demand } from './attempt.ts';
import { sha256Hex } from './hashes.ts';

const fileNames = Object.keys(packageFileSchemas) as readonly PackageFileName[];

/** Files beside the JSON that every package has, below `data/`. */
const otherNames = ['ledger.ndjson', 'checkpoint', 'checkpoint.sig', 'results.xlsx'] as const;

/** Hex SHA-256 of the rule set's canonical JSON: what `ruleSetHash` means in the package and in the ledger. */
export function ruleSetHash(ruleSet: BatchRules): string {
  return sha256Hex(jcs(ruleSet, { integersOnly: true }));
}

/**
 * Reads the JSON files of a package by their schemas. `bytesOf` gives a file below `data/`, or undefined.
 * Refusals: package-file-missing, json-malformed, package-file-schema (with the path of the first fault).
 */
export function readPackageFiles(
  bytesOf: (name: string) => Uint8Array | undefined,
): FormatResult<PackageFiles> {
  return attempt(() => {
    const files: Partial<Record<PackageFileName, unknown>> = {};
    for (const name of fileNames) {
      const bytes = bytesOf(name);
      demand(bytes !== undefined, refuse('package-file-missing', { name }));
      const json = parseJson(bytes);
      demand(json !== undefined, refuse('json-malformed', { name }));
      const checked = packageFileSchemas[name].safeParse(json);
      const issue = checked.error?.issues[0];
      const path = issue?.path.map(String).join('.') ?? '';
      demand(checked.success, refuse('package-file-schema', { name, path, problem: issue?.code ?? '' }));
      files[name] = checked.data;
    }
    return files as PackageFiles;
  });
}

/**
 * Whether the files of a package agree with each other: one batch, counts, tickets and enrolments once, the
 * rule set's hash, every photo and piece of evidence that is named, and no file that nothing names. `hashes` gives the hex hash of
 * every file below `data/`. Refusals: package-batch-differs, package-counts-differ, package-file-missing, package-file-unknown,
 * bag-hash-differs.
 */
export function checkPackageAgreement(
  files: PackageFiles,
  hashes: ReadonlyMap<string, string>,
): FormatResult<null> {
  return attempt(() => {
    const identity = files['package.json'];
    for (const name of otherNames) demand(hashes.has(name), refuse('package-file-missing', { name }));
    for (const name of fileNames)
      demand(files[name].batchNo === identity.batchNo, refuse('package-batch-differs', { name }));
    demand(
      ruleSetHash(identity.ruleSet) === identity.ruleSetHash,
      refuse('package-counts-differ', { field: 'ruleSetHash' }),
    );
    const count = countedFiles(files);
    for (const [field, counted] of Object.entries(count)) {
      const stated = identity.counts[field as keyof typeof count];
      demand(stated === counted, refuse('package-counts-differ', { field, stated, counted }));
    }
    const rows = files['results.json'].rows;
    for (const field of ['ticketNumber', 'enrolmentId'] as const) {
      const isOnceEach = new Set(rows.map((row) => row[field])).size === rows.length;
      demand(isOnceEach, refuse('package-counts-differ', { field }));
    }
    for (const { name, sha256 } of namedFiles(files)) {
      const found = hashes.get(name);
      demand(found !== undefined, refuse('package-file-missing', { name }));
      demand(found === sha256, refuse('bag-hash-differs', { name }));
    }
    // Else somebody who unpacks it could take a second table for the results.
    const named: ReadonlySet<string> = new Set<string>([
      ...fileNames,
      ...otherNames,
      ...namedFiles(files).map(({ name }) => name),
    ]);
    for (const name of hashes.keys()) demand(named.has(name), refuse('package-file-unknown', { name }));
    return null;
  });
}

/** What a count in `package.json` means, recounted. */
function countedFiles(files: PackageFiles) {
  const rows = files['results.json'].rows;
  const isAbsent = (row: (typeof rows)[number]) =>
    Object.values(row.subjects).some((subject) => subject?.state === 'absent');
  return {
    enrolments: rows.length,
    passed: rows.filter((row) => row.outcome === 'passed').length,
    failed: rows.filter((row) => row.outcome === 'failed').length,
    absent: rows.filter(isAbsent).length,
    substituted: rows.filter((row) => row.subjects.theory.state === 'substituted').length,
    checkIns: files['checkins.json'].rows.filter((row) => row.undone === null).length,
    incidents: files['incidents.json'].rows.length,
  };
}

/** The counts that `package.json` must state for these files. */
export function packageCounts(
  files: Pick<PackageFiles, 'results.json' | 'checkins.json' | 'incidents.json'>,
): PackageFiles['package.json']['counts'] {
  return countedFiles(files as PackageFiles);
}

function namedFiles(files: PackageFiles): readonly { readonly name: string; readonly sha256: string }[] {
  const photos = files['results.json'].rows.flatMap((row) => (row.photo === null ? [] : [row.photo]));
  const evidence = files['incidents.json'].rows
    .flatMap((row) => row.evidence)
    .map(({ name, sha256 }) => ({ name, sha256 }));
  return [...photos, ...evidence];
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
