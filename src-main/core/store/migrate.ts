import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from './openDatabase.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** The forward-only, numbered migrations in `dir`: `0001-foundation.sql` … without gaps. */
export function readMigrations(dir: string): readonly Migration[] {
  const names = readdirSync(dir)
    .filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name))
    .toSorted();
  return names.map((name, index) => {
    const number = Number(name.slice(0, 4));
    if (number !== index + 1) throw new Error(`migration ${name} is out of order`);
    return { number, name: name.slice(5, -4), sql: readFileSync(join(dir, name), 'utf8') };
  });
}

/** The schema's number as the database says it. */
export function schemaNumber(store: Store): number {
  return Number(store.raw.pragma('user_version', { simple: true }));
}

/** A database of a newer Kaodian: this one must not touch it. */
export class SchemaFromTheFuture extends Error {}

/**
 * Brings the database up to the newest migration, one transaction each. `beforeChange` makes the back-up; it runs only
 * when there is something to change in a database that already holds something.
 */
export async function migrate(
  store: Store,
  migrations: readonly Migration[],
  beforeChange: () => Promise<void>,
): Promise<void> {
  const from = schemaNumber(store);
  if (from > migrations.length) throw new SchemaFromTheFuture(String(from));
  const due = migrations.filter((migration) => migration.number > from);
  if (due.length > 0 && from > 0) await beforeChange();
  for (const migration of due) {
    store.raw
      .transaction(() => {
        store.raw.exec(migration.sql);
        store.raw.pragma(`user_version=${migration.number}`);
      })
      .immediate();
  }
}
