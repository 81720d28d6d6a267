import type { CheckInId, EnrolmentId, SittingId } from '#shared/contract/ids.ts';
import type { CheckInDesk } from '#shared/contract/views/examDay.ts';
import { peopleNames } from '../access/queries.ts';
import { sittingRow } from '../arrangement/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import { boardRows, missingOf } from './queries.ts';

interface LastRow {
  readonly checkInId: CheckInId;
  readonly enrolmentId: EnrolmentId;
  readonly name: string | null;
  readonly ticketNumber: string;
  readonly seatNo: number;
  readonly at: string;
  readonly by: string;
  readonly undone: number;
  readonly exception: string | null;
}

/** One check-in desk: counts, the last ten entries (undone ones too, marked), who is missing. Null: no such sitting. */
export function checkInDesk(store: Store, sittingId: SittingId): CheckInDesk | null {
  const row = sittingRow(store, sittingId);
  const sitting = row === null ? undefined : boardRows(store, [row])[0];
  if (sitting === undefined) return null;
  const names = peopleNames(store);
  const last = store
    .statement(
      `SELECT k.check_in_id AS checkInId, k.enrolment_id AS enrolmentId, c.name AS name, coalesce(e.ticket_number, '') AS ticketNumber,
        coalesce(s.seat_no, 0) AS seatNo, k.at AS at, k."by" AS "by", k.undone AS undone, k.exception AS exception
      FROM check_ins k JOIN enrolments e ON e.enrolment_id = k.enrolment_id LEFT JOIN candidates c ON c.candidate_id = e.candidate_id
      LEFT JOIN seats s ON s.sitting_id = k.sitting_id AND s.enrolment_id = k.enrolment_id
      WHERE k.sitting_id = ? ORDER BY k.seq DESC LIMIT 10`,
    )
    .all(sittingId) as LastRow[];
  return {
    sitting,
    last: last.map((one) => ({ ...one, by: names.get(one.by) ?? '—', undone: one.undone === 1 })),
    missing: missingOf(store, sittingId),
  };
}
