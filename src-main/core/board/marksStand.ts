import { eq, max } from 'drizzle-orm';
import type { ResultRow, ResultTable } from '#shared/contract/views/results.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import { ledgerRows } from '../ledger/tables.ts';
import { bandsOf, resultDetails } from '../results/queries.ts';
import type { Store } from '../store/openDatabase.ts';

/** A board is looked at all day while people check in: what every mark of a batch adds up to is not computed anew each time. */
const keptMs = 2000;

/** What the board shows of a batch's marks. */
export interface MarksStand {
  /** Spreads that wait for the lead examiner. */
  readonly openSpreads: number;
  /** Theory subjects with entries, or a mark and the door, that disagree. */
  readonly theoryDifferences: number;
  /** Imported theory marks that a second person has still to compare with the paper. */
  readonly theoryUncompared: number;
  readonly scoreBands: ResultTable['scoreBands'];
}
export type MarksStandOf = (batchId: BatchId) => MarksStand;

interface Kept {
  readonly stand: MarksStand;
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
    const last = store.orm
      .select({ seq: max(ledgerRows.seq) })
      .from(ledgerRows)
      .where(eq(ledgerRows.batch, batchId))
      .get();
    const lastSeq = last?.seq ?? 0;
    const before = kept.get(batchId);
    if (before !== undefined && (before.lastSeq === lastSeq || nowMs - before.atMs < keptMs))
      return before.stand;
    const stand = computeStand(store, batchId);
    kept.set(batchId, { stand, lastSeq, atMs: nowMs });
    return stand;
  };
}

/** One pass over everyone of the batch. */
function computeStand(store: Store, batchId: BatchId): MarksStand {
  const rows: ResultRow[] = [];
  let openSpreads = 0;
  let theoryDifferences = 0;
  let theoryUncompared = 0;
  for (const { row, practical, theory } of resultDetails(store, { batchId })) {
    rows.push(row);
    openSpreads += practical.score?.spreads.filter((spread) => spread.open).length ?? 0;
    if (theory.score.state === 'differs') theoryDifferences += 1;
    if (theory.score.state === 'uncompared') theoryUncompared += 1;
  }
  return { openSpreads, theoryDifferences, theoryUncompared, scoreBands: bandsOf(rows) };
}
