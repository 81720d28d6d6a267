import { desc, eq, max, sql } from 'drizzle-orm';
import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { batchCalendars, batches, batchRuleSets } from './tables.ts';

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

/** How many rule sets a batch has had: 1 when its rules were never changed. */
export function rulesVersionOf(store: Store, batchId: BatchId): number {
  const found = store.orm
    .select({ version: max(batchRuleSets.version) })
    .from(batchRuleSets)
    .where(eq(batchRuleSets.batchId, batchId))
    .get();
  return found?.version ?? 1;
}

/** The calendar that a batch's days are counted with; null: none was named when it was made. */
export function calendarVersionOf(store: Store, batchId: BatchId): string | null {
  return calendarByBatch(store).get({ batchId })?.calendarVersion ?? null;
}

/** Asked with every deadline. */
const calendarByBatch = preparedOnce(({ orm }) =>
  orm
    .select()
    .from(batchCalendars)
    .where(eq(batchCalendars.batchId, sql.placeholder('batchId')))
    .prepare(),
);
