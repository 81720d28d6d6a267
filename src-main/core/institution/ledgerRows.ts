import type { BatchId } from '#shared/contract/ids.ts';
import type { QueryInput } from '#shared/contract/queries.ts';
import type { Page } from '#shared/contract/views/preparation.ts';
import type { LedgerRowView } from '#shared/contract/views/results.ts';
import type { RowHeader } from '#shared/formats/rowHeader.ts';
import { peopleNames } from '../access/queries.ts';
import type { Store } from '../store/openDatabase.ts';

interface StoredRow {
  readonly seq: number;
  readonly header: string;
  readonly data: string;
  readonly personal: string | null;
  readonly rowHash: string;
}

function rowView(row: StoredRow, names: ReadonlyMap<string, string | null>): LedgerRowView {
  const header = JSON.parse(row.header) as RowHeader;
  return {
    seq: row.seq,
    at: header.at,
    actor: header.actor,
    actorName: names.get(header.actor) ?? null,
    desk: header.desk,
    type: header.type,
    batchId: header.batch as BatchId | null,
    rowHash: row.rowHash,
    data: row.data,
    personal: row.personal,
    blanked: header.personalHash !== null && row.personal === null,
    header: row.header,
  };
}

function ledgerSize(store: Store): number {
  const row = store.statement('SELECT max(seq) AS last FROM ledger_rows').get() as { last: number | null };
  return row.last === null ? 0 : row.last + 1;
}

/** How many rows fit a view, shown or not. */
function fitting(
  store: Store,
  view: { readonly batchId: BatchId | null; readonly type: string | null },
): number {
  const counted = store
    .statement(
      'SELECT count(*) AS many FROM ledger_rows WHERE (? IS NULL OR batch = ?) AND (? IS NULL OR type = ?)',
    )
    .get(view.batchId, view.batchId, view.type, view.type) as { many: number };
  return counted.many;
}

/** A page of the ledger's rows, the newest first; `total` counts what fits the view. */
export function ledgerRows(store: Store, view: QueryInput<'ledger.rows'>): Page<LedgerRowView> {
  const size = ledgerSize(store);
  const before = view.before ?? size;
  const rows = store
    .statement(
      `SELECT seq, header, data, personal, row_hash AS rowHash FROM ledger_rows
       WHERE seq < ? AND (? IS NULL OR batch = ?) AND (? IS NULL OR type = ?) ORDER BY seq DESC LIMIT ?`,
    )
    .all(before, view.batchId, view.batchId, view.type, view.type, view.limit) as StoredRow[];
  const names = peopleNames(store);
  return {
    total: view.batchId === null && view.type === null ? size : fitting(store, view),
    offset: before,
    rows: rows.map((row) => rowView(row, names)),
  };
}
