import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { Range } from '@tanstack/react-virtual';
import { Fragment, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useWords } from '../app/language.tsx';
import styles from './DataTable.module.css';
import type { Column, DataTableProps, Sorting } from './tableColumns.ts';

/** Pixels, of a row and of the headings. */
const rowHeight = 34;
/** Rows drawn above and below those in view. */
const spare = 12;

interface TableGridProps<Row> {
  readonly table: DataTableProps<Row>;
  /** Rows after filter and sort. */
  readonly shown: readonly Row[];
  readonly sorting: Sorting | null;
  /** Null: cannot be sorted. */
  readonly onSort: ((sorting: Sorting | null) => void) | null;
  /** What stands under the headings when no row does. */
  readonly children: ReactNode;
}

/** The scrolled part of a table: headings, and the rows in view with their keyboard. */
export function TableGrid<Row>({ table, shown, sorting, onSort, children }: TableGridProps<Row>) {
  const { columns, height, onOpen, onWindow } = table;
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const [focused, setFocused] = useState(0);
  const active = Math.min(focused, shown.length - 1);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: spare,
    // The headings stand over the rows; what is below them is in view.
    scrollPaddingEnd: rowHeight,
    initialRect: { width: 0, height: 600 },
    rangeExtractor: useCallback((range: Range) => withActive(range, active), [active]),
  });
  const inView = virtual.range ?? { startIndex: 0, endIndex: -1 };
  const first = Math.max(0, inView.startIndex - spare);
  const last = Math.min(shown.length, inView.endIndex + 1 + spare);
  useLayoutEffect(() => onWindow?.(first, last), [onWindow, first, last]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLTableRowElement)) return;
    const at = Number(event.target.dataset['index']);
    const page = Math.max(1, inView.endIndex - inView.startIndex - 1);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: shown.length - 1,
    }[event.key];
    const row = shown[at];
    if (to !== undefined) moveTo(Math.max(0, Math.min(shown.length - 1, to)));
    else if ((event.key === 'Enter' || event.key === ' ') && row && onOpen) onOpen(row);
    else return;
    event.preventDefault();
  };
  const moveTo = (index: number) => {
    flushSync(() => setFocused(index));
    body.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
    virtual.scrollToIndex(index);
  };

  const autoHeight = shown.length === 0 ? undefined : Math.min(shown.length, 15) * rowHeight + 37;
  const leastWidth = columns.reduce((sum, column) => sum + (column.width ?? column.minWidth ?? 130), 0);
  let drawn = 0;
  return (
    <div
      ref={scroller}
      className={styles.scroll}
      style={{
        '--row-height': pixels(rowHeight),
        '--table-height': pixels(height === 'fill' ? undefined : (height ?? autoHeight)),
      }}
      tabIndex={shown.length === 0 || !onOpen ? 0 : -1}
    >
      <table
        className={styles.table}
        style={{ '--least-width': pixels(leastWidth) }}
        aria-label={table.name}
        aria-rowcount={shown.length + 1}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} style={{ '--column-width': pixels(column.width) }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.key} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          {virtual.getVirtualItems().map(({ index }) => {
            const row = shown[index];
            if (row === undefined) return null;
            const gap = index - drawn;
            drawn = index + 1;
            const key = table.rowKey(row);
            const tone = table.rowTone?.(row) ?? null;
            return (
              <Fragment key={key}>
                <Spacer rows={gap} columns={columns.length} />
                <tr
                  data-index={index}
                  aria-rowindex={index + 2}
                  aria-selected={table.selectedKey === undefined ? undefined : key === table.selectedKey}
                  className={onOpen && styles.opens}
                  data-tone={tone ?? undefined}
                  tabIndex={onOpen ? (index === active ? 0 : -1) : undefined}
                  onFocus={onOpen ? () => setFocused(index) : undefined}
                  onClick={onOpen ? () => onOpen(row) : undefined}
                >
                  {columns.map((column) => (
                    <Cell key={column.key} column={column} row={row} />
                  ))}
                </tr>
              </Fragment>
            );
          })}
          <Spacer rows={shown.length - drawn} columns={columns.length} />
        </tbody>
      </table>
      {children}
    </div>
  );
}

/** A length for a custom property; none where the style sheet has its own. */
function pixels(length: number | undefined): string | undefined {
  return length === undefined ? undefined : `${length}px`;
}

/** The rows in view and the one that has the focus, or would get it, so that scrolling does not take it away. */
function withActive(range: Range, active: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (active < 0 || active >= range.count || indexes.includes(active)) return indexes;
  return [...indexes, active].toSorted((a, b) => a - b);
}

function Heading<Row>(props: {
  readonly column: Column<Row>;
  readonly sorting: Sorting | null;
  /** Null: cannot be sorted. */
  readonly onSort: ((sorting: Sorting | null) => void) | null;
}) {
  const { column, sorting, onSort } = props;
  const w = useWords('parts');
  const on = sorting?.key === column.key ? sorting : null;
  if (column.title === '') return <td />;
  if (!onSort) {
    return (
      <th scope="col" data-align={column.align}>
        <span>{column.title}</span>
      </th>
    );
  }
  return (
    <th
      scope="col"
      data-align={column.align}
      aria-sort={on ? (on.down ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        title={w.table.sortHint}
        onClick={() =>
          onSort(!on ? { key: column.key, down: false } : on.down ? null : { ...on, down: true })
        }
      >
        {column.title}
        <span aria-hidden="true" className={styles.arrow}>
          {on ? (on.down ? '▼' : '▲') : ''}
        </span>
      </button>
    </th>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const text = column.text(row);
  return (
    <td data-align={column.align} title={text === null ? undefined : String(text)}>
      {column.cell ? column.cell(row) : (text ?? '—')}
    </td>
  );
}

/** Keeps the place of rows that are not drawn. */
function Spacer(props: { readonly rows: number; readonly columns: number }) {
  if (props.rows <= 0) return null;
  return (
    <tr className={styles.spacer} aria-hidden="true">
      <td colSpan={props.columns} style={{ '--rows': props.rows }} />
    </tr>
  );
}
