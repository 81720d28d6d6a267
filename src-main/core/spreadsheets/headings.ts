import { compactText } from '#shared/domain/fullWidth.ts';
import { textAt, widthOf } from './grid.ts';
import type { SheetGrid } from './grid.ts';

/** Words that name a column, for each field. Compared as a whole, after tidying; the first field that has the word wins. */
export type HeadingWords<Field extends string> = ReadonlyMap<string, Field>;

/** What the column of the ID number is called in every list that schools send. */
export const documentNumberWords = [
  '身份证号',
  '身份证号码',
  '证件号码',
  '证件号',
  '身份证件号',
  '身份证件号码',
  '身份证',
] as const;

export interface HeadedColumn<Field extends string> {
  /** 0-based. */
  readonly index: number;
  /** As it stood. */
  readonly heading: string;
  readonly field: Field | null;
}

export interface HeadedTable<Field extends string> {
  /** 0-based rows that hold the headings: one or two. */
  readonly headerRows: readonly number[];
  readonly columns: readonly HeadedColumn<Field>[];
}

/** Builds the look-up from lists of words. */
export function headingWords<Field extends string>(
  words: Readonly<Record<Field, readonly string[]>>,
): HeadingWords<Field> {
  const map = new Map<string, Field>();
  for (const field in words) {
    for (const word of words[field]) if (!map.has(tidyHeading(word))) map.set(tidyHeading(word), field);
  }
  return map;
}

/** How far down headings are looked for. */
const searchedRows = 60;

/**
 * Finds the row (or two rows) of headings: the one that names most different fields, the first of equals. `enough` says whether
 * the fields found make a table at all. Null when no row does.
 */
export function findHeadings<Field extends string>(
  sheet: SheetGrid,
  words: HeadingWords<Field>,
  enough: (fields: ReadonlySet<Field>) => boolean,
): HeadedTable<Field> | null {
  const width = widthOf(sheet);
  let best: HeadedTable<Field> | null = null;
  let bestScore = 0;
  const rows = Array.from({ length: Math.min(sheet.rows.length, searchedRows) }, (_, row) => row);
  const doubles = rows.filter((row) => couldBeHeadings(sheet, row + 1, words)).map((row) => [row, row + 1]);
  // single rows first: a second row must name more, or a title above would be taken for half of the headings
  for (const headerRows of [...rows.map((row) => [row]), ...doubles]) {
    const columns = readHeadings(sheet, headerRows, width, words);
    const fields = new Set(columns.flatMap((column) => (column.field === null ? [] : [column.field])));
    if (fields.size > bestScore && enough(fields)) {
      best = { headerRows, columns };
      bestScore = fields.size;
    }
  }
  return best;
}

/** Whether a row below the headings repeats them (a page break of a printed list). */
export function repeatsHeadings<Field extends string>(
  sheet: SheetGrid,
  row: number,
  table: HeadedTable<Field>,
  words: HeadingWords<Field>,
): boolean {
  const named = table.columns.filter((column) => column.field !== null);
  const same = named.filter((column) => fieldOf(textAt(sheet, row, column.index), words) === column.field);
  return same.length >= 2 && same.length * 2 >= named.length;
}

/** The second of two rows of headings has at least one known word, and nothing that looks like data. */
function couldBeHeadings<Field extends string>(
  sheet: SheetGrid,
  row: number,
  words: HeadingWords<Field>,
): boolean {
  const cells = (sheet.rows[row] ?? []).filter((cell) => cell !== undefined);
  return (
    cells.some((cell) => fieldOf(cell.text, words) !== null) &&
    !cells.some((cell) => cell.kind !== 'text' || /\d{4,}/.test(cell.text))
  );
}

function readHeadings<Field extends string>(
  sheet: SheetGrid,
  headerRows: readonly number[],
  width: number,
  words: HeadingWords<Field>,
): HeadedColumn<Field>[] {
  const columns: HeadedColumn<Field>[] = [];
  for (let index = 0; index < width; index += 1) {
    const texts = headerRows.map((row) => spannedText(sheet, row, index));
    const heading = [...new Set(texts.filter((text) => text !== ''))].join(' ');
    // the lower row is the closer one; together they may say what neither says alone (身份证 / 号码)
    const readings = [...texts.toReversed(), texts.join('')].map((text) => fieldOf(text, words));
    columns.push({ index, heading, field: readings.find((field) => field !== null) ?? null });
  }
  return columns;
}

/** Text of a cell, or of the cell that is merged across it from the left in the same row. */
function spannedText(sheet: SheetGrid, row: number, column: number): string {
  const own = textAt(sheet, row, column);
  if (own !== '') return own;
  const merge = sheet.merges.find((one) => one.top === row && one.left <= column && column <= one.right);
  return merge === undefined ? '' : textAt(sheet, merge.top, merge.left);
}

/** The field that a heading names: as a whole, without what stands in brackets, or what stands in them. */
export function fieldOf<Field extends string>(heading: string, words: HeadingWords<Field>): Field | null {
  const plain = tidyHeading(heading);
  if (plain === '' || plain.length > 30) return null;
  const outside = plain.replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '');
  return words.get(plain) ?? words.get(outside) ?? null;
}

function tidyHeading(text: string): string {
  return compactText(text)
    .toLowerCase()
    .replace(/[*:·_-]+/g, '')
    .replace(/\((必填|选填|可不填|必须填写)\)/g, '');
}
