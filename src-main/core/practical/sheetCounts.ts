import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { SheetCounts } from '../checkin/board.ts';
import type { Store } from '../store/openDatabase.ts';

interface SittingCount {
  readonly sittingId: string;
  readonly rules: string;
  readonly present: number;
  readonly signed: number;
}

/**
 * Practical sheets of every sitting that is not over for long: signed, and needed by the mode of its batch (each examiner's, and
 * in divided mode one of observations and one of measurements) for everybody who came.
 */
export function sheetCounts(store: Store): ReadonlyMap<string, SheetCounts> {
  const rows = store
    .statement(
      `SELECT si.sitting_id AS sittingId, b.rules,
         (SELECT count(*) FROM seats s WHERE s.sitting_id = si.sitting_id AND EXISTS (
            SELECT 1 FROM check_ins c WHERE c.sitting_id = si.sitting_id AND c.enrolment_id = s.enrolment_id AND c.undone = 0)) AS present,
         (SELECT count(*) FROM seats s JOIN score_sheets sh ON sh.enrolment_id = s.enrolment_id
            WHERE s.sitting_id = si.sitting_id AND sh.signed_at IS NOT NULL) AS signed
       FROM sittings si JOIN batches b ON b.batch_id = si.batch_id JOIN exam_sessions es ON es.session_id = si.session_id
       WHERE es.subject = 'practical'`,
    )
    .all() as SittingCount[];
  return new Map(
    rows.map((row) => {
      const rules = JSON.parse(row.rules) as BatchRules;
      const each =
        rules.practicalMode === 'independent' ? rules.examinersPerGroup : rules.examinersPerGroup + 2;
      return [row.sittingId, { signed: row.signed, needed: row.present * each }];
    }),
  );
}
