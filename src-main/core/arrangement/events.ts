import { and, eq } from 'drizzle-orm';
import { theoryRoomSeats } from '#shared/domain/limits.ts';
import { compactText } from '#shared/domain/fullWidth.ts';
import type { SittingId } from '#shared/contract/ids.ts';
import { parseSshPublicKeyLine } from '#node/ed25519.ts';
import { sha256Hex } from '#node/hashes.ts';
import type { Apply, Decide } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { roomViews } from './queries.ts';
import { decideSeating } from './seating.ts';
import { assignStaff, releaseStaff } from './staffing.ts';
import { examSessions, rooms, sittings, staff, ticketKeys } from './tables.ts';

export const decide: Decide = {
  'room.add': (context, input) => {
    const standing = roomViews(context.store);
    if (standing.some((room) => room.roomId === input.roomId)) return refused('id-taken');
    if (input.subject === 'theory' && input.places > theoryRoomSeats.max)
      return refused('theory-room-too-large', { most: theoryRoomSeats.max });
    const name = compactText(input.name);
    if (standing.some((room) => compactText(room.name) === name))
      return refused('room-name-taken', { room: input.name });
    return decided([happened('room.added', null, input, null)]);
  },
  'arrangement.seat': decideSeating,
  'staff.assign': assignStaff,
  'staff.release': releaseStaff,
};

const insertSeat =
  'INSERT INTO seats (sitting_id, seat_no, enrolment_id, subject, absent) VALUES (?, ?, ?, ?, 0)';
const nameAbsent = 'UPDATE seats SET absent = 1 WHERE sitting_id = ? AND enrolment_id = ?';

export const apply: Apply = {
  'room.added': (store, { data }) => void store.orm.insert(rooms).values(data).run(),
  'arrangement.made': (store, { data }) => {
    const parsed = parseSshPublicKeyLine(data.ticketPublicKey);
    if (!parsed.ok) throw new Error('the ticket key of an arrangement is no key');
    const keyId = sha256Hex(parsed.value.raw).slice(0, 8);
    store.orm
      .insert(ticketKeys)
      .values({ batchId: data.batchId, keyId, publicKey: data.ticketPublicKey })
      .onConflictDoNothing()
      .run();
  },
  'session.planned': (store, { data }) => void store.orm.insert(examSessions).values(data).run(),
  'sitting.planned': (store, { data }) =>
    void store.orm
      .insert(sittings)
      .values({ ...data, state: 'notStarted' })
      .run(),
  'enrolment.arranged': (store, { data }) => {
    for (const seat of data.seats)
      store.hot(insertSeat).run(seat.sittingId, seat.seatNo, data.enrolmentId, seat.subject);
  },
  'staff.assigned': (store, { data, personal }) =>
    void store.orm
      .insert(staff)
      .values({ ...data, reason: personal?.reason ?? null })
      .run(),
  'staff.released': (store, { data }) =>
    void store.orm
      .delete(staff)
      .where(
        and(eq(staff.sittingId, data.sittingId), eq(staff.userId, data.userId), eq(staff.duty, data.duty)),
      )
      .run(),
  'sitting.admitting': (store, { at, data }) =>
    void moveSitting(store, data.sittingId, { state: 'admitting', admittedAt: at }),
  'sitting.started': (store, { at, data }) =>
    void moveSitting(store, data.sittingId, { state: 'running', startedAt: at }),
  'sitting.finished': (store, { at, data }) => {
    moveSitting(store, data.sittingId, { state: 'finished', finishedAt: at });
    for (const enrolmentId of data.absent) store.hot(nameAbsent).run(data.sittingId, enrolmentId);
  },
};

function moveSitting(
  store: Store,
  sittingId: SittingId,
  change: Partial<typeof sittings.$inferInsert>,
): void {
  store.orm.update(sittings).set(change).where(eq(sittings.sittingId, sittingId)).run();
}
