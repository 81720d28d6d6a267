import type { EnrolmentId, SittingId, BatchId } from '#shared/contract/ids.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { SittingState } from '#shared/domain/sittingTimes.ts';
import type { PlannedSeat } from '#shared/contract/views/preparation.ts';
import type { Store } from '../store/openDatabase.ts';

/** Whose facts are read: a whole batch in one go, or one enrolment. Withdrawn enrolments are never among them. */
export type Scope = { readonly batchId: BatchId } | { readonly enrolmentId: EnrolmentId };

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

type StoredAttendance = Omit<Attendance, 'absent' | 'checkedIn'> & {
  readonly absent: number;
  readonly checkedIn: number;
};

/** Attendance of everyone in the scope, one read. */
export function attendanceOf(
  store: Store,
  scope: Scope,
  subject: Subject,
): ReadonlyMap<EnrolmentId, Attendance> {
  const { condition, value } = within(scope);
  const rows = store
    .hot<StoredAttendance>(
      `SELECT e.enrolment_id AS enrolmentId, s.sitting_id AS sittingId, s.seat_no AS seatNo, t.state AS sittingState,
        coalesce(s.absent, 0) AS absent,
        EXISTS (SELECT 1 FROM check_ins c WHERE c.sitting_id = s.sitting_id AND c.enrolment_id = e.enrolment_id AND c.undone = 0) AS checkedIn
        FROM enrolments e
        LEFT JOIN seats s ON s.enrolment_id = e.enrolment_id AND s.subject = ?
        LEFT JOIN sittings t ON t.sitting_id = s.sitting_id
        WHERE ${condition}`,
    )
    .all(subject, value);
  return new Map(
    rows.map((row) => {
      const checkedIn = row.checkedIn === 1;
      const over = row.sittingState === 'finished' || row.absent === 1;
      return [row.enrolmentId, { ...row, checkedIn, absent: over && !checkedIn && row.sittingId !== null }];
    }),
  );
}

/** Seats with room and time, by start; also those of the withdrawn. */
export function plannedSeats(store: Store, scope: Scope): ReadonlyMap<EnrolmentId, readonly PlannedSeat[]> {
  const [condition, value] =
    'batchId' in scope ? ['e.batch_id = ?', scope.batchId] : ['e.enrolment_id = ?', scope.enrolmentId];
  const rows = store
    .hot<PlannedSeat & { readonly enrolmentId: EnrolmentId }>(
      `SELECT e.enrolment_id AS enrolmentId, s.subject, t.room_id AS roomId, r.name AS roomName, s.seat_no AS seatNo, x.starts_at AS startsAt, x.minutes
        FROM enrolments e JOIN seats s ON s.enrolment_id = e.enrolment_id JOIN sittings t ON t.sitting_id = s.sitting_id
        JOIN rooms r ON r.room_id = t.room_id JOIN exam_sessions x ON x.session_id = t.session_id
        WHERE ${condition} ORDER BY x.starts_at`,
    )
    .all(value);
  const grouped = new Map<EnrolmentId, PlannedSeat[]>();
  for (const { enrolmentId, ...seat } of rows)
    grouped.set(enrolmentId, [...(grouped.get(enrolmentId) ?? []), seat]);
  return grouped;
}
