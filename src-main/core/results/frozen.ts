import type { Store } from '../store/openDatabase.ts';

/** That a batch's results were frozen, when and by whom. */
export interface FrozenRow {
  readonly at: string;
  readonly by: string;
  readonly secondPerson: string;
  readonly tableSha256: string;
}

/** The freezing of a batch; null while it has not happened. */
export function frozenOf(store: Store, batchId: string): FrozenRow | null {
  const row = store
    .statement(
      'SELECT at, by, second_person AS secondPerson, table_sha256 AS tableSha256 FROM frozen_tables WHERE batch_id = ?',
    )
    .get(batchId) as FrozenRow | undefined;
  return row ?? null;
}

/** Whether marks and everything else that results are drawn from must stay as they are. */
export function isFrozen(store: Store, batchId: string): boolean {
  return store.statement('SELECT 1 FROM frozen_tables WHERE batch_id = ?').get(batchId) !== undefined;
}
