import type { Duty } from '#shared/domain/duties.ts';
import type { BatchId, EnrolmentId, RoomId, SessionId, SittingId, UserId } from '#shared/contract/ids.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { RoomView } from '#shared/contract/views/preparation.ts';
import type { SittingState } from '#shared/domain/sittingTimes.ts';
import type { Store } from '../store/openDatabase.ts';
import { rooms } from './tables.ts';

/** A sitting with what its session and room say of it. Times are UTC instants. */
export interface SittingRow {
  readonly sittingId: SittingId;
  readonly sessionId: SessionId;
  readonly batchId: BatchId;
  readonly roomId: RoomId;
  readonly roomName: string;
  readonly subject: Subject;
  readonly startsAt: string;
  readonly minutes: number;
  readonly places: number;
  readonly state: SittingState;
  readonly admittedAt: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

const sittingColumns = `SELECT t.sitting_id AS sittingId, t.session_id AS sessionId, t.batch_id AS batchId, t.room_id AS roomId,
  r.name AS roomName, x.subject AS subject, x.starts_at AS startsAt, x.minutes AS minutes, t.places AS places, t.state AS state,
  t.admitted_at AS admittedAt, t.started_at AS startedAt, t.finished_at AS finishedAt
  FROM sittings t JOIN exam_sessions x ON x.session_id = t.session_id JOIN rooms r ON r.room_id = t.room_id`;

/** One sitting; null when there is none of that id. */
export function sittingRow(store: Store, sittingId: string): SittingRow | null {
  return (
    (store.statement(`${sittingColumns} WHERE t.sitting_id = ?`).get(sittingId) as SittingRow | undefined) ??
    null
  );
}

/** All sittings of a batch by start, then room. */
export function sittingsOfBatch(store: Store, batchId: string): readonly SittingRow[] {
  return store
    .statement(`${sittingColumns} WHERE t.batch_id = ? ORDER BY x.starts_at, r.name`)
    .all(batchId) as SittingRow[];
}

/** Sittings that are planned to begin within a span of UTC instants, or are open now whatever their plan says. */
export function sittingsWithinOrOpen(store: Store, from: string, until: string): readonly SittingRow[] {
  return store
    .statement(
      `${sittingColumns} WHERE x.starts_at BETWEEN ? AND ? OR t.state IN ('admitting', 'running') ORDER BY x.starts_at, r.name`,
    )
    .all(from, until) as SittingRow[];
}

/** Sittings of a room that are not over. */
export function openSittingsOfRoom(store: Store, roomId: string): readonly SittingRow[] {
  return store
    .statement(`${sittingColumns} WHERE t.room_id = ? AND t.state <> 'finished'`)
    .all(roomId) as SittingRow[];
}

/** A person's duty in a sitting. */
export interface StaffRow {
  readonly sittingId: SittingId;
  readonly userId: UserId;
  readonly displayName: string | null;
  readonly duty: Duty;
}

const staffColumns = `SELECT f.sitting_id AS sittingId, f.user_id AS userId, u.display_name AS displayName, f.duty AS duty
  FROM staff f LEFT JOIN users u ON u.user_id = f.user_id`;

/** Staff of one sitting, by duty, then id. */
export function staffOfSitting(store: Store, sittingId: string): readonly StaffRow[] {
  return store
    .statement(`${staffColumns} WHERE f.sitting_id = ? ORDER BY f.duty, f.user_id`)
    .all(sittingId) as StaffRow[];
}

/** Staff of all sittings of a batch, by sitting. */
export function staffOfBatch(store: Store, batchId: string): readonly StaffRow[] {
  return store
    .statement(
      `${staffColumns} JOIN sittings t ON t.sitting_id = f.sitting_id WHERE t.batch_id = ? ORDER BY f.sitting_id, f.duty, f.user_id`,
    )
    .all(batchId) as StaffRow[];
}

/** Sittings in which a person has a duty. */
export function dutiesOf(store: Store, userId: string): readonly (SittingRow & { readonly duty: Duty })[] {
  return store
    .statement(
      `${sittingColumns.replace('SELECT', 'SELECT f.duty AS duty,')} JOIN staff f ON f.sitting_id = t.sitting_id WHERE f.user_id = ? ORDER BY x.starts_at`,
    )
    .all(userId) as (SittingRow & { readonly duty: Duty })[];
}

/** Where an enrolment sits. */
export interface SeatRow {
  readonly enrolmentId: EnrolmentId;
  readonly sittingId: SittingId;
  readonly subject: Subject;
  readonly seatNo: number;
  /** The sitting is over and there is no live check-in. */
  readonly absent: boolean;
}

/** All seats of an enrolment. */
export function seatsOf(store: Store, enrolmentId: string): readonly SeatRow[] {
  const rows = store
    .statement(
      `SELECT s.enrolment_id AS enrolmentId, s.sitting_id AS sittingId, s.subject AS subject, s.seat_no AS seatNo,
        t.state = 'finished' AND NOT EXISTS (SELECT 1 FROM check_ins k
          WHERE k.sitting_id = s.sitting_id AND k.enrolment_id = s.enrolment_id AND k.undone = 0) AS absent
      FROM seats s JOIN sittings t ON t.sitting_id = s.sitting_id WHERE s.enrolment_id = ?`,
    )
    .all(enrolmentId) as (Omit<SeatRow, 'absent'> & { absent: number })[];
  return rows.map((row) => ({ ...row, absent: row.absent === 1 }));
}

/** Public ticket keys by the id that a token names (two batches may share one only by chance). */
export function ticketKeysNamed(
  store: Store,
  keyId: string,
): readonly { readonly batchId: BatchId; readonly publicKey: string }[] {
  return store
    .statement('SELECT batch_id AS batchId, public_key AS publicKey FROM ticket_keys WHERE key_id = ?')
    .all(keyId) as {
    batchId: BatchId;
    publicKey: string;
  }[];
}

/** All rooms by name. */
export function roomViews(store: Store): readonly RoomView[] {
  const rows = store.orm.select().from(rooms).orderBy(rooms.name).all();
  return rows.map((row) => ({ ...row, roomId: row.roomId as RoomId }));
}
