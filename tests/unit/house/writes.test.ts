import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { expect, it } from 'vitest';

/**
 * A capability may read another's tables, never write them (`ARCHITECTURE.md`): every `insert`, `update` and `delete` in
 * core, by drizzle or as SQL text, must be of a table of the same folder.
 */
const core = join(import.meta.dirname, '..', '..', '..', 'src-main', 'core');

interface SourceFile {
  /** Relative to `src-main/core`, with `/`. */
  readonly name: string;
  readonly text: string;
}

function coreFiles(): readonly SourceFile[] {
  return readdirSync(core, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: relative(core, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }));
}

const folderOf = (name: string): string => name.split('/', 1)[0] ?? '';

/** Owner folder by the table's name in code and by its name in SQL. */
function tableOwners(files: readonly SourceFile[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { name, text } of files) {
    if (!name.endsWith('/tables.ts')) continue;
    for (const [, inCode = '', inSql = ''] of text.matchAll(
      /export const (\w+) = sqliteTable\(\s*'(\w+)'/g,
    )) {
      owners.set(`code ${inCode}`, folderOf(name));
      owners.set(`sql ${inSql}`, folderOf(name));
    }
  }
  return owners;
}

function foreignWrites(files: readonly SourceFile[]): readonly string[] {
  const owners = tableOwners(files);
  const found: string[] = [];
  for (const { name, text } of files) {
    const written = [
      ...[...text.matchAll(/\.(?:insert|update|delete)\(\s*(\w+)\s*\)/g)].map(([, table]) => `code ${table}`),
      ...[...text.matchAll(/(?:INSERT (?:OR \w+ )?INTO|DELETE FROM)\s+(\w+)/g)].map(
        ([, table]) => `sql ${table}`,
      ),
      ...[...text.matchAll(/\bUPDATE\s+(\w+)\s+SET\b/g)].map(([, table]) => `sql ${table}`),
    ];
    for (const table of written) {
      const owner = owners.get(table);
      if (owner !== undefined && owner !== folderOf(name))
        found.push(`${name} writes ${table.split(' ')[1]} of ${owner}`);
    }
  }
  return found;
}

it('no capability writes the tables of another', () => {
  const files = coreFiles();
  expect(tableOwners(files).size).toBeGreaterThan(20);
  expect(foreignWrites(files)).toEqual([]);
});

it('finds such a write when there is one', () => {
  const planted: readonly SourceFile[] = [
    {
      name: 'batches/tables.ts',
      text: "export const batches = sqliteTable('batches', {});\nexport const b = sqliteTable(\n  'batch_days', {});",
    },
    { name: 'batches/events.ts', text: 'store.orm.insert(batches).values({}); INSERT INTO batch_days' },
    { name: 'results/one.ts', text: 'store.orm\n  .insert(batches)\n  .values({})' },
    { name: 'results/two.ts', text: 'store.orm.update(batches)' },
    { name: 'results/three.ts', text: 'store.orm.delete(b)' },
    { name: 'results/four.ts', text: '`INSERT OR REPLACE INTO batch_days (a) VALUES (?)`' },
    { name: 'results/five.ts', text: "'UPDATE batches SET a = ?'" },
    { name: 'results/six.ts', text: "'DELETE FROM batches'" },
    {
      name: 'results/reads.ts',
      text: "'SELECT a FROM batches'; store.orm.select().from(batches); links.delete(hash(key))",
    },
  ];
  expect(foreignWrites(planted).map((line) => line.split(' ', 1)[0])).toEqual(
    ['one', 'two', 'three', 'four', 'five', 'six'].map((file) => `results/${file}.ts`),
  );
});
