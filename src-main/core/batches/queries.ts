import { desc, eq, sql } from 'drizzle-orm';
import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { Store } from '../store/openDatabase.ts';
import { batches } from './tables.ts';

export type BatchRow = typeof batches.$inferSelect;

/** Asked by nearly every command: built once for each store. */
function prepareById(store: Store) {
  return store.orm
    .select()
    .from(batches)
    .where(eq(batches.batchId, sql.placeholder('batchId')))
    .prepare();
}
const byId = new WeakMap<Store, ReturnType<typeof prepareById>>();

/** One batch; null when there is none of that id. */
export function batchRow(store: Store, batchId: string): BatchRow | null {
  let known = byId.get(store);
  if (known === undefined) {
    known = prepareById(store);
    byId.set(store, known);
  }
  return known.get({ batchId }) ?? null;
}

/** The rules frozen with a batch. Throws when there is no such batch. */
export function rulesOf(store: Store, batchId: string): BatchRules {
  const batch = batchRow(store, batchId);
  if (batch === null) throw new Error('an enrolment without its batch');
  return batch.rules;
}

/** All batches, the newest first. */
export function batchRows(store: Store): readonly BatchRow[] {
  return store.orm.select().from(batches).orderBy(desc(batches.seq)).all();
}
