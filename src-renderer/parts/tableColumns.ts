import type { ReactNode } from 'react';

/** One column of a `DataTable`. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** What the column says of a row: used to filter, sort, export and print, and shown when there is no `cell`. */
  text(row: Row): string | number | null;
  /** How it looks on the screen. */
  cell?(row: Row): ReactNode;
  /** What to sort by when `text` does not do. */
  sortBy?(row: Row): string | number | null;
  /** Width in pixels; without it the column takes a share of what is left, at least `minWidth`. */
  readonly width?: number;
  /** Least width in pixels of a column without `width`; 130 when not said. */
  readonly minWidth?: number;
  readonly align?: 'left' | 'right' | 'center';
  /** Offer the column's values as a filter. */
  readonly choices?: boolean;
  /** Screen only: neither exported nor printed. */
  readonly screenOnly?: boolean;
}

/** Which column sorts, and which way. */
export interface Sorting {
  readonly key: string;
  readonly down: boolean;
}

/** What a `DataTable` is given. */
export interface DataTableProps<Row> {
  /** What the table is called: for screen readers, the export's file name and the printed title. */
  readonly name: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  rowKey(row: Row): string;
  /** A click on a row, or Enter. */
  onOpen?(row: Row): void;
  readonly selectedKey?: string | null;
  /** Shown when there are no rows at all; a list that was searched or had rows before keeps its tools above it. */
  readonly empty?: ReactNode;
  /** More tools at the left of the filter. */
  readonly tools?: ReactNode;
  /** Height in pixels, or `fill` for what the page has left (the page then has `fill`). Default: as high as its rows, at most 15. */
  readonly height?: number | 'fill';
  readonly initialSorting?: Sorting;
  rowTone?(row: Row): 'bad' | 'warn' | null;
  /** No filter, export and print line: for small tables inside of something else. */
  readonly bare?: boolean;
  /** The rows are searched elsewhere: no text filter here. */
  readonly noFilter?: boolean;
  /** Not all rows are here yet: no filter, sorting, choices, export or print, which would lie. */
  readonly partial?: boolean;
  /** How many rows there are in all, when more than are here. */
  readonly total?: number;
  /** Told which rows (after filter and sort) stand on the screen, so that more can be loaded. */
  onWindow?(first: number, last: number): void;
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Rows that fit the filter text and the chosen values, in the order of the sorting. */
export function arrangeRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  view: {
    readonly filter: string;
    readonly chosen: Readonly<Record<string, string>>;
    readonly sorting: Sorting | null;
  },
): readonly Row[] {
  const needles = view.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const choices = columns.filter((column) => (view.chosen[column.key] ?? '') !== '');
  let shown = rows;
  if (needles.length > 0 || choices.length > 0) {
    shown = rows.filter((row) => {
      if (choices.some((column) => String(column.text(row) ?? '') !== view.chosen[column.key])) return false;
      if (needles.length === 0) return true;
      const text = columns
        .map((column) => column.text(row) ?? '')
        .join(' ')
        .toLowerCase();
      return needles.every((needle) => text.includes(needle));
    });
  }
  const { sorting } = view;
  const by = sorting && columns.find((column) => column.key === sorting.key);
  if (!sorting || !by) return shown;
  const value = (row: Row) => (by.sortBy ?? by.text)(row);
  const sign = sorting.down ? -1 : 1;
  return shown.toSorted((a, b) => sign * compare(value(a), value(b)));
}

/** Numbers by size, texts by the Chinese order; what is missing comes last. */
function compare(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

/** The different values of a column, for its filter. */
export function valuesOf<Row>(rows: readonly Row[], column: Column<Row>): readonly string[] {
  const values = new Set(rows.map((row) => String(column.text(row) ?? '')));
  values.delete('');
  return [...values].toSorted(collator.compare);
}
