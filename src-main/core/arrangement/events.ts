import { and, eq } from 'drizzle-orm';
import type { SittingId } from '#shared/contract/ids.ts';
import { parseSshPublicKeyLine } from '#node/ed25519.ts';
import { sha256Hex } from '#node/hashes.ts';
import type { Apply, Decide } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { decideBadges } from './badges.ts';
import { sittingRow } from './queries.ts';
import { decideSeating } from './seating.ts';
import { assignStaff, releaseStaff } from './staffing.ts';
import { examSessions, pastDuties, roomOccupations, rooms, sittings, staff, ticketKeys } from './tables.ts';
import { addRoom, setOccupations } from './workshops.ts';

export const decide: Decide = {
  'room.add': addRoom,
  'room.setOccupations': setOccupations,
  'arrangement.seat': decideSeating,
  'staff.assign': assignStaff,
  'staff.release': releaseStaff,
  ...decideBadges,
};

const insertSeat =
  'INSERT INTO seats (sitting_id, seat_no, enrolment_id, subject, absent) VALUES (?, ?, ?, ?, 0)';
const nameAbsent = 'UPDATE seats SET absent = 1 WHERE sitting_id = ? AND enrolment_id = ?';

export const apply: Apply = {
  'room.added': (store, { data }) => void store.orm.insert(rooms).values(data).run(),
  'room.occupationsSet': (store, { data: { roomId, occupations } }) => {
    store.orm.delete(roomOccupations).where(eq(roomOccupations.roomId, roomId)).run();
    for (const one of occupations)
      store.orm
        .insert(roomOccupations)
        .values({ roomId, ...one })
        .run();
  },
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
  'staff.released': (store, { data }) => {
    const held = and(
      eq(staff.sittingId, data.sittingId),
      eq(staff.userId, data.userId),
      eq(staff.duty, data.duty),
    );
    store.orm.delete(staff).where(held).run();
    if (sittingRow(store, data.sittingId)?.state !== 'notStarted')
      store.orm.insert(pastDuties).values(data).onConflictDoNothing().run();
  },
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
