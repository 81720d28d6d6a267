import type { BatchId } from '#shared/contract/ids.ts';
import type { Shows } from '../ledger/capability.ts';
import { batchRow } from './queries.ts';

/** Batches by their names. */
export const shows: Shows = {
  names: {
    batchId: (store, id) => {
      const batch = batchRow(store, id as BatchId);
      return batch === null ? null : { text: `${batch.name} · ${batch.batchNo}` };
    },
  },
};
