import { CFB, SSF, read } from 'xlsx';
import type { CellObject, WorkSheet } from 'xlsx';
import type { libraryFormats } from '#shared/contract/rosterReport.ts';
import { dateFromSerial } from '#shared/domain/excelDate.ts';
import type { DateSystem } from '#shared/domain/excelDate.ts';
import type { Cell, SheetGrid, Workbook } from './grid.ts';
import { limits } from './limits.ts';
import { refusedFile } from './refuse.ts';
import { cellFromText } from './textCell.ts';

/**
 * Reads xlsx, xls (BIFF) and XML 2003 through the spreadsheet library; the caller has already looked into the container.
 * Formulas are not evaluated: their stored result and their text are taken.
 */
export function readSheetJs(bytes: Buffer, format: (typeof libraryFormats)[number]): Workbook {
  const book = parse(bytes);
  const dateSystem = book.Workbook?.WBProps?.date1904 === true ? 1904 : 1900;
  let rows = 0;
  const sheets = book.SheetNames.flatMap((name, at): SheetGrid[] => {
    const sheet = book.Sheets[name];
    if (sheet === undefined) return [];
    const grid = readSheet(sheet, name, (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0, dateSystem);
    rows += grid.rows.reduce((count, row) => count + (row === undefined ? 0 : 1), 0);
    if (rows > limits.rows) throw refusedFile('too-many-rows', { limit: String(limits.rows) });
    return [grid];
  });
  return { format, encoding: null, dateSystem, sheets };
}

function parse(bytes: Buffer): ReturnType<typeof read> {
  try {
    return read(bytes, {
      type: 'buffer',
      dense: true,
      cellFormula: true,
      cellNF: true,
      cellHTML: false,
      cellText: false,
      cellDates: false,
      WTF: false,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    throw refusedFile(/password|encrypt/i.test(message) ? 'password-protected' : 'damaged-file');
  }
}

function readSheet(sheet: WorkSheet, name: string, hidden: boolean, dateSystem: DateSystem): SheetGrid {
  const rows: (Cell | undefined)[][] = [];
  const data: readonly ((CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? [];
  data.forEach((source, at) => {
    if (source === undefined) return;
    if (
      source.length > limits.columns &&
      source.some((cell, column) => column >= limits.columns && cell?.v !== undefined && cell.v !== '')
    ) {
      throw refusedFile('too-many-columns', { limit: String(limits.columns) });
    }
    const row = source
      .slice(0, limits.columns)
      .map((cell) => (cell === undefined ? undefined : readCell(cell, dateSystem)));
    if (row.some((cell) => cell !== undefined)) rows[at] = row;
  });
  const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({
    top: s.r,
    left: s.c,
    bottom: e.r,
    right: e.c,
  }));
  return { name, hidden, rows, merges };
}

function readCell(cell: CellObject, dateSystem: DateSystem): Cell | undefined {
  const value = readValue(cell, dateSystem);
  if (typeof cell.f !== 'string' || cell.f === '') return value;
  return { text: value?.text ?? '', kind: 'formula', formula: `=${cell.f}`.slice(0, 1_000) };
}

function readValue(cell: CellObject, dateSystem: DateSystem): Cell | undefined {
  if (cell.v === undefined || cell.v === null) return undefined;
  if (cell.t === 'e') return { text: String(cell.w ?? '#错误'), kind: 'error' };
  if (typeof cell.v === 'boolean') return { text: cell.v ? 'TRUE' : 'FALSE', kind: 'boolean' };
  if (typeof cell.v === 'number') {
    const date =
      typeof cell.z === 'string' && SSF.is_date(cell.z) ? dateFromSerial(cell.v, dateSystem) : null;
    return date === null ? { text: numberText(cell.v), kind: 'number' } : { text: date, kind: 'date' };
  }
  return cellFromText(String(cell.v));
}

/** As a spreadsheet shows it: the 15 digits that it keeps, never with an exponent (500241200808025000). */
function numberText(value: number): string {
  if (Number.isSafeInteger(value) && Math.abs(value) < 1e15) return String(value);
  return value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 15 });
}

/** Names of the streams in an OLE container, without their folder. Null when it is damaged. */
export function oleStreams(bytes: Buffer): readonly string[] | null {
  try {
    return CFB.read(bytes, { type: 'buffer' }).FullPaths.map(
      (path: string) => path.replace(/\/$/, '').split('/').pop() ?? '',
    );
  } catch {
    return null;
  }
}
