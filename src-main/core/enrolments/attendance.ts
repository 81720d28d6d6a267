import type { EnrolmentId, SittingId } from '#shared/contract/ids.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { SittingState } from '#shared/domain/sittingTimes.ts';
import type { Store } from '../store/openDatabase.ts';

/** Whose facts are read: a whole batch in one go, or one enrolment. Withdrawn enrolments are never among them. */
export type Scope = { readonly batchId: string } | { readonly enrolmentId: string };

/** The SQL condition of a scope on `enrolments e`, with its value. */
export function within(scope: Scope): { readonly condition: string; readonly value: string } {
  return 'batchId' in scope
    ? { condition: 'e.batch_id = ? AND e.withdrawn = 0', value: scope.batchId }
    : { condition: 'e.enrolment_id = ? AND e.withdrawn = 0', value: scope.enrolmentId };
}

/** Where a candidate sits for a subject and whether they came. */
export interface Attendance {
  readonly enrolmentId: EnrolmentId;
  /** Null: no seat. */
  readonly sittingId: SittingId | null;
  readonly seatNo: number | null;
  readonly sittingState: SittingState | null;
  /** There is a live check-in for this sitting. */
  readonly checkedIn: boolean;
  /** The sitting is over and they never came. */
  readonly absent: boolean;
}

/** Attendance of everyone in the scope, one read. */
export function attendanceOf(store: Store, scope: Scope, subject: Subject): ReadonlyMap<string, Attendance> {
  const { condition, value } = within(scope);
  const rows = store
    .statement(
      `SELECT e.enrolment_id AS enrolmentId, s.sitting_id AS sittingId, s.seat_no AS seatNo, t.state AS sittingState,
        coalesce(s.absent, 0) AS absent,
        EXISTS (SELECT 1 FROM check_ins c WHERE c.sitting_id = s.sitting_id AND c.enrolment_id = e.enrolment_id AND c.undone = 0) AS checkedIn
        FROM enrolments e
        LEFT JOIN seats s ON s.enrolment_id = e.enrolment_id AND s.subject = ?
        LEFT JOIN sittings t ON t.sitting_id = s.sitting_id
        WHERE ${condition}`,
    )
    .all(subject, value) as (Omit<Attendance, 'absent' | 'checkedIn'> & {
    absent: number;
    checkedIn: number;
  })[];
  return new Map(
    rows.map((row) => {
      const checkedIn = row.checkedIn === 1;
      const over = row.sittingState === 'finished' || row.absent === 1;
      return [row.enrolmentId, { ...row, checkedIn, absent: over && !checkedIn && row.sittingId !== null }];
    }),
  );
}
