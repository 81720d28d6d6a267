import type { BatchId } from '#shared/contract/ids.ts';
import type { Shows } from '../ledger/capability.ts';
import { batchRow, calendarVersionOf } from './queries.ts';

/** Batches by their names, and the rules that stand. */
export const shows: Shows = {
  before: {
    'batch.changeRules': (store, { batchId }) => {
      const batch = batchRow(store, batchId);
      return batch === null
        ? {}
        : { now: { rules: batch.rules, calendarVersion: calendarVersionOf(store, batchId) } };
    },
  },
  names: {
    batchId: (store, id) => {
      const batch = batchRow(store, id as BatchId);
      return batch === null ? null : { text: `${batch.name} · ${batch.batchNo}` };
    },
  },
};
