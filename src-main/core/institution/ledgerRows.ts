import { and, count, desc, eq, lt, max } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { QueryInput } from '#shared/contract/queries.ts';
import type { Page } from '#shared/contract/views/preparation.ts';
import type { LedgerRowView } from '#shared/contract/views/results.ts';
import { peopleNames } from '../access/queries.ts';
import { visibleFacts } from '../access/visibleFacts.ts';
import type { VisibleFacts } from '../access/visibleFacts.ts';
import type { ShowContext } from '../api/answers.ts';
import { readHeader } from '../ledger/rows.ts';
import { ledgerRows as rows } from '../ledger/tables.ts';
import type { Store } from '../store/openDatabase.ts';

type Row = typeof rows.$inferSelect;

function rowView(row: Row, names: ReadonlyMap<string, string | null>, facts: VisibleFacts): LedgerRowView {
  const header = readHeader(row.header);
  return {
    seq: row.seq,
    at: header.at,
    actor: header.actor,
    actorName: names.get(header.actor) ?? null,
    desk: header.desk,
    type: header.type,
    batchId: header.batch,
    rowHash: row.rowHash,
    ...facts,
    blanked: header.personalHash !== null && row.personal === null,
    header: row.header,
  };
}

/** How many rows fit a view, shown or not. */
function fitting(store: Store, condition: SQL | undefined): number {
  const counted = store.orm.select({ many: count() }).from(rows).where(condition).get();
  return counted?.many ?? 0;
}

/** A page of the ledger's rows, the newest first, as this viewer may see them; `total` counts what fits the view. */
export function ledgerRows(
  { store, actor, seals }: ShowContext,
  view: QueryInput<'ledger.rows'>,
): Page<LedgerRowView> {
  const { batchId, type } = view;
  const last = store.orm
    .select({ seq: max(rows.seq) })
    .from(rows)
    .get();
  const size = (last?.seq ?? -1) + 1;
  const before = view.before ?? size;
  const fits = and(
    batchId === null ? undefined : eq(rows.batch, batchId),
    type === null ? undefined : eq(rows.type, type),
  );
  const found = store.orm
    .select()
    .from(rows)
    .where(and(lt(rows.seq, before), fits))
    .orderBy(desc(rows.seq))
    .limit(view.limit)
    .all();
  const names = peopleNames(store);
  return {
    total: fits === undefined ? size : fitting(store, fits),
    offset: before,
    rows: found.map((row) => rowView(row, names, visibleFacts(row, actor, seals))),
  };
}
