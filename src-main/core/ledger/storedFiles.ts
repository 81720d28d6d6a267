import type { FileStore } from '../store/files.ts';
import type { Store } from '../store/openDatabase.ts';

/** What reading every stored file found. */
export interface FilesVerdict {
  readonly ok: boolean;
  readonly files: number;
  /** Hashes of those that are gone or are not what the row says, in order. */
  readonly bad: readonly string[];
}

/** The fields in which an event names a file of the store by its hash. */
const naming = /"(?:file|evidence)Sha256":"([0-9a-f]{64})"/g;

/** Hashes of all files that rows of the ledger name. */
export function namedFiles(store: Store): ReadonlySet<string> {
  const found = new Set<string>();
  const rows = store.raw.prepare<[], string>(
    "SELECT data FROM ledger_rows WHERE instr(data, 'ileSha256') > 0 OR instr(data, 'videnceSha256') > 0",
  );
  for (const data of rows.pluck().iterate())
    for (const [, sha256] of data.matchAll(naming)) if (sha256 !== undefined) found.add(sha256);
  return found;
}

/** Reads every file that a row names: whether it is there, decrypts, and is what its hash says. */
export async function checkFiles(store: Store, files: FileStore): Promise<FilesVerdict> {
  const named = [...namedFiles(store)].toSorted();
  const bad: string[] = [];
  for (const sha256 of named) if ((await files.get(sha256)) === null) bad.push(sha256);
  return { ok: bad.length === 0, files: named.length, bad };
}
