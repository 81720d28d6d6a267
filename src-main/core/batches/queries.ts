import { desc, eq, sql } from 'drizzle-orm';
import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { batches } from './tables.ts';

export type BatchRow = typeof batches.$inferSelect;

/** Asked by nearly every command. */
const byId = preparedOnce(({ orm }) =>
  orm
    .select()
    .from(batches)
    .where(eq(batches.batchId, sql.placeholder('batchId')))
    .prepare(),
);

/** One batch; null when there is none of that id. */
export function batchRow(store: Store, batchId: BatchId): BatchRow | null {
  return byId(store).get({ batchId }) ?? null;
}

/** The rules frozen with a batch. Throws when there is no such batch. */
export function rulesOf(store: Store, batchId: BatchId): BatchRules {
  const batch = batchRow(store, batchId);
  if (batch === null) throw new Error('an enrolment without its batch');
  return batch.rules;
}

/** All batches, the newest first. */
export function batchRows(store: Store): readonly BatchRow[] {
  return store.orm.select().from(batches).orderBy(desc(batches.seq)).all();
}
