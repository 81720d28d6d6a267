import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';

/** Older SQLite can lose a committed transaction under WAL. */
const oldestSqlite = [3, 51, 3] as const;

export type RawDatabase = Database.Database;
export type Orm = BetterSQLite3Database;

/** One connection: drizzle for schema, reads and writes, prepared SQL for the few hot paths. */
export interface Store {
  readonly raw: RawDatabase;
  readonly orm: Orm;
  /**
   * A hot path: SQL that is prepared once for each text. Only for what is asked at every entry at the door or of every mark, done
   * with every ledger row, or read in thousands at each refresh; all else goes through `orm`. The caller says what its columns
   * are, as SQLite keeps them: booleans as 0 and 1, JSON as text.
   */
  readonly hot: <Row = unknown>(sql: string) => Database.Statement<unknown[], Row>;
  readonly close: () => void;
}

export class SqliteTooOld extends Error {}
/** The key does not open the file, or the file is not a database. */
export class WrongDatabaseKey extends Error {}

/**
 * Opens (or makes) the encrypted database of a site. `keyHex` is 64 hex digits. WAL, every commit synced
 * (`synchronous=FULL`), foreign keys on, blanked text really erased (`secure_delete`).
 * Throws `SqliteTooOld`, `WrongDatabaseKey`, or what `isDamage` knows.
 */
export function openDatabase(
  file: string,
  keyHex: string,
  options: { readonly readOnly?: boolean } = {},
): Store {
  if (!/^[0-9a-f]{64}$/.test(keyHex)) throw new WrongDatabaseKey('a site key has 64 hex digits');
  // Made here when it is new: the library would let everybody read it. Its side files take the same rights.
  if (options.readOnly !== true) closeSync(openSync(file, 'a', 0o600));
  const raw = new Database(file, { readonly: options.readOnly ?? false });
  try {
    raw.pragma(`key='raw:${keyHex}'`);
    assertSqlite(raw);
    raw.prepare('SELECT count(*) FROM sqlite_master').get();
  } catch (error) {
    raw.close();
    // With another key the first page is no database; what shows only behind it is damage.
    if (error instanceof SqliteTooOld || isCorrupt(error)) throw error;
    throw new WrongDatabaseKey('the key does not open this file', { cause: error });
  }
  if (options.readOnly !== true) {
    raw.pragma('journal_mode=WAL');
    raw.pragma('synchronous=FULL');
    raw.pragma('secure_delete=ON');
    raw.pragma('wal_autocheckpoint=2000');
  }
  raw.pragma('foreign_keys=ON');
  raw.pragma('trusted_schema=OFF');
  raw.pragma('cache_size=-32000');
  raw.pragma('busy_timeout=5000');
  return wrap(raw);
}

function isCorrupt(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CORRUPT');
}

/** Makes a `Store` of an open connection. */
export function wrap(raw: RawDatabase): Store {
  const statements = new Map<string, Database.Statement<unknown[], unknown>>();
  return {
    raw,
    orm: drizzle(raw),
    hot<Row>(sql: string) {
      const known = statements.get(sql);
      if (known !== undefined) return known as Database.Statement<unknown[], Row>;
      const made = raw.prepare<unknown[], Row>(sql);
      statements.set(sql, made);
      return made;
    },
    close: () => raw.close(),
  };
}

/** A query of drizzle that is asked often: built and prepared once for each store. */
export function preparedOnce<Query>(build: (store: Store) => Query): (store: Store) => Query {
  const built = new WeakMap<Store, Query>();
  return (store) => {
    const known = built.get(store);
    if (known !== undefined) return known;
    const made = build(store);
    built.set(store, made);
    return made;
  };
}

function assertSqlite(raw: RawDatabase): void {
  const version = String(raw.prepare('SELECT sqlite_version()').pluck().get());
  const parts = version.split('.').map(Number);
  for (const [index, least] of oldestSqlite.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return;
    if (part < least) throw new SqliteTooOld(version);
  }
}
