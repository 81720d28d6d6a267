import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { is } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import {
  migrate,
  readMigrations,
  SchemaFromTheFuture,
  schemaNumber,
} from '../../../src-main/core/store/migrate.ts';
import { openDatabase } from '../../../src-main/core/store/openDatabase.ts';
import type { Store } from '../../../src-main/core/store/openDatabase.ts';
import { makeBackup } from '../../../src-main/core/store/backup.ts';
import { capabilities } from '../../../src-main/core/capabilities.ts';
import { tableSql } from '../../support/createTables.ts';
import { testFolder, testKeyHex } from '../../support/testSite.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const migrationsDir = join(root, 'resources', 'migrations');
const toClose: (() => void)[] = [];
afterEach(() => {
  for (const close of toClose.splice(0).toReversed()) close();
});

function freshStore(name = 'kaodian.db'): { readonly store: Store; readonly dir: string } {
  const { dir, remove } = testFolder();
  const store = openDatabase(join(dir, name), testKeyHex);
  toClose.push(remove, () => store.close());
  return { store, dir };
}

/** Every table of every `tables.ts` in core. */
async function allTables(): Promise<readonly SQLiteTable[]> {
  const core = join(root, 'src-main', 'core');
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(^|[\\/])tables\.ts$/.test(name),
  );
  const modules = await Promise.all(
    files.map((file) => import(/* @vite-ignore */ join(core, file)) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((module) =>
    Object.values(module).filter((value): value is SQLiteTable => is(value, SQLiteTable)),
  );
}

/** What the database says of its own schema, with blanks made one. */
function schemaOf(store: Store): readonly string[] {
  const rows = store.raw
    .prepare('SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name')
    .all() as { type: string; name: string; sql: string }[];
  return rows.map(({ type, name, sql }) => `${type} ${name}: ${sql.replaceAll(/\s+/g, ' ').trim()}`);
}

describe('the migrations of the product', () => {
  it('make exactly the schema that the tables in the code say', async () => {
    const migrated = freshStore().store;
    await migrate(migrated, readMigrations(migrationsDir), () => Promise.resolve());
    const defined = freshStore().store;
    const tables = await allTables();
    for (const table of tables) for (const sql of tableSql(table)) defined.raw.exec(sql);
    expect(tables.length).toBeGreaterThan(30);
    expect(schemaOf(migrated)).toEqual(schemaOf(defined));
    expect(schemaNumber(migrated)).toBe(readMigrations(migrationsDir).length);
  });

  it('hold every table that a rebuild empties, and no other reads from the ledger alone', async () => {
    const names = new Set((await allTables()).map((table) => getTableConfig(table).name));
    for (const capability of capabilities)
      for (const table of capability.tables) expect(names).toContain(getTableConfig(table).name);
    const rebuilt = new Set(
      capabilities.flatMap((capability) => capability.tables.map((table) => getTableConfig(table).name)),
    );
    const operational = [...names].filter((name) => !rebuilt.has(name)).toSorted();
    // Written outside the ledger, in one list (ARCHITECTURE.md); the rows themselves and their index of subjects.
    expect(operational).toEqual(operationalTables);
  });

  it('keep every column that apply gets from the ledger’s types strict', async () => {
    const { store } = freshStore();
    await migrate(store, readMigrations(migrationsDir), () => Promise.resolve());
    const loose = store.raw
      .prepare(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .pluck()
      .all();
    expect(loose).toEqual([]);
  });
});

const operationalTables = [
  'badge_codes',
  'badge_pins',
  'camera_secrets',
  'command_answers',
  'credentials',
  'ledger_rows',
  'ledger_state',
  'ledger_subjects',
  'secrets',
  'sign_in_sessions',
  'sign_in_tries',
];

describe('migrating', () => {
  const first = {
    number: 1,
    name: 'one',
    sql: 'CREATE TABLE one (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT',
  };
  const second = { number: 2, name: 'two', sql: "ALTER TABLE one ADD COLUMN more TEXT NOT NULL DEFAULT 'x'" };

  it('makes a back-up before it changes a database that holds something, and none for a new one', async () => {
    const { store, dir } = freshStore();
    const backups: string[] = [];
    const backup = async () =>
      void backups.push(await makeBackup(dir, testKeyHex, new Date('2026-11-24T01:00:00.000Z')));
    await migrate(store, [first], backup);
    expect(backups).toEqual([]);
    store.raw.exec("INSERT INTO one VALUES (1, 'kept')");
    await migrate(store, [first, second], backup);
    expect(store.raw.prepare('SELECT * FROM one').all()).toEqual([{ id: 1, word: 'kept', more: 'x' }]);
    expect(backups).toHaveLength(1);
    const before = openDatabase(backups[0] ?? '', testKeyHex, { readOnly: true });
    toClose.push(() => before.close());
    expect(schemaNumber(before)).toBe(1);
    expect(before.raw.prepare('SELECT * FROM one').all()).toEqual([{ id: 1, word: 'kept' }]);
  });

  it('does nothing, not even a back-up, when there is nothing to change', async () => {
    const { store } = freshStore();
    await migrate(store, [first, second], () => Promise.resolve());
    const schema = schemaOf(store);
    await migrate(store, [first, second], () => Promise.reject(new Error('no back-up was due')));
    expect(schemaOf(store)).toEqual(schema);
  });

  it('changes nothing when the back-up cannot be made', async () => {
    const { store } = freshStore();
    await migrate(store, [first], () => Promise.resolve());
    await expect(
      migrate(store, [first, second], () => Promise.reject(new Error('disk full'))),
    ).rejects.toThrow('disk full');
    expect(schemaNumber(store)).toBe(1);
    expect(schemaOf(store)).toHaveLength(1);
  });

  it('leaves a migration that fails half-way undone, and those before it done', async () => {
    const { store } = freshStore();
    const broken = {
      number: 3,
      name: 'three',
      sql: 'CREATE TABLE three (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1)',
    };
    await expect(migrate(store, [first, second, broken], () => Promise.resolve())).rejects.toThrow(/nowhere/);
    expect(schemaNumber(store)).toBe(2);
    expect(schemaOf(store)).toHaveLength(1);
  });

  it('does not touch a database of a newer Kaodian', async () => {
    const { store } = freshStore();
    await migrate(store, [first, second], () => Promise.resolve());
    await expect(migrate(store, [first], () => Promise.resolve())).rejects.toThrow(SchemaFromTheFuture);
    expect(schemaNumber(store)).toBe(2);
  });

  it('reads its files in order and refuses a gap', () => {
    const { dir, remove } = testFolder();
    toClose.push(remove);
    const folder = join(dir, 'migrations');
    mkdirSync(folder);
    for (const name of ['0002-more.sql', '0001-first-steps.sql', 'notes.txt'])
      writeFileSync(join(folder, name), `-- ${name}`);
    expect(readMigrations(folder)).toEqual([
      { number: 1, name: 'first-steps', sql: '-- 0001-first-steps.sql' },
      { number: 2, name: 'more', sql: '-- 0002-more.sql' },
    ]);
    writeFileSync(join(folder, '0004-gap.sql'), '');
    expect(() => readMigrations(folder)).toThrow(/0004-gap/);
  });
});
