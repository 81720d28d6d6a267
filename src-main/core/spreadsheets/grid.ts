import type { SpreadsheetFormat } from '#shared/contract/rosterReport.ts';
import type { DateSystem } from '#shared/domain/excelDate.ts';

/** The cells of a spreadsheet as text with its kind: what every reader makes and every recogniser takes. */
export interface Cell {
  /** The value as text: whole numbers in full (never with an exponent), dates as `YYYY-MM-DD`, a formula's stored result. */
  readonly text: string;
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula';
  /** The formula as it stands in the file, with its `=`. Never evaluated. */
  readonly formula?: string;
}

export interface Merge {
  /** All 0-based and inclusive. */
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface SheetGrid {
  readonly name: string;
  readonly hidden: boolean;
  /** `rows[0]` is row 1 of the spreadsheet; both levels may have holes. */
  readonly rows: readonly (readonly (Cell | undefined)[] | undefined)[];
  readonly merges: readonly Merge[];
}

export interface Workbook {
  readonly format: SpreadsheetFormat;
  /** Of text formats. */
  readonly encoding: string | null;
  readonly dateSystem: DateSystem;
  readonly sheets: readonly SheetGrid[];
}

/** `A` for 0, `AA` for 26. */
export function columnLetter(index: number): string {
  let letters = '';
  for (let left = index + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}

/** `B7` for row 6, column 1 (both 0-based). */
export function cellAddress(row: number, column: number): string {
  return `${columnLetter(column)}${row + 1}`;
}

/** Text of a cell, empty for a hole. */
export function textAt(sheet: SheetGrid, row: number, column: number): string {
  return sheet.rows[row]?.[column]?.text ?? '';
}

/** Number of columns that any row reaches. */
export function widthOf(sheet: SheetGrid): number {
  return sheet.rows.reduce((width, row) => Math.max(width, row?.length ?? 0), 0);
}
