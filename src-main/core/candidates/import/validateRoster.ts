import { rosterFields } from '#shared/contract/rosterReport.ts';
import type {
  ColumnChoice,
  RosterColumn,
  RosterField,
  RosterFix,
  RosterPerson,
  RosterReport,
  RosterSheet,
} from '#shared/contract/rosterReport.ts';
import { cellAddress } from '../../spreadsheets/grid.ts';
import type { SheetGrid, Workbook } from '../../spreadsheets/grid.ts';
import { recogniseColumns } from './columns.ts';
import type { RosterLayout } from './columns.ts';
import { findDuplicates } from './duplicates.ts';
import type { PlacedPerson } from './duplicates.ts';
import { normaliseRow } from './normaliseRow.ts';
import { isPersonRow, mergedCells } from './peopleRows.ts';
import { openRow } from './rowContext.ts';
import type { RosterReference, RowContext } from './rowContext.ts';
import { readTitle } from './titleFacts.ts';
import type { TitleFacts } from './titleFacts.ts';

export interface RosterReading {
  readonly sheets: readonly RosterSheet[];
  readonly columns: readonly RosterColumn[];
  readonly people: readonly RosterPerson[];
  readonly counts: RosterReport['counts'];
}

export interface RosterReadingOptions {
  readonly reference: RosterReference;
  readonly mapping: readonly ColumnChoice[];
  readonly fixes: readonly RosterFix[];
  readonly includeHiddenSheets: boolean;
}

/** Finds the people of every sheet, normalises and judges each, then compares them with one another. */
export function readRoster(workbook: Workbook, options: RosterReadingOptions): RosterReading {
  const sheets: RosterSheet[] = [];
  const columns: RosterColumn[] = [];
  const placed: PlacedPerson[] = [];
  const fixes = fixesByPlace(options.fixes);
  for (const sheet of workbook.sheets) {
    const layout = recogniseColumns(sheet, options.reference.catalogue, options.mapping);
    const title = readTitle(sheet, layout?.headerRows[0] ?? 0, options.reference.catalogue);
    const read = layout !== null && (!sheet.hidden || options.includeHiddenSheets);
    const found = read ? peopleOf(sheet, layout, title, options.reference, fixes) : [];
    // not push(...found): a call has room for some ten thousand arguments only
    for (const one of found) placed.push(one);
    if (read) columns.push(...layout.columns);
    sheets.push(describeSheet(sheet, read ? layout : null, title, found.length, layout !== null && !read));
  }
  findDuplicates(placed);
  const people = placed.map(({ person }) => ({ ...person, status: statusOf(person) }));
  return { sheets, columns, people, counts: count(people) };
}

type FixesByPlace = ReadonlyMap<string, ReadonlyMap<RosterField, string>>;
const noFixes: ReadonlyMap<RosterField, string> = new Map();

function placeOf(sheet: string, row: number, block: number): string {
  return JSON.stringify([sheet, row, block]);
}

/** Fixes by the person they are for; the last one of a field wins. */
function fixesByPlace(fixes: readonly RosterFix[]): FixesByPlace {
  const byPlace = new Map<string, Map<RosterField, string>>();
  for (const fix of fixes) {
    const place = placeOf(fix.sheet, fix.row, fix.block);
    const ofPerson = byPlace.get(place) ?? new Map<RosterField, string>();
    ofPerson.set(fix.field, fix.text);
    byPlace.set(place, ofPerson);
  }
  return byPlace;
}

function peopleOf(
  sheet: SheetGrid,
  layout: RosterLayout,
  title: TitleFacts,
  reference: RosterReference,
  fixes: FixesByPlace,
): PlacedPerson[] {
  const cellOf = mergedCells(sheet);
  const found: PlacedPerson[] = [];
  for (const [block, fields] of layout.blocks.entries()) {
    for (let row = layout.firstDataRow; row < sheet.rows.length; row += 1) {
      if (sheet.rows[row] === undefined || !isPersonRow(sheet, row, fields, layout)) continue;
      const context = openRow(
        sheet,
        row,
        fields,
        cellOf,
        reference,
        title,
        fixes.get(placeOf(sheet.name, row + 1, block)) ?? noFixes,
      );
      normaliseRow(context);
      const column = fields.get('documentNumber');
      found.push({
        person: toPerson(sheet, row, block, context),
        numberCell: column === undefined ? null : cellAddress(row, column),
      });
    }
  }
  return found;
}

function toPerson(sheet: SheetGrid, row: number, block: number, context: RowContext): RosterPerson {
  const given: Partial<Record<RosterField, string>> = {};
  for (const field of rosterFields) {
    const cell = context.cell(field);
    if (cell !== undefined) given[field] = cell.formula ?? cell.text;
  }
  return {
    sheet: sheet.name,
    row: row + 1,
    block,
    values: context.values,
    given,
    status: 'ok',
    problems: context.problems,
  };
}

function statusOf(person: RosterPerson): RosterPerson['status'] {
  if (person.problems.some((problem) => problem.severity === 'error')) return 'error';
  return person.problems.length > 0 ? 'warning' : 'ok';
}

function count(people: readonly RosterPerson[]): RosterReport['counts'] {
  const of = (status: RosterPerson['status']): number =>
    people.filter((person) => person.status === status).length;
  return { rows: people.length, ok: of('ok'), warnings: of('warning'), errors: of('error') };
}

function describeSheet(
  sheet: SheetGrid,
  layout: RosterLayout | null,
  title: TitleFacts,
  people: number,
  leftAlone: boolean,
): RosterSheet {
  const empty = sheet.rows.every((row) => row === undefined || row.every((cell) => cell === undefined));
  return {
    name: sheet.name,
    hidden: sheet.hidden,
    headerRows: (layout?.headerRows ?? []).map((row) => row + 1),
    people,
    skipped: leftAlone ? 'hidden' : empty ? 'empty' : people === 0 ? 'no-people' : null,
    title: {
      text: title.text,
      occupationName: title.occupation?.name ?? null,
      occupationCode: title.occupation?.code ?? null,
      level: title.level,
      className: title.className,
    },
  };
}
