import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../src-main/core/store/openDatabase.ts';
import type { Store } from '../../src-main/core/store/openDatabase.ts';
import { tableSql } from './createTables.ts';

export const testKeyHex = '11'.repeat(32);

/** A folder for one test, with what removes it. */
export function testFolder(): { readonly dir: string; readonly remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'kaodian-test-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** A fresh encrypted database with these tables, made from their drizzle definitions. */
export function makeTestStore(tables: readonly SQLiteTable[]): Store & { readonly remove: () => void } {
  const { dir, remove } = testFolder();
  const store = openDatabase(join(dir, 'test.db'), testKeyHex);
  createTables(store, tables);
  return {
    ...store,
    remove: () => {
      store.close();
      remove();
    },
  };
}

/** Makes tables in an open database. */
export function createTables(store: Store, tables: readonly SQLiteTable[]): void {
  for (const table of tables) for (const sql of tableSql(table)) store.raw.exec(sql);
}

/** Path of one of the made-up rosters, by the two digits its name begins with. */
export function rosterPath(number: string): string {
  const name = rosterNames[number];
  if (name === undefined) throw new Error(`no roster ${number}`);
  return fileURLToPath(new URL(`../fixtures/rosters/${encodeURIComponent(name)}`, import.meta.url));
}

const rosterNames: Readonly<Record<string, string>> = {
  '01': '01-名册-车工-三级-标准模板.xlsx',
  '02': '02-教务系统导出-两个班.xlsx',
  '03': '03-错误示例-每行一处.xlsx',
  '04': '04-名册-1200人-六个职业.xlsx',
  '05': '05-理论成绩-车工三级-读卡导出.xlsx',
  '06': '06-结课成绩-汽修-机械基础.xlsx',
  '07': '07-评分标准-车工三级-实操.xlsx',
  '09': '09-网页表格伪装的.xls',
  '10': '10-左右并排两栏.xlsx',
  '11': '11-证件与姓名特例.xlsx',
};
