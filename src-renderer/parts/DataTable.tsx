import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useWords } from '../app/language.tsx';
import { EmptyState, NothingFound } from './EmptyState.tsx';
import { TableTools } from './TableTools.tsx';
import { arrangeRows } from './tableColumns.ts';
import type { Column, Sorting } from './tableColumns.ts';

export type { Column, Sorting } from './tableColumns.ts';

const rowHeight = 34;
const spare = 12;

interface DataTableProps<Row> {
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

/**
 * The one table of the app: filter, sort, export, print, keyboard (arrows, Home, End, Enter), and only the rows in view are
 * drawn, so that 100,000 of them scroll.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const w = useWords('parts');
  const { rows, columns, onWindow, partial = false } = props;
  const [filter, setFilter] = useState('');
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [sorting, setSorting] = useState<Sorting | null>(props.initialSorting ?? null);
  const shown = useMemo(
    () => (partial ? rows : arrangeRows(rows, columns, { filter, chosen, sorting })),
    [rows, columns, partial, filter, chosen, sorting],
  );
  const { scroller, first, last, onScroll, reveal } = useRowWindow(shown.length);
  const [active, setActive] = useState(0);
  const [hadRows, setHadRows] = useState(rows.length > 0);
  if (!hadRows && rows.length > 0) setHadRows(true);
  const toFocus = useRef<number | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);

  useLayoutEffect(() => onWindow?.(first, last), [onWindow, first, last]);

  const moveTo = (index: number) => {
    const to = Math.max(0, Math.min(shown.length - 1, index));
    setActive(to);
    reveal(to);
    toFocus.current = to;
    focusWanted();
  };
  const focusWanted = () => {
    if (toFocus.current === null) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${toFocus.current}"]`);
    if (!row) return;
    toFocus.current = null;
    row.focus({ preventScroll: true });
  };
  // A row far away is drawn only after the scrolling.
  useLayoutEffect(focusWanted);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLTableRowElement)) return;
    const page = Math.max(1, last - first - spare * 2);
    const to = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: shown.length - 1,
    }[event.key];
    const row = shown[active];
    if (to !== undefined) moveTo(to);
    else if ((event.key === 'Enter' || event.key === ' ') && row && props.onOpen) props.onOpen(row);
    else return;
    event.preventDefault();
  };

  // Somebody may be typing in the tools, so they stay where they have stood before.
  if (rows.length === 0 && !hadRows && props.tools === undefined && props.empty !== undefined) {
    return <>{props.empty}</>;
  }
  const autoHeight = shown.length === 0 ? undefined : Math.min(shown.length, 15) * rowHeight + 37;
  const leastWidth = columns.reduce((sum, column) => sum + (column.width ?? column.minWidth ?? 130), 0);
  const activeIndex = Math.min(active, shown.length - 1);
  return (
    <div
      style={
        props.height === 'fill' ? { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 } : {}
      }
    >
      {!props.bare && (
        <TableTools
          name={props.name}
          columns={columns}
          rows={rows}
          shown={shown}
          filter={filter}
          chosen={chosen}
          extra={props.tools}
          noFilter={props.noFilter ?? false}
          partial={partial}
          total={props.total ?? rows.length}
          onFilter={setFilter}
          onChosen={(key, value) => setChosen((before) => ({ ...before, [key]: value }))}
        />
      )}
      <div
        ref={scroller}
        className="table-scroll"
        onScroll={onScroll}
        style={props.height === 'fill' ? { flex: 1, minHeight: 0 } : { height: props.height ?? autoHeight }}
        tabIndex={shown.length === 0 || !props.onOpen ? 0 : -1}
      >
        <table
          className="data-table"
          style={{ minWidth: leastWidth }}
          aria-label={props.name}
          aria-rowcount={shown.length + 1}
        >
          <colgroup>
            {columns.map((column) => (
              <col key={column.key} style={column.width === undefined ? {} : { width: column.width }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {columns.map((column) => (
                <Heading
                  key={column.key}
                  column={column}
                  sorting={sorting}
                  onSort={partial ? null : setSorting}
                />
              ))}
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={onKeyDown}>
            <Spacer rows={first} columns={columns.length} />
            {shown.slice(first, last).map((row, offset) => {
              const index = first + offset;
              const key = props.rowKey(row);
              const tone = props.rowTone?.(row) ?? null;
              return (
                <tr
                  key={key}
                  data-index={index}
                  aria-rowindex={index + 2}
                  aria-selected={props.selectedKey === undefined ? undefined : key === props.selectedKey}
                  className={[props.onOpen ? 'can-open' : '', tone ? `row-${tone}` : ''].join(' ').trim()}
                  tabIndex={props.onOpen ? (index === activeIndex ? 0 : -1) : undefined}
                  onFocus={props.onOpen ? () => setActive(index) : undefined}
                  onClick={props.onOpen ? () => props.onOpen?.(row) : undefined}
                >
                  {columns.map((column) => (
                    <Cell key={column.key} column={column} row={row} />
                  ))}
                </tr>
              );
            })}
            <Spacer rows={shown.length - last} columns={columns.length} />
          </tbody>
        </table>
        {rows.length === 0
          ? (props.empty ??
            (partial ? (
              <div className="waiting-line">{w.loading}</div>
            ) : (
              <EmptyState title={w.table.nothing} />
            )))
          : shown.length === 0 && (
              <NothingFound
                title={w.table.nothing}
                onClear={() => {
                  setFilter('');
                  setChosen({});
                }}
              />
            )}
      </div>
    </div>
  );
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
  if (column.title === '') return <td style={{ position: 'sticky', top: 0, background: 'var(--shade)' }} />;
  if (!onSort) {
    return (
      <th scope="col" className={`align-${column.align ?? 'left'}`}>
        <span>{column.title}</span>
      </th>
    );
  }
  return (
    <th
      scope="col"
      className={`align-${column.align ?? 'left'}`}
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
        <span aria-hidden="true" style={{ width: 10, fontSize: 10 }}>
          {on ? (on.down ? '▼' : '▲') : ''}
        </span>
      </button>
    </th>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const text = column.text(row);
  return (
    <td className={`align-${column.align ?? 'left'}`} title={text === null ? undefined : String(text)}>
      {column.cell ? column.cell(row) : (text ?? '—')}
    </td>
  );
}

function Spacer(props: { readonly rows: number; readonly columns: number }) {
  if (props.rows <= 0) return null;
  return (
    <tr className="spacer" aria-hidden="true">
      <td colSpan={props.columns} style={{ height: props.rows * rowHeight }} />
    </tr>
  );
}

/** Which rows are in view. */
function useRowWindow(count: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const measure = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const top = Math.floor(element.scrollTop / rowHeight);
    setView((before) =>
      before.top === top && before.height === element.clientHeight
        ? before
        : { top, height: element.clientHeight },
    );
  }, []);
  useLayoutEffect(() => {
    measure();
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure, count]);
  const reveal = useCallback((index: number) => {
    const element = scroller.current;
    if (!element) return;
    const top = index * rowHeight;
    const inner = element.clientHeight - rowHeight * 2;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top > element.scrollTop + inner) element.scrollTop = top - inner;
  }, []);
  const first = Math.max(0, Math.min(view.top, count) - spare);
  const last = Math.min(count, view.top + Math.ceil(view.height / rowHeight) + spare);
  return { scroller, first, last, onScroll: measure, reveal };
}
