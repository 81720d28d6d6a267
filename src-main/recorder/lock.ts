import { join } from 'node:path';
import Database from 'better-sqlite3';

/** How long a start waits for the one before it. */
const waitMs = 30_000;

/** Held by one recorder of a site at a time; the system takes it away from a process that dies. Throws when another one keeps it. */
export function takeRecorderLock(siteDir: string): { readonly release: () => void } {
  const database = new Database(join(siteDir, 'recordings.lock'), { timeout: waitMs });
  database.pragma('journal_mode = MEMORY');
  database.exec('BEGIN EXCLUSIVE');
  return { release: () => database.close() };
}
