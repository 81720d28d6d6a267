import type { ColumnChoice, RosterColumn, RosterField } from '#shared/contract/rosterReport.ts';
import { compactCode, compactText } from '#shared/domain/fullWidth.ts';
import { readOccupationCode } from '#shared/domain/occupation.ts';
import type { OccupationCatalogue } from '#shared/domain/occupation.ts';
import { readLevel } from '#shared/domain/level.ts';
import { normaliseName } from '#shared/domain/personName.ts';
import { readPhone } from '#shared/domain/phone.ts';
import { columnLetter, textAt, widthOf } from '../../spreadsheets/grid.ts';
import type { SheetGrid } from '../../spreadsheets/grid.ts';
import { findHeadings } from '../../spreadsheets/headings.ts';
import type { HeadedTable } from '../../spreadsheets/headings.ts';
import { ignoredHeading, rosterWords } from './columnWords.ts';

/** Where each field of each person of a row stands. */
export interface RosterLayout {
  readonly headerRows: readonly number[];
  readonly firstDataRow: number;
  /** One map a person of a row; more than one where people stand side by side. Values are 0-based columns. */
  readonly blocks: readonly ReadonlyMap<RosterField, number>[];
  readonly columns: readonly RosterColumn[];
  /** The headings, to skip where they are repeated; null when the sheet has none. */
  readonly table: HeadedTable<RosterField> | null;
}

interface Recognised {
  readonly index: number;
  readonly heading: string;
  field: RosterField | null;
  by: RosterColumn['recognisedBy'];
  block: number;
}

/**
 * Recognises a sheet: headings by their words, columns without a known heading by what they hold, the user's choices above all.
 * Null when the sheet holds no people.
 */
export function recogniseColumns(
  sheet: SheetGrid,
  catalogue: OccupationCatalogue,
  choices: readonly ColumnChoice[],
): RosterLayout | null {
  const table = findHeadings(
    sheet,
    rosterWords,
    (fields) => fields.size >= 2 && (fields.has('name') || fields.has('documentNumber')),
  );
  const firstDataRow = table === null ? firstRowWithDocument(sheet) : Math.max(...table.headerRows) + 1;
  if (firstDataRow === null) return null;
  const columns: Recognised[] = [];
  for (let index = 0; index < widthOf(sheet); index += 1) {
    const headed = table?.columns[index];
    const field = headed?.field ?? null;
    columns.push({
      index,
      heading: headed?.heading ?? '',
      field,
      by: field === null ? 'none' : 'heading',
      block: 0,
    });
  }
  numberBlocks(columns);
  recogniseByContent(sheet, firstDataRow, columns, catalogue);
  for (const choice of choices) {
    if (choice.sheet !== sheet.name) continue;
    const column = columns.find((one) => columnLetter(one.index) === choice.column);
    if (column === undefined) continue;
    for (const other of columns) {
      if (choice.field !== null && other.block === column.block && other.field === choice.field)
        [other.field, other.by] = [null, 'none'];
    }
    [column.field, column.by] = [choice.field, 'user'];
  }
  const blocks = collectBlocks(columns);
  return blocks === null
    ? null
    : { headerRows: table?.headerRows ?? [], firstDataRow, blocks, columns: describe(sheet, columns), table };
}

/** Without headings, people begin where a resident ID stands. */
function firstRowWithDocument(sheet: SheetGrid): number | null {
  for (let row = 0; row < sheet.rows.length; row += 1) {
    if ((sheet.rows[row] ?? []).some((cell) => cell !== undefined && isDocument(cell.text))) return row;
  }
  return null;
}

/** People side by side: a heading that comes again (序号, 姓名 or 证件号) begins the next person, if that one has a name or number too. */
function numberBlocks(columns: Recognised[]): void {
  const starts: ReadonlySet<RosterField> = new Set(['sequence', 'name', 'documentNumber']);
  let seen = new Set<RosterField>();
  let block = 0;
  for (const column of columns) {
    if (column.field !== null && seen.has(column.field) && starts.has(column.field)) {
      const rest = columns.filter((one) => one.index >= column.index).map((one) => one.field);
      if (rest.includes('name') && (!seen.has('documentNumber') || rest.includes('documentNumber'))) {
        block += 1;
        seen = new Set();
      }
    }
    column.block = block;
    if (column.field === null) continue;
    // the same heading twice within one person: the first one counts
    if (seen.has(column.field)) [column.field, column.by] = [null, 'none'];
    else seen.add(column.field);
  }
}

function recogniseByContent(
  sheet: SheetGrid,
  firstDataRow: number,
  columns: readonly Recognised[],
  catalogue: OccupationCatalogue,
): void {
  const tests: readonly (readonly [RosterField, (text: string) => boolean])[] = [
    ['documentNumber', isDocument],
    ['phone', (text) => /^1[3-9]\d{9}$/.test(readPhone(text) ?? '')],
    ['sex', (text) => /^[男女]$/.test(compactText(text))],
    ['occupationCode', (text) => /-/.test(text) && readOccupationCode(text) !== null],
    ['level', (text) => /[级工师]/.test(text) && readLevel(text) !== null],
    ['occupationName', (text) => catalogue.byName(text).length > 0],
    ['className', (text) => /\d{2,4}级.*班$/.test(compactText(text))],
    [
      'name',
      (text) => /^(\p{Script=Han}{2,4}|\p{Script=Han}+(·\p{Script=Han}+)+)$/u.test(normaliseName(text)),
    ],
  ];
  for (const block of new Set(columns.map((column) => column.block))) {
    for (const [field, test] of tests) {
      const own = columns.filter((column) => column.block === block);
      if (own.some((column) => column.field === field)) continue;
      const fitting = own.find(
        (column) =>
          column.field === null &&
          !ignoredHeading.test(column.heading) &&
          holds(sheet, firstDataRow, column.index, test),
      );
      if (fitting !== undefined) [fitting.field, fitting.by] = [field, 'content'];
    }
  }
}

/** At least three of five values of the first 200 rows pass the test (one may be wrong: that is what is looked for later). */
function holds(
  sheet: SheetGrid,
  firstDataRow: number,
  column: number,
  test: (text: string) => boolean,
): boolean {
  let filled = 0;
  let fitting = 0;
  for (let row = firstDataRow; row < Math.min(sheet.rows.length, firstDataRow + 200); row += 1) {
    const text = textAt(sheet, row, column).trim();
    if (text === '') continue;
    filled += 1;
    if (test(text)) fitting += 1;
  }
  return fitting > 0 && fitting * 5 >= filled * 3;
}

function isDocument(text: string): boolean {
  return /^[1-9]\d{16}[\dX]$/.test(compactCode(text));
}

/** The fields of each person; the first decides whether there are people at all. */
function collectBlocks(columns: readonly Recognised[]): ReadonlyMap<RosterField, number>[] | null {
  const blocks = new Map<number, Map<RosterField, number>>();
  for (const column of columns) {
    if (column.field === null) continue;
    const block = blocks.get(column.block) ?? new Map<RosterField, number>();
    block.set(column.field, column.index);
    blocks.set(column.block, block);
  }
  const people = [...blocks.values()].filter((block) => block.has('name') || block.has('documentNumber'));
  return people.length === 0 ? null : people;
}

function describe(sheet: SheetGrid, columns: readonly Recognised[]): RosterColumn[] {
  return columns
    .filter((column) => column.heading !== '' || column.field !== null)
    .map((column) => ({
      sheet: sheet.name,
      column: columnLetter(column.index),
      heading: column.heading.slice(0, 200),
      field: column.field,
      recognisedBy: column.by,
      block: column.block,
    }));
}
