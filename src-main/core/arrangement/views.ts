import { count } from 'drizzle-orm';
import type { BatchId, EnrolmentId, SittingId } from '#shared/contract/ids.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { ArrangementView, SittingView, WaitingOccupation } from '#shared/contract/views/preparation.ts';
import { invigilatorsNeeded } from '#shared/domain/duties.ts';
import { batchRow } from '../batches/queries.ts';
import { enrolledIn } from '../candidates/queries.ts';
import { enrolments } from '../candidates/tables.ts';
import { substitutedEnrolments, unseatedIn } from '../enrolments/standing.ts';
import type { Store } from '../store/openDatabase.ts';
import { roomViews, sittingsOfBatch, staffOfBatch } from './queries.ts';

interface SeatLine {
  readonly sittingId: SittingId;
  readonly seatNo: number;
  readonly enrolmentId: EnrolmentId;
  readonly subject: Subject;
  readonly name: string | null;
  readonly ticketNumber: string | null;
  readonly className: string | null;
  readonly occupationName: string;
  readonly checkedIn: number;
}

/**
 * The arrangement of a batch with all its sittings, seats and staff; null when there is no such batch. Who has withdrawn, or
 * whose theory is replaced, does not stand in the seats.
 */
export function arrangementView(store: Store, batchId: BatchId): ArrangementView | null {
  const batch = batchRow(store, batchId);
  if (batch === null) return null;
  const substituted = substitutedEnrolments(store, batchId);
  const seats = seatLines(store, batchId).filter(
    (seat) => !(seat.subject === 'theory' && substituted.has(seat.enrolmentId)),
  );
  const bySitting = Map.groupBy(seats, (seat) => seat.sittingId);
  const staff = Map.groupBy(staffOfBatch(store, batchId), (one) => one.sittingId);
  const sittings = sittingsOfBatch(store, batchId).map((sitting): SittingView => {
    const seated = bySitting.get(sitting.sittingId) ?? [];
    return {
      sittingId: sitting.sittingId,
      sessionId: sitting.sessionId,
      roomId: sitting.roomId,
      roomName: sitting.roomName,
      subject: sitting.subject,
      startsAt: sitting.startsAt,
      minutes: sitting.minutes,
      state: sitting.state,
      places: sitting.places,
      seats: seated.map((seat) => ({
        seatNo: seat.seatNo,
        enrolmentId: seat.enrolmentId,
        name: seat.name,
        ticketNumber: seat.ticketNumber ?? '',
        className: seat.className,
        occupationName: seat.occupationName,
        checkedIn: seat.checkedIn === 1,
        absent: sitting.state === 'finished' && seat.checkedIn === 0,
      })),
      staff: (staff.get(sitting.sittingId) ?? []).map(({ userId, displayName, duty }) => ({
        userId,
        displayName: displayName ?? '—',
        duty,
      })),
      invigilatorsNeeded: invigilatorsNeeded(batch.rules, sitting.subject, seated.length),
    };
  });
  return {
    batchId,
    enrolments: enrolledCount(store, batchId),
    unseated: unseatedIn(store, batchId),
    waiting: waitingOccupations(store, batchId),
    theoryRoomSeats: batch.rules.theoryRoomSeats,
    rooms: roomViews(store),
    sittings,
  };
}

function seatLines(store: Store, batchId: BatchId): readonly SeatLine[] {
  return store
    .hot<SeatLine>(
      `SELECT s.sitting_id AS sittingId, s.seat_no AS seatNo, s.enrolment_id AS enrolmentId, s.subject AS subject, c.name AS name,
        e.ticket_number AS ticketNumber, c.class_name AS className, e.occupation_name AS occupationName,
        EXISTS (SELECT 1 FROM check_ins k WHERE k.sitting_id = s.sitting_id AND k.enrolment_id = s.enrolment_id AND k.undone = 0) AS checkedIn
      FROM enrolments e JOIN seats s ON s.enrolment_id = e.enrolment_id LEFT JOIN candidates c ON c.candidate_id = e.candidate_id
      WHERE e.batch_id = ? AND e.withdrawn = 0 ORDER BY s.sitting_id, s.seat_no`,
    )
    .all(batchId);
}

function enrolledCount(store: Store, batchId: BatchId): number {
  return store.orm.select({ many: count() }).from(enrolments).where(enrolledIn({ batchId })).get()?.many ?? 0;
}

function waitingOccupations(store: Store, batchId: BatchId): readonly WaitingOccupation[] {
  return store
    .hot<WaitingOccupation>(
      `SELECT e.edition AS edition, e.code AS code, e.occupation_name AS name, count(*) AS people FROM enrolments e
        WHERE e.batch_id = ? AND e.withdrawn = 0
          AND NOT EXISTS (SELECT 1 FROM seats s WHERE s.enrolment_id = e.enrolment_id AND s.subject = 'practical')
        GROUP BY e.edition, e.code ORDER BY min(e.seq)`,
    )
    .all(batchId);
}
