import { join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * What lies where in a centre's folder. Everything but `index` is a durable file and the truth; `index` is
 * made from the rest and may be thrown away at any time.
 *
 * keys/                      root, receipt and age keys (private), tokens' hashes, versions of centre-keys.json
 * uploads/                   unfinished uploads
 * packages/CODE/SHA256/      a received package under its own name, its .sig, intake.json, review.json, rows.json, rowHashes
 * receipts/CODE/BATCH/       signed receipts
 * sign-in/                   one-time links that are still good, by the hash of their secret
 * index/                     the database
 */
export type CentreFolders = {
  readonly root: string;
  readonly keys: string;
  readonly uploads: string;
  readonly packages: string;
  readonly receipts: string;
  readonly signIn: string;
  readonly index: string;
};

/** The folders of a centre. */
export function centreFolders(root: string): CentreFolders {
  return {
    root,
    keys: join(root, 'keys'),
    uploads: join(root, 'uploads'),
    packages: join(root, 'packages'),
    receipts: join(root, 'receipts'),
    signIn: join(root, 'sign-in'),
    index: join(root, 'index'),
  };
}

/**
 * Takes the centre's folder for this process alone; null when another one has it. The system gives the lock
 * back when the process dies, however it dies, so nothing stale can be left.
 */
export function lockCentre(root: string): { release(): void } | null {
  const database = new Database(join(root, 'centre.lock'), { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  return {
    release() {
      database.close();
    },
  };
}
