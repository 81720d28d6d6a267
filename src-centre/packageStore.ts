import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { BehindBatch } from '#shared/domain/accountHands.ts';
import {
  errorCode,
  makeFolderDurable,
  moveDurable,
  removeDurable,
  sweepUnfinished,
  writeDurable,
} from '#node/durableFile.ts';
import {
  behindSchema,
  intakeRecordSchema,
  reviewRecordSchema,
  reviewRowSchema,
  type IntakeRecord,
  type ReviewRecord,
  type ReviewRow,
  type StoredPackage,
} from './packageRecord.ts';

export type PackageStore = {
  /**
   * Takes a checked upload in. When this returns, package, signature and record are on the disk; the package
   * stands under its name last, so its presence says that everything else is there.
   */
  keep(record: IntakeRecord, uploadPath: string, signature: string): Promise<void>;
  find(institutionCode: string, sha256: string): Promise<StoredPackage | null>;
  /** Everything received, by institution and hash. */
  list(): Promise<readonly StoredPackage[]>;
  listOf(institutionCode: string): Promise<readonly StoredPackage[]>;
  /** The folder that is the package's own. */
  folderOf(intake: Pick<IntakeRecord, 'institutionCode' | 'sha256'>): string;
  /** Where the package lies; its signature lies beside it as `.sig`. */
  pathOf(intake: Pick<IntakeRecord, 'institutionCode' | 'sha256' | 'name'>): string;
  /** The institutions under which these bytes were received. */
  holdersOf(sha256: string): Promise<readonly string[]>;
  saveReview(intake: IntakeRecord, review: ReviewRecord, opened: OpenedParts | null): Promise<void>;
  /** What was found of a package, also where the package itself does not lie. */
  reviewOf(intake: Pick<IntakeRecord, 'institutionCode' | 'sha256'>): Promise<ReviewRecord | null>;
  /** The table of the opened package; empty when it could not be opened. */
  rows(intake: IntakeRecord): Promise<readonly ReviewRow[]>;
  /** The accounts behind the opened package's batch; null when it could not be opened, or not here. */
  behind(intake: IntakeRecord): Promise<BehindBatch | null>;
  /** Row hashes that the package brought, 32 bytes each, from row 0. */
  rowHashes(intake: IntakeRecord): Promise<Buffer | null>;
};

/**
 * Parts of the opened package that are looked at again and again. They are kept beside the package in plain, on the
 * machine where it was opened and nowhere else: who has its disk there has the names.
 */
export type OpenedParts = {
  readonly rows: readonly ReviewRow[];
  readonly behind: BehindBatch;
  readonly rowHashes: Buffer;
};

/** The received packages as files under `folder`. Sweeps what an interrupted write left: one process runs a folder. */
export async function openPackageStore(folder: string): Promise<PackageStore> {
  await makeFolderDurable(folder);
  await sweep(folder);
  return packagesIn(folder);
}

/** The same of a folder that another process may be running, or that was carried here: nothing is swept. */
export function packagesIn(folder: string): PackageStore {
  const folderOf = (institutionCode: string, sha256: string): string => join(folder, institutionCode, sha256);
  const store: PackageStore = {
    async keep(record, uploadPath, signature) {
      const place = folderOf(record.institutionCode, record.sha256);
      await makeFolderDurable(place);
      await writeDurable(join(place, `${record.name}.sig`), signature);
      await writeDurable(join(place, 'intake.json'), `${JSON.stringify(record, null, 2)}\n`);
      await moveDurable(uploadPath, join(place, record.name));
    },
    async find(institutionCode, sha256) {
      const place = folderOf(institutionCode, sha256);
      const intake = await readRecord(join(place, 'intake.json'), intakeRecordSchema);
      if (intake === null || !(await namesIn(place)).includes(intake.name)) return null;
      return { intake, review: await store.reviewOf({ institutionCode, sha256 }) };
    },
    reviewOf: ({ institutionCode, sha256 }) =>
      readRecord(join(folderOf(institutionCode, sha256), 'review.json'), reviewRecordSchema),
    async list() {
      const found: StoredPackage[] = [];
      for (const institutionCode of await namesIn(folder))
        found.push(...(await store.listOf(institutionCode)));
      return found;
    },
    async listOf(institutionCode) {
      const found: StoredPackage[] = [];
      for (const sha256 of await namesIn(join(folder, institutionCode))) {
        const stored = await store.find(institutionCode, sha256);
        if (stored !== null) found.push(stored);
      }
      return found;
    },
    folderOf: ({ institutionCode, sha256 }) => folderOf(institutionCode, sha256),
    pathOf: (intake) => join(folderOf(intake.institutionCode, intake.sha256), intake.name),
    async holdersOf(sha256) {
      const holders: string[] = [];
      for (const institutionCode of await namesIn(folder)) {
        if ((await store.find(institutionCode, sha256)) !== null) holders.push(institutionCode);
      }
      return holders;
    },
    async saveReview(intake, review, opened) {
      const place = folderOf(intake.institutionCode, intake.sha256);
      await makeFolderDurable(place);
      if (opened !== null) {
        await writeDurable(join(place, 'rows.json'), JSON.stringify(opened.rows));
        await writeDurable(join(place, 'behind.json'), JSON.stringify(opened.behind));
        await writeDurable(join(place, 'rowHashes'), opened.rowHashes);
      }
      await writeIfOther(join(place, 'review.json'), Buffer.from(`${JSON.stringify(review, null, 2)}\n`));
    },
    async rows(intake) {
      const place = folderOf(intake.institutionCode, intake.sha256);
      return (await readRecord(join(place, 'rows.json'), z.array(reviewRowSchema))) ?? [];
    },
    behind: (intake) =>
      readRecord(join(folderOf(intake.institutionCode, intake.sha256), 'behind.json'), behindSchema),
    rowHashes: (intake) => readIfThere(join(folderOf(intake.institutionCode, intake.sha256), 'rowHashes')),
  };
  return store;
}

/** Removes unfinished writes, and folders whose package never got there: its upload still waits. */
async function sweep(folder: string): Promise<void> {
  for (const institutionCode of await namesIn(folder)) {
    for (const sha256 of await namesIn(join(folder, institutionCode))) {
      const place = join(folder, institutionCode, sha256);
      await sweepUnfinished(place);
      const names = await namesIn(place);
      if (names.some((name) => name.endsWith('.tar.age'))) continue;
      for (const name of names) await removeDurable(join(place, name));
    }
  }
}

async function readRecord<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  const bytes = await readIfThere(path);
  return bytes === null ? null : schema.parse(JSON.parse(bytes.toString('utf8')));
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Writes a file unless it says that already, so that a step that is done again costs nothing. */
export async function writeIfOther(path: string, bytes: Uint8Array): Promise<void> {
  if ((await readIfThere(path))?.equals(bytes) !== true) await writeDurable(path, bytes);
}

/** Sorted names in a folder; none when there is no folder. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return [];
    throw error;
  }
}
