import { getTableConfig } from 'drizzle-orm/sqlite-core';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/** The SQL that makes a table and its indices, from its drizzle definition: what migration 0001 must agree with. */
export function tableSql(table: SQLiteTable): readonly string[] {
  const config = getTableConfig(table);
  const single = config.primaryKeys.length === 0;
  const columns = config.columns.map((column) => {
    const parts = [`  "${column.name}"`, column.getSQLType().toUpperCase()];
    if (column.primary && single) parts.push('PRIMARY KEY');
    if (column.notNull && !(column.primary && single)) parts.push('NOT NULL');
    if (column.isUnique) parts.push('UNIQUE');
    return parts.join(' ');
  });
  const keys = config.primaryKeys.map(
    (key) => `  PRIMARY KEY (${key.columns.map((column) => `"${column.name}"`).join(', ')})`,
  );
  // A text key is the table's own order: one page a row instead of two.
  const textKey = config.columns.some((column) => column.primary && column.getSQLType() === 'text');
  const withoutRowId = keys.length > 0 || textKey ? ', WITHOUT ROWID' : '';
  const create = `CREATE TABLE "${config.name}" (\n${[...columns, ...keys].join(',\n')}\n) STRICT${withoutRowId};`;
  const indices = config.indexes.map((index) => {
    const { name, columns: indexed, unique, where } = index.config;
    const names = indexed.map((column) => `"${(column as { name: string }).name}"`).join(', ');
    if (where !== undefined) throw new Error(`write the partial index ${name} by hand`);
    return `CREATE ${unique ? 'UNIQUE ' : ''}INDEX "${name}" ON "${config.name}" (${names});`;
  });
  return [create, ...indices];
}
