import Database from 'better-sqlite3';
import { join } from 'node:path';

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
