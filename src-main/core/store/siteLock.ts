import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { join } from 'node:path';

export interface SiteLock {
  readonly release: () => void;
}

/** Held locks are kept here: a connection that nobody refers to would be closed, and its lock gone with it. */
const held = new Set<Database.Database>();

/**
 * Takes the one lock of a site's folder; null when another process holds it. It is a lock of the system on an empty
 * SQLite file, so it is gone with the process, however that dies, on every platform.
 */
export function takeSiteLock(dir: string): SiteLock | null {
  const file = join(dir, 'site.lock');
  closeSync(openSync(file, 'a', 0o600));
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.pragma('journal_mode=DELETE');
    lock.pragma('locking_mode=EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    return null;
  }
  held.add(lock);
  return {
    release: () => {
      held.delete(lock);
      lock.close();
    },
  };
}
