import { useMemo, useState } from 'react';
import { useWords } from '../app/language.tsx';
import styles from './DataTable.module.css';
import { EmptyState, NothingFound } from './EmptyState.tsx';
import { TableGrid } from './TableGrid.tsx';
import { TableTools } from './TableTools.tsx';
import { arrangeRows } from './tableColumns.ts';
import type { DataTableProps, Sorting } from './tableColumns.ts';
import { WaitingLine } from './WaitingLine.tsx';

export type { Column, Sorting } from './tableColumns.ts';

/**
 * The one table of the app: filter, sort, export, print, keyboard (arrows, Home, End, PageUp, PageDown, Enter), and only the
 * rows in view are drawn, so that 100,000 of them scroll.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const w = useWords('parts');
  const { rows, columns, partial = false } = props;
  const [filter, setFilter] = useState('');
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [sorting, setSorting] = useState<Sorting | null>(props.initialSorting ?? null);
  const shown = useMemo(
    () => (partial ? rows : arrangeRows(rows, columns, { filter, chosen, sorting })),
    [rows, columns, partial, filter, chosen, sorting],
  );
  const [hadRows, setHadRows] = useState(rows.length > 0);
  if (!hadRows && rows.length > 0) setHadRows(true);

  // Somebody may be typing in the tools, so they stay where they have stood before.
  if (rows.length === 0 && !hadRows && props.tools === undefined && props.empty !== undefined) {
    return <>{props.empty}</>;
  }
  const nothing = partial ? <WaitingLine>{w.loading}</WaitingLine> : <EmptyState title={w.table.nothing} />;
  return (
    <div className={props.height === 'fill' ? styles.fill : undefined}>
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
      <TableGrid table={props} shown={shown} sorting={sorting} onSort={partial ? null : setSorting}>
        {rows.length === 0
          ? (props.empty ?? nothing)
          : shown.length === 0 && (
              <NothingFound
                title={w.table.nothing}
                onClear={() => {
                  setFilter('');
                  setChosen({});
                }}
              />
            )}
      </TableGrid>
    </div>
  );
}
