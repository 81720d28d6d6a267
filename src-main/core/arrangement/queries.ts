import { and, between, eq, inArray, notInArray, or, sql } from 'drizzle-orm';
import type { Duty } from '#shared/domain/duties.ts';
import type { BatchId, EnrolmentId, RoomId, SessionId, SittingId, UserId } from '#shared/contract/ids.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { RoomView } from '#shared/contract/views/preparation.ts';
import { overStates } from '#shared/domain/sittingTimes.ts';
import type { SittingState } from '#shared/domain/sittingTimes.ts';
import { users } from '../access/tables.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { examSessions, roomOccupations, rooms, sittings, staff, ticketKeys } from './tables.ts';

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

const sittingColumns = {
  sittingId: sittings.sittingId,
  sessionId: sittings.sessionId,
  batchId: sittings.batchId,
  roomId: sittings.roomId,
  roomName: rooms.name,
  subject: examSessions.subject,
  startsAt: examSessions.startsAt,
  minutes: examSessions.minutes,
  places: sittings.places,
  state: sittings.state,
  admittedAt: sittings.admittedAt,
  startedAt: sittings.startedAt,
  finishedAt: sittings.finishedAt,
};

const selectSittings = ({ orm }: Store) =>
  orm
    .select(sittingColumns)
    .from(sittings)
    .innerJoin(examSessions, eq(examSessions.sessionId, sittings.sessionId))
    .innerJoin(rooms, eq(rooms.roomId, sittings.roomId));

/** Asked at every entry. */
const byId = preparedOnce((store) =>
  selectSittings(store)
    .where(eq(sittings.sittingId, sql.placeholder('sittingId')))
    .prepare(),
);

/** One sitting; null when there is none of that id. */
export function sittingRow(store: Store, sittingId: SittingId): SittingRow | null {
  return byId(store).get({ sittingId }) ?? null;
}

/** All sittings of a batch by start, then room. */
export function sittingsOfBatch(store: Store, batchId: BatchId): readonly SittingRow[] {
  return selectSittings(store)
    .where(eq(sittings.batchId, batchId))
    .orderBy(examSessions.startsAt, rooms.name)
    .all();
}

/** Sittings that are planned to begin within a span of UTC instants, or are open now whatever their plan says. */
export function sittingsWithinOrOpen(store: Store, from: string, until: string): readonly SittingRow[] {
  return selectSittings(store)
    .where(or(between(examSessions.startsAt, from, until), inArray(sittings.state, ['admitting', 'running'])))
    .orderBy(examSessions.startsAt, rooms.name)
    .all();
}

/** Sittings of a room that are not over. */
export function openSittingsOfRoom(store: Store, roomId: RoomId): readonly SittingRow[] {
  return openByRoom(store).all({ roomId });
}

/** Asked for every room of every session that is planned. */
const openByRoom = preparedOnce((store) =>
  selectSittings(store)
    .where(and(eq(sittings.roomId, sql.placeholder('roomId')), notInArray(sittings.state, [...overStates])))
    .prepare(),
);

/** A person's duty in a sitting. */
export interface StaffRow {
  readonly sittingId: SittingId;
  readonly userId: UserId;
  readonly displayName: string | null;
  readonly duty: Duty;
}

const selectStaff = ({ orm }: Store) =>
  orm
    .select({
      sittingId: staff.sittingId,
      userId: staff.userId,
      displayName: users.displayName,
      duty: staff.duty,
    })
    .from(staff)
    .leftJoin(users, eq(users.userId, staff.userId));

/** Asked with every mark, and for every sitting of the day at each refresh. */
const staffById = preparedOnce((store) =>
  selectStaff(store)
    .where(eq(staff.sittingId, sql.placeholder('sittingId')))
    .orderBy(staff.duty, staff.userId)
    .prepare(),
);

/** Staff of one sitting, by duty, then id. */
export function staffOfSitting(store: Store, sittingId: SittingId): readonly StaffRow[] {
  return staffById(store).all({ sittingId });
}

/** Staff of all sittings of a batch, by sitting. */
export function staffOfBatch(store: Store, batchId: BatchId): readonly StaffRow[] {
  return selectStaff(store)
    .innerJoin(sittings, eq(sittings.sittingId, staff.sittingId))
    .where(eq(sittings.batchId, batchId))
    .orderBy(staff.sittingId, staff.duty, staff.userId)
    .all();
}

/** Sittings in which a person has a duty. */
export function dutiesOf(store: Store, userId: UserId): readonly (SittingRow & { readonly duty: Duty })[] {
  return store.orm
    .select({ ...sittingColumns, duty: staff.duty })
    .from(staff)
    .innerJoin(sittings, eq(sittings.sittingId, staff.sittingId))
    .innerJoin(examSessions, eq(examSessions.sessionId, sittings.sessionId))
    .innerJoin(rooms, eq(rooms.roomId, sittings.roomId))
    .where(eq(staff.userId, userId))
    .orderBy(examSessions.startsAt)
    .all();
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
export function seatsOf(store: Store, enrolmentId: EnrolmentId): readonly SeatRow[] {
  return store
    .hot<Omit<SeatRow, 'absent'> & { readonly absent: number }>(
      `SELECT s.enrolment_id AS enrolmentId, s.sitting_id AS sittingId, s.subject AS subject, s.seat_no AS seatNo,
        t.state = 'finished' AND NOT EXISTS (SELECT 1 FROM check_ins k
          WHERE k.sitting_id = s.sitting_id AND k.enrolment_id = s.enrolment_id AND k.undone = 0) AS absent
      FROM seats s JOIN sittings t ON t.sitting_id = s.sitting_id WHERE s.enrolment_id = ?`,
    )
    .all(enrolmentId)
    .map((row) => ({ ...row, absent: row.absent === 1 }));
}

/** Public ticket keys by the id that a token names (two batches may share one only by chance). */
export function ticketKeysNamed(
  store: Store,
  keyId: string,
): readonly { readonly batchId: BatchId; readonly publicKey: string }[] {
  return keysByName(store).all({ keyId });
}

/** Asked with every token that is scanned. */
const keysByName = preparedOnce(({ orm }) =>
  orm
    .select({ batchId: ticketKeys.batchId, publicKey: ticketKeys.publicKey })
    .from(ticketKeys)
    .where(eq(ticketKeys.keyId, sql.placeholder('keyId')))
    .prepare(),
);

/** All rooms by name, with what the workshops are fitted for. */
export function roomViews(store: Store): readonly RoomView[] {
  const fitted = Map.groupBy(
    store.orm.select().from(roomOccupations).orderBy(roomOccupations.from, roomOccupations.code).all(),
    (row) => row.roomId,
  );
  return store.orm
    .select()
    .from(rooms)
    .orderBy(rooms.name)
    .all()
    .map((room) => ({
      ...room,
      occupations: (fitted.get(room.roomId) ?? []).map(({ edition, code, from, to }) => ({
        edition,
        code,
        from,
        to,
      })),
    }));
}

/** The occupations that are seated in a sitting, each with its first and last workstation. Whoever has withdrawn frees nothing. */
export function seatedOccupations(
  store: Store,
  sittingId: SittingId,
): readonly {
  readonly edition: string;
  readonly code: string;
  readonly firstSeat: number;
  readonly lastSeat: number;
}[] {
  return store
    .hot<{
      readonly edition: string;
      readonly code: string;
      readonly firstSeat: number;
      readonly lastSeat: number;
    }>(
      `SELECT e.edition AS edition, e.code AS code, min(s.seat_no) AS firstSeat, max(s.seat_no) AS lastSeat
        FROM seats s JOIN enrolments e ON e.enrolment_id = s.enrolment_id
        WHERE s.sitting_id = ? AND e.withdrawn = 0 GROUP BY e.edition, e.code`,
    )
    .all(sittingId);
}

/** What a person holds, or has held, in a batch. */
export interface HeldDuty {
  readonly sittingId: SittingId;
  readonly duty: Duty;
}

/** Duties of a person in a batch: those held now, and those taken back after their sitting had begun. */
export function heldDuties(store: Store, batchId: BatchId, userId: UserId): readonly HeldDuty[] {
  return store
    .hot<HeldDuty>(
      `SELECT d.sitting_id AS sittingId, d.duty AS duty
        FROM (SELECT sitting_id, user_id, duty FROM staff UNION SELECT sitting_id, user_id, duty FROM past_duties) d
        JOIN sittings t ON t.sitting_id = d.sitting_id WHERE d.user_id = ? AND t.batch_id = ?`,
    )
    .all(userId, batchId);
}

/** How many people are seated in each sitting of a batch; whoever has withdrawn, or whose theory is replaced, is not counted. */
export function seatedCounts(store: Store, batchId: BatchId): ReadonlyMap<SittingId, number> {
  const rows = store
    .hot<{ readonly sittingId: SittingId; readonly many: number }>(
      `SELECT s.sitting_id AS sittingId, count(*) AS many FROM enrolments e JOIN seats s ON s.enrolment_id = e.enrolment_id
        WHERE e.batch_id = ? AND e.withdrawn = 0 AND NOT (s.subject = 'theory' AND EXISTS (SELECT 1 FROM substitutions c
          WHERE c.enrolment_id = e.enrolment_id AND c.state = 'approved')) GROUP BY s.sitting_id`,
    )
    .all(batchId);
  return new Map(rows.map((row) => [row.sittingId, row.many]));
}
