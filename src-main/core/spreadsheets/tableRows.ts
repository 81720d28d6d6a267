import { compactText } from '#shared/domain/fullWidth.ts';
import { cellAddress } from './grid.ts';
import type { Cell, SheetGrid } from './grid.ts';
import { findHeadings, repeatsHeadings } from './headings.ts';
import type { HeadingWords } from './headings.ts';

/** One row of a simple table with headings. */
export interface TableRow<Field extends string> {
  readonly sheet: string;
  /** 1-based, as the spreadsheet shows it. */
  readonly row: number;
  readonly cell: (field: Field) => Cell | undefined;
  /** Trimmed; empty where there is no cell or no such column. */
  readonly text: (field: Field) => string;
  /** `D7`, or null where the table has no such column. */
  readonly address: (field: Field) => string | null;
}

export interface Table<Field extends string> {
  readonly sheet: SheetGrid;
  readonly fields: ReadonlySet<Field>;
  /** Texts above the headings. */
  readonly titles: readonly string[];
  readonly rows: readonly TableRow<Field>[];
}

const closing = /^(合计|总计|小计|平均|平均分|审核|制表|阅卷人?|登分人?|任课教师|说明|备注|注)([:：(].*)?$/;

/** Reads a sheet with one table; rows of totals and signatures are left out. Null when the headings are not there. */
export function readTable<Field extends string>(
  sheet: SheetGrid,
  words: HeadingWords<Field>,
  enough: (fields: ReadonlySet<Field>) => boolean,
): Table<Field> | null {
  const found = findHeadings(sheet, words, enough);
  if (found === null) return null;
  const columns = new Map<Field, number>();
  for (const { field, index } of found.columns)
    if (field !== null && !columns.has(field)) columns.set(field, index);
  const titles = sheet.rows
    .slice(0, found.headerRows[0])
    .flatMap((row) =>
      (row ?? []).flatMap((cell) =>
        cell === undefined || cell.text.trim() === '' ? [] : [cell.text.trim()],
      ),
    );
  const rows: TableRow<Field>[] = [];
  for (let at = Math.max(...found.headerRows) + 1; at < sheet.rows.length; at += 1) {
    const first = (sheet.rows[at] ?? []).find((cell) => cell !== undefined && cell.text.trim() !== '');
    if (
      first === undefined ||
      closing.test(compactText(first.text)) ||
      repeatsHeadings(sheet, at, found, words)
    )
      continue;
    rows.push(rowOf(sheet, at, columns));
  }
  return { sheet, fields: new Set(columns.keys()), titles, rows };
}

function rowOf<Field extends string>(
  sheet: SheetGrid,
  at: number,
  columns: ReadonlyMap<Field, number>,
): TableRow<Field> {
  const cell = (field: Field): Cell | undefined => {
    const column = columns.get(field);
    return column === undefined ? undefined : sheet.rows[at]?.[column];
  };
  return {
    sheet: sheet.name,
    row: at + 1,
    cell,
    text: (field) => cell(field)?.text.trim() ?? '',
    address: (field) => {
      const column = columns.get(field);
      return column === undefined ? null : cellAddress(at, column);
    },
  };
}

/** The text behind a label in the titles: 「满分：150」 gives `150` for `满分`. Null when no title has it. */
export function labelled(titles: readonly string[], ...labels: readonly string[]): string | null {
  for (const title of titles) {
    for (const label of labels) {
      const match = new RegExp(
        `${label}\\s*[:：]\\s*([^\\s:：]+(?:\\s[^\\s:：]+)*?)\\s*(?=$|[\\s，,；;]+[^\\s:：]{1,8}[:：])`,
      ).exec(title);
      if (match?.[1] !== undefined) return match[1].trim();
    }
  }
  return null;
}
