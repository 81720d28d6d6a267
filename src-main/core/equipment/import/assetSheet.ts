import * as z from 'zod';
import { equipmentKinds, ownerships } from '#shared/domain/equipment.ts';
import { assetKeyOf } from '#shared/domain/equipment.ts';
import { dateFromText } from '#shared/domain/excelDate.ts';
import { tidySpaces, toHalfWidth } from '#shared/domain/fullWidth.ts';
import { countedGoods, lengths } from '#shared/domain/limits.ts';
import { cellAddress } from '../../spreadsheets/grid.ts';
import type { SheetGrid, Workbook } from '../../spreadsheets/grid.ts';
import { findHeadings } from '../../spreadsheets/headings.ts';
import { readTable } from '../../spreadsheets/tableRows.ts';
import type { Table, TableRow } from '../../spreadsheets/tableRows.ts';
import { assetHeadings, isCounted, kindOf, ownershipOf } from './sheetWords.ts';
import type { AssetField } from './sheetWords.ts';

/** What can be wrong with a cell of an asset sheet. Words by name, under `import.problems`. */
export const assetProblemCodes = [
  'name-missing',
  'count-missing',
  'count-bad',
  'ownership-unknown',
  'place-missing',
  'date-bad',
  'too-long',
  'number-repeated',
  'already-registered',
] as const;

const AssetProblem = z.object({
  code: z.enum(assetProblemCodes),
  cell: z.string().nullable(),
  given: z.string(),
});
export type AssetProblem = z.infer<typeof AssetProblem>;

const short = z.string().nullable();
export const AssetRow = z.object({
  sheet: z.string(),
  row: z.int().positive(),
  assetNo: short,
  name: z.string(),
  kind: z.enum(equipmentKinds),
  brand: short,
  model: short,
  serial: short,
  unit: z.string(),
  count: z.int(),
  counted: z.boolean(),
  ownership: z.enum(ownerships),
  ownershipText: short,
  agreementEnd: short,
  origin: short,
  acquired: short,
  placeName: short,
  calibrationDue: short,
  note: short,
  problems: z.array(AssetProblem),
});
export type AssetRow = z.infer<typeof AssetRow>;

/** An asset sheet with every row that holds something, each with its faults. */
export const AssetSheet = z.object({
  columns: z.array(z.object({ sheet: z.string(), heading: z.string(), field: z.string().nullable() })),
  rows: z.array(AssetRow),
});
export type AssetSheet = z.infer<typeof AssetSheet>;

/** What every row must say for itself; all else may be merged down over several rows. */
const ownCells: ReadonlySet<AssetField> = new Set(['count', 'assetNo', 'serial', 'sequence']);

/** Reads the school's list of equipment: headings in one or two rows, cells merged over several rows. Null: no such table. */
export function readAssetSheet(workbook: Workbook): AssetSheet | null {
  const isEnough = (fields: ReadonlySet<AssetField>) =>
    fields.has('name') && (fields.has('count') || fields.has('assetNo') || fields.has('model'));
  const tables = workbook.sheets
    .filter((sheet) => !sheet.hidden)
    .flatMap((sheet) => readTable(sheet, assetHeadings, isEnough) ?? []);
  if (tables.length === 0) return null;
  const seen = new Map<string, number>();
  return {
    columns: tables.flatMap(({ sheet }) =>
      (findHeadings(sheet, assetHeadings, isEnough)?.columns ?? [])
        .filter((column) => column.heading !== '')
        .map(({ heading, field }) => ({ sheet: sheet.name, heading, field })),
    ),
    rows: tables.flatMap((table) => table.rows.map((row) => readRow(table, row, seen))),
  };
}

function readRow(table: Table<AssetField>, row: TableRow<AssetField>, seen: Map<string, number>): AssetRow {
  const problems: AssetProblem[] = [];
  const fault = (code: AssetProblem['code'], field: AssetField, given: string) =>
    void problems.push({ code, cell: row.address(field), given: given.slice(0, lengths.short) });
  const text = (field: AssetField, most: number = lengths.short): string | null => {
    const said = tidySpaces(cellText(table.sheet, row, field));
    if (said.length <= most) return said === '' ? null : said;
    fault('too-long', field, said);
    return said.slice(0, most);
  };
  const date = (field: AssetField): string | null => {
    const said = text(field);
    if (said === null) return null;
    const read = dateFromText(said);
    if (read === null) fault('date-bad', field, said);
    return read;
  };
  const name = text('name');
  if (name === null) fault('name-missing', 'name', '');
  const kind = kindOf(`${name ?? ''} ${text('kind') ?? ''}`.trim());
  const count = readCount(table, row, fault);
  const assetNo = text('assetNo');
  if (assetNo !== null) {
    const earlier = seen.get(assetKeyOf(assetNo));
    if (earlier !== undefined) fault('number-repeated', 'assetNo', assetNo);
    else seen.set(assetKeyOf(assetNo), row.row);
  }
  const ownershipText = text('ownership');
  const ownership = ownershipText === null ? 'own' : ownershipOf(ownershipText);
  if (ownership === null) fault('ownership-unknown', 'ownership', ownershipText ?? '');
  const placeName = text('place');
  if (placeName === null && table.fields.has('place')) fault('place-missing', 'place', '');
  return {
    sheet: row.sheet.slice(0, lengths.short),
    row: row.row,
    assetNo,
    name: name ?? '',
    kind,
    brand: text('brand'),
    model: text('model'),
    serial: text('serial'),
    unit: text('unit', lengths.unit) ?? '件',
    count,
    counted: isCounted(kind, count),
    ownership: ownership ?? 'own',
    ownershipText,
    agreementEnd: date('agreementEnd'),
    origin: text('origin') ?? (ownershipText !== null && /捐|赠/.test(ownershipText) ? ownershipText : null),
    acquired: text('acquired'),
    placeName,
    calibrationDue: date('calibrationDue'),
    note: text('note', lengths.note),
    problems,
  };
}

/** A whole number from 1 on; a sheet without such a column has a row for each piece. */
function readCount(
  table: Table<AssetField>,
  row: TableRow<AssetField>,
  fault: (code: AssetProblem['code'], field: AssetField, given: string) => void,
): number {
  if (!table.fields.has('count')) return 1;
  const said = toHalfWidth(row.text('count')).replace(/[台套件个把只]$/, '');
  if (said === '') fault('count-missing', 'count', '');
  else if (!/^\d{1,7}$/.test(said) || Number(said) < countedGoods.min || Number(said) > countedGoods.max)
    fault('count-bad', 'count', row.text('count'));
  else return Number(said);
  return 1;
}

/** What a cell says, or the one that is merged over it from above. */
function cellText(sheet: SheetGrid, row: TableRow<AssetField>, field: AssetField): string {
  const own = row.text(field);
  const address = row.address(field);
  if (own !== '' || address === null || ownCells.has(field)) return own;
  const at = row.row - 1;
  const merge = sheet.merges.find(
    (one) =>
      one.top < at && at <= one.bottom && one.left === one.right && cellAddress(at, one.left) === address,
  );
  return merge === undefined ? '' : (sheet.rows[merge.top]?.[merge.left]?.text.trim() ?? '');
}
