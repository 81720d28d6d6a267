import { eq, max } from 'drizzle-orm';
import type { z } from 'zod';
import type { plannedSession, RoomOccupation } from '#shared/contract/commands/arrangement.ts';
import type { SessionId, SittingId, BatchId, RoomId } from '#shared/contract/ids.ts';
import type { Subject } from '#shared/domain/subject.ts';
import { overlaps, siteTime } from '#shared/domain/sittingTimes.ts';
import type { BatchRow } from '../batches/queries.ts';
import { refused } from '../ledger/capability.ts';
import type { Decision } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { openSittingsOfRoom, roomViews, seatedOccupations, sittingsOfBatch } from './queries.ts';
import { examSessions, seats } from './tables.ts';

type PlannedSession = z.infer<typeof plannedSession>;

/** A room of a session with its free seats; `id` is the sitting's. */
export interface RoomPlan {
  readonly id: SittingId;
  readonly roomId: RoomId;
  readonly places: number;
  readonly firstSeat: number;
  readonly free: number;
  readonly isNew: boolean;
  /** What a workshop is fitted for; a theory room takes everybody. */
  readonly occupations: readonly RoomOccupation[];
  /** `edition code` of the occupation that sits there already; a workshop takes one occupation a sitting. */
  readonly seatedKey: string | null;
}

/** A session that is to be filled, with the sum of its free places. */
export interface SessionPlan {
  readonly id: SessionId;
  readonly subject: Subject;
  readonly startsAt: string;
  readonly minutes: number;
  readonly places: number;
  readonly rooms: readonly RoomPlan[];
  readonly isNew: boolean;
}

type Plans =
  | { readonly ok: true; readonly sessions: readonly SessionPlan[] }
  | Extract<Decision, { ok: false }>;

/**
 * Looks the rooms of the sessions up and counts their free seats. A session that stands already (same id, same subject and
 * time) lends the free seats of its sittings that have not begun, so that late-comers to the roster can be added.
 */
export function planSessions(
  store: Store,
  batch: BatchRow,
  sessions: readonly PlannedSession[],
  newSittingId: () => SittingId,
): Plans {
  const rooms = new Map(roomViews(store).map((room) => [room.roomId, room]));
  const plans: SessionPlan[] = [];
  for (const [index, session] of sessions.entries()) {
    if (sessions.findIndex((other) => other.sessionId === session.sessionId) !== index)
      return refused('session-twice');
    const standing = standingSession(store, session.sessionId);
    if (standing !== null && !isSame(standing, session, batch.batchId))
      return refused('session-differs', { startsAt: siteTime(standing.startsAt) });
    const roomPlans: RoomPlan[] = [];
    for (const [at, roomId] of session.roomIds.entries()) {
      const room = rooms.get(roomId);
      if (room === undefined) return refused('room-unknown');
      if (session.roomIds.indexOf(roomId) !== at) return refused('room-twice', { room: room.name });
      if (room.subject !== session.subject) return refused('room-for-other-subject', { room: room.name });
      if (room.subject === 'practical' && room.occupations.length === 0)
        return refused('room-without-occupation', { room: room.name });
      const taken =
        openSittingsOfRoom(store, roomId).find(
          (sitting) => sitting.sessionId !== session.sessionId && overlaps(sitting, session),
        ) ??
        sessions.slice(0, index).find((other) => other.roomIds.includes(roomId) && overlaps(other, session));
      if (taken !== undefined)
        return refused('room-taken', { room: room.name, startsAt: siteTime(taken.startsAt) });
      const places =
        session.subject === 'theory' ? Math.min(room.places, batch.rules.theoryRoomSeats) : room.places;
      const plan = standing === null ? null : standingRoom(store, batch.batchId, session.sessionId, roomId);
      const fresh = { roomId, places, firstSeat: 1, free: places, isNew: true, seatedKey: null };
      if (plan !== 'closed')
        roomPlans.push({ ...(plan ?? { id: newSittingId(), ...fresh }), occupations: room.occupations });
    }
    plans.push({
      id: session.sessionId,
      subject: session.subject,
      startsAt: session.startsAt,
      minutes: session.minutes,
      places: roomPlans.reduce((sum, room) => sum + room.free, 0),
      rooms: roomPlans,
      isNew: standing === null,
    });
  }
  return { ok: true, sessions: plans };
}

type StandingSession = typeof examSessions.$inferSelect;

function standingSession(store: Store, sessionId: SessionId): StandingSession | null {
  return store.orm.select().from(examSessions).where(eq(examSessions.sessionId, sessionId)).get() ?? null;
}

function isSame(standing: StandingSession, session: PlannedSession, batchId: BatchId): boolean {
  return (
    standing.batchId === batchId &&
    standing.subject === session.subject &&
    standing.startsAt === session.startsAt &&
    standing.minutes === session.minutes
  );
}

/** Free seats of a sitting that stands; null when the room has none in this session, `closed` when it has begun. */
function standingRoom(
  store: Store,
  batchId: BatchId,
  sessionId: SessionId,
  roomId: RoomId,
): Omit<RoomPlan, 'occupations'> | null | 'closed' {
  const sitting = sittingsOfBatch(store, batchId).find(
    (one) => one.sessionId === sessionId && one.roomId === roomId,
  );
  if (sitting === undefined) return null;
  if (sitting.state !== 'notStarted') return 'closed';
  const taken = store.orm
    .select({ last: max(seats.seatNo) })
    .from(seats)
    .where(eq(seats.sittingId, sitting.sittingId))
    .get();
  const firstSeat = (taken?.last ?? 0) + 1;
  const [seated] = seatedOccupations(store, sitting.sittingId);
  return {
    id: sitting.sittingId,
    seatedKey: seated === undefined ? null : `${seated.edition} ${seated.code}`,
    roomId,
    places: sitting.places,
    firstSeat,
    free: Math.max(0, sitting.places - firstSeat + 1),
    isNew: false,
  };
}
