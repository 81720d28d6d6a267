import type { ResultTable } from '#shared/contract/views/results.ts';
import { openSpreads, scoreBands } from '../results/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import { theoryDifferences } from '../theory/queries.ts';

/** A board is looked at all day while people check in: what every mark of a batch adds up to is not computed anew each time. */
const keptMs = 2000;

export interface MarksStand {
  readonly spreads: number;
  readonly differences: number;
  readonly bands: ResultTable['scoreBands'];
}
export type MarksStandOf = (batchId: string) => MarksStand;

interface Kept extends MarksStand {
  readonly lastSeq: number;
  readonly atMs: number;
}

const keptByStore = new WeakMap<Store, Map<string, Kept>>();

/**
 * How the marks of a batch stand: the last answer while no row of the batch has come, or for two seconds at most. `nowMs` is
 * a clock that never jumps.
 */
export function marksStand(store: Store, nowMs: number): MarksStandOf {
  const kept = keptByStore.get(store) ?? new Map<string, Kept>();
  keptByStore.set(store, kept);
  return (batchId) => {
    const { lastSeq } = store
      .statement('SELECT coalesce(max(seq), 0) AS lastSeq FROM ledger_rows WHERE batch = ?')
      .get(batchId) as { lastSeq: number };
    const before = kept.get(batchId);
    if (before !== undefined && (before.lastSeq === lastSeq || nowMs - before.atMs < keptMs)) return before;
    const stand: Kept = {
      lastSeq,
      atMs: nowMs,
      spreads: openSpreads(store, batchId),
      differences: theoryDifferences(store, batchId),
      bands: scoreBands(store, [batchId]),
    };
    kept.set(batchId, stand);
    return stand;
  };
}
