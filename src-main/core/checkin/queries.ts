import type { EnrolmentId, SittingId } from '#shared/contract/ids.ts';
import type { Store } from '../store/openDatabase.ts';

/** An entry that counts (not undone). */
export interface LiveCheckIn {
  readonly checkInId: string;
  readonly at: string;
  readonly by: string;
  readonly minutesLate: number;
  readonly exception: string | null;
}

/** The live check-in of a person in a sitting; null when there is none. */
export function liveCheckIn(store: Store, sittingId: string, enrolmentId: string): LiveCheckIn | null {
  const row = store
    .statement(
      `SELECT check_in_id AS checkInId, at, "by", minutes_late AS minutesLate, exception FROM check_ins
      WHERE sitting_id = ? AND enrolment_id = ? AND undone = 0`,
    )
    .get(sittingId, enrolmentId) as LiveCheckIn | undefined;
  return row ?? null;
}

/** Everybody of a batch who has entered for a subject, as enrolment ids. */
export function checkedInOf(
  store: Store,
  batchId: string,
  subject: 'theory' | 'practical',
): ReadonlySet<string> {
  const rows = store
    .statement(
      `SELECT k.enrolment_id AS id FROM check_ins k JOIN sittings t ON t.sitting_id = k.sitting_id
      JOIN exam_sessions x ON x.session_id = t.session_id WHERE t.batch_id = ? AND x.subject = ? AND k.undone = 0`,
    )
    .all(batchId, subject) as { id: string }[];
  return new Set(rows.map((row) => row.id));
}

/** Whether an approved course exam stands in for this person's theory. */
export function isSubstituted(store: Store, enrolmentId: string): boolean {
  return (
    store
      .statement(`SELECT 1 FROM substitutions WHERE enrolment_id = ? AND state = 'approved'`)
      .get(enrolmentId) !== undefined
  );
}

/** Whether the results of a batch are frozen: entries may not change any more. */
export function isFrozen(store: Store, batchId: string): boolean {
  return store.statement('SELECT 1 FROM frozen_tables WHERE batch_id = ?').get(batchId) !== undefined;
}

/** People of a sitting as they count: the withdrawn are no part of it, the substituted never stand in `expected`. */
export interface SittingCounts {
  readonly expected: number;
  readonly present: number;
  readonly absent: number;
  readonly substituted: number;
}

const noOne: SittingCounts = { expected: 0, present: 0, absent: 0, substituted: 0 };

/** Counts of these sittings, in one question. */
export function countSittings(
  store: Store,
  sittingIds: readonly string[],
): (sittingId: string) => SittingCounts {
  const rows = store
    .statement(
      `SELECT s.sitting_id AS sittingId, sum(NOT replaced) AS expected, sum(NOT replaced AND entered) AS present,
        sum(NOT replaced AND over AND NOT entered) AS absent, sum(replaced) AS substituted
      FROM (
        SELECT s.sitting_id AS sitting_id, t.state = 'finished' AS over,
          s.subject = 'theory' AND EXISTS (SELECT 1 FROM substitutions u WHERE u.enrolment_id = s.enrolment_id AND u.state = 'approved') AS replaced,
          EXISTS (SELECT 1 FROM check_ins k WHERE k.sitting_id = s.sitting_id AND k.enrolment_id = s.enrolment_id AND k.undone = 0) AS entered
        FROM seats s JOIN enrolments e ON e.enrolment_id = s.enrolment_id JOIN sittings t ON t.sitting_id = s.sitting_id
        WHERE s.sitting_id IN (SELECT value FROM json_each(?)) AND e.withdrawn = 0
      ) s GROUP BY s.sitting_id`,
    )
    .all(JSON.stringify(sittingIds)) as (SittingCounts & { sittingId: string })[];
  const bySitting = new Map(rows.map(({ sittingId, ...counts }) => [sittingId, counts]));
  return (sittingId) => bySitting.get(sittingId) ?? noOne;
}

/** Somebody who is expected and has not entered. */
export interface MissingPerson {
  readonly enrolmentId: EnrolmentId;
  readonly name: string | null;
  readonly ticketNumber: string;
  readonly seatNo: number;
}

/** Who is expected in a sitting and has no live check-in, by seat. */
export function missingOf(store: Store, sittingId: SittingId): readonly MissingPerson[] {
  return store
    .statement(
      `SELECT s.enrolment_id AS enrolmentId, c.name AS name, coalesce(e.ticket_number, '') AS ticketNumber, s.seat_no AS seatNo
      FROM seats s JOIN enrolments e ON e.enrolment_id = s.enrolment_id LEFT JOIN candidates c ON c.candidate_id = e.candidate_id
      WHERE s.sitting_id = ? AND e.withdrawn = 0
        AND NOT EXISTS (SELECT 1 FROM check_ins k WHERE k.sitting_id = s.sitting_id AND k.enrolment_id = s.enrolment_id AND k.undone = 0)
        AND NOT (s.subject = 'theory' AND EXISTS (SELECT 1 FROM substitutions u WHERE u.enrolment_id = s.enrolment_id AND u.state = 'approved'))
      ORDER BY s.seat_no`,
    )
    .all(sittingId) as MissingPerson[];
}
