import { desc, eq } from 'drizzle-orm';
import type { Store } from '../store/openDatabase.ts';
import { batches } from './tables.ts';

export type BatchRow = typeof batches.$inferSelect;

/** One batch; null when there is none of that id. */
export function batchRow(store: Store, batchId: string): BatchRow | null {
  return store.orm.select().from(batches).where(eq(batches.batchId, batchId)).get() ?? null;
}

/** All batches, the newest first. */
export function batchRows(store: Store): readonly BatchRow[] {
  return store.orm.select().from(batches).orderBy(desc(batches.seq)).all();
}
