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
