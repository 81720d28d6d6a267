import type { ResultRow, ResultTable } from '#shared/contract/views/results.ts';
import type { Store } from '../store/openDatabase.ts';
import { bandsOf, resultDetails } from './rows.ts';

/** What the board shows of a batch's marks. */
export interface BoardFigures {
  readonly scoreBands: ResultTable['scoreBands'];
  /** Spreads that wait for the lead examiner. */
  readonly openSpreads: number;
  /** Theory subjects with entries, or a mark and the door, that disagree. */
  readonly theoryDifferences: number;
}

interface Remembered {
  readonly head: string;
  readonly figures: BoardFigures;
}
const remembered = new WeakMap<Store, Map<string, Remembered>>();

/**
 * Figures of one batch in one pass. They change only with the ledger rows of the batch, so they are kept until its last row is
 * another one: a board that is asked every second costs nothing for batches at rest.
 */
export function boardFigures(store: Store, batchId: string): BoardFigures {
  const head = batchHead(store, batchId);
  const known = remembered.get(store) ?? new Map<string, Remembered>();
  const before = known.get(batchId);
  if (before !== undefined && head !== null && before.head === head) return before.figures;
  const figures = computeFigures(store, batchId);
  if (head !== null) remembered.set(store, known.set(batchId, { head, figures }));
  return figures;
}

function computeFigures(store: Store, batchId: string): BoardFigures {
  const rows: ResultRow[] = [];
  let openSpreads = 0;
  let theoryDifferences = 0;
  for (const { row, practical, theory } of resultDetails(store, { batchId })) {
    rows.push(row);
    openSpreads += practical.score?.spreads.filter((spread) => spread.open).length ?? 0;
    if (theory.score.state === 'differs') theoryDifferences += 1;
  }
  return { scoreBands: bandsOf(rows), openSpreads, theoryDifferences };
}

/** Hash of the last ledger row of a batch. A row that was rolled back never comes again with the same hash: it is salted. */
function batchHead(store: Store, batchId: string): string | null {
  const row = store
    .statement('SELECT row_hash AS hash FROM ledger_rows WHERE batch = ? ORDER BY seq DESC LIMIT 1')
    .get(batchId) as { hash: string } | undefined;
  return row?.hash ?? null;
}

/** Scores of several batches in bands of ten points. */
export function scoreBands(store: Store, batchIds: readonly string[]): ResultTable['scoreBands'] {
  const bands = Array.from({ length: 10 }, (_, index) => ({ from: index * 10, theory: 0, practical: 0 }));
  for (const batchId of batchIds) {
    for (const [index, own] of boardFigures(store, batchId).scoreBands.entries()) {
      const band = bands[index];
      if (band === undefined) continue;
      band.theory += own.theory;
      band.practical += own.practical;
    }
  }
  return bands;
}

/** How many spreads of a batch wait for the lead examiner. */
export function openSpreads(store: Store, batchId: string): number {
  return boardFigures(store, batchId).openSpreads;
}
