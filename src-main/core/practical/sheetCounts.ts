import type { SheetCounts } from '../checkin/board.ts';
import type { Store } from '../store/openDatabase.ts';
import { sheetProgress } from './sheetProgress.ts';

/**
 * Practical sheets of every sitting: signed, and needed. Of frozen batches only what is signed is counted: nothing was missing, or
 * they could not have been frozen.
 */
export function sheetCounts(store: Store): ReadonlyMap<string, SheetCounts> {
  const counts = new Map<string, SheetCounts>();
  for (const { sittingId, signed } of signedOfFrozen(store))
    counts.set(sittingId, { signed, needed: signed });
  for (const batchId of openBatches(store))
    for (const [sittingId, progress] of sheetProgress(store, batchId)) counts.set(sittingId, progress);
  return counts;
}

function openBatches(store: Store): readonly string[] {
  const rows = store
    .statement(
      `SELECT DISTINCT x.batch_id AS batchId FROM exam_sessions x
        WHERE x.subject = 'practical' AND NOT EXISTS (SELECT 1 FROM frozen_tables f WHERE f.batch_id = x.batch_id)`,
    )
    .all() as { batchId: string }[];
  return rows.map((row) => row.batchId);
}

function signedOfFrozen(store: Store): readonly { readonly sittingId: string; readonly signed: number }[] {
  return store
    .statement(
      `SELECT s.sitting_id AS sittingId, count(*) AS signed FROM frozen_tables f
        JOIN sittings t ON t.batch_id = f.batch_id
        JOIN seats s ON s.sitting_id = t.sitting_id AND s.subject = 'practical'
        JOIN score_sheets h ON h.enrolment_id = s.enrolment_id AND h.signed_at IS NOT NULL
        GROUP BY s.sitting_id`,
    )
    .all() as { sittingId: string; signed: number }[];
}
