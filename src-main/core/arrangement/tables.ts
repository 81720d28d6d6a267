import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { duties } from '#shared/domain/duties.ts';
import { sittingStates } from '#shared/domain/sittingTimes.ts';
import { subjects } from '#shared/domain/subject.ts';
import type { BatchId, EnrolmentId, RoomId, SessionId, SittingId, UserId } from '#shared/contract/ids.ts';

/** 考场: a room with workstations or seats, for one subject. */
export const rooms = sqliteTable('rooms', {
  roomId: text('room_id').$type<RoomId>().primaryKey(),
  name: text('name').notNull().unique(),
  subject: text('subject', { enum: subjects }).notNull(),
  places: integer('places').notNull(),
});

/** What a workshop is fitted for: workstations `from` to `to` belong to the occupation. */
export const roomOccupations = sqliteTable(
  'room_occupations',
  {
    roomId: text('room_id').$type<RoomId>().notNull(),
    edition: text('edition').notNull(),
    code: text('code').notNull(),
    from: integer('from_no').notNull(),
    to: integer('to_no').notNull(),
  },
  (table) => [primaryKey({ columns: [table.roomId, table.edition, table.code] })],
);

/** 场次: a subject and a time span over all rooms. (`sessions` are the sign-ins.) */
export const examSessions = sqliteTable(
  'exam_sessions',
  {
    sessionId: text('session_id').$type<SessionId>().primaryKey(),
    batchId: text('batch_id').$type<BatchId>().notNull(),
    subject: text('subject', { enum: subjects }).notNull(),
    /** Planned start, UTC instant. */
    startsAt: text('starts_at').notNull(),
    minutes: integer('minutes').notNull(),
  },
  (table) => [
    index('exam_sessions_batch').on(table.batchId),
    index('exam_sessions_starts').on(table.startsAt),
  ],
);

/** 考场场次: a session in one room. Its state moves by the `sitting.*` events that check-in decides. */
export const sittings = sqliteTable(
  'sittings',
  {
    sittingId: text('sitting_id').$type<SittingId>().primaryKey(),
    sessionId: text('session_id').$type<SessionId>().notNull(),
    batchId: text('batch_id').$type<BatchId>().notNull(),
    roomId: text('room_id').$type<RoomId>().notNull(),
    places: integer('places').notNull(),
    state: text('state', { enum: sittingStates }).notNull(),
    admittedAt: text('admitted_at'),
    startedAt: text('started_at'),
    finishedAt: text('finished_at'),
  },
  (table) => [
    index('sittings_session').on(table.sessionId),
    index('sittings_batch').on(table.batchId),
    index('sittings_room').on(table.roomId),
    index('sittings_state').on(table.state),
  ],
);

/**
 * Who sits where. `absent`: named absent when the sitting ended. Whether somebody counts as absent now is another question:
 * the sitting is over and there is no live check-in (an entry recorded or undone afterwards changes that).
 */
export const seats = sqliteTable(
  'seats',
  {
    sittingId: text('sitting_id').$type<SittingId>().notNull(),
    seatNo: integer('seat_no').notNull(),
    enrolmentId: text('enrolment_id').$type<EnrolmentId>().notNull(),
    subject: text('subject', { enum: subjects }).notNull(),
    absent: integer('absent', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.sittingId, table.seatNo] }),
    index('seats_enrolment').on(table.enrolmentId, table.subject),
  ],
);

/** Who invigilates, examines, measures, supervises in a sitting. */
export const staff = sqliteTable(
  'staff',
  {
    sittingId: text('sitting_id').$type<SittingId>().notNull(),
    userId: text('user_id').$type<UserId>().notNull(),
    duty: text('duty', { enum: duties }).notNull(),
    /** Free text of the one who assigned; null after blanking. */
    reason: text('reason'),
  },
  (table) => [
    primaryKey({ columns: [table.sittingId, table.userId, table.duty] }),
    index('staff_user').on(table.userId),
  ],
);

/** Duties that were taken back after their sitting had begun: who held one has held it, whatever is planned since. */
export const pastDuties = sqliteTable(
  'past_duties',
  {
    sittingId: text('sitting_id').$type<SittingId>().notNull(),
    userId: text('user_id').$type<UserId>().notNull(),
    duty: text('duty', { enum: duties }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.sittingId, table.userId, table.duty] }),
    index('past_duties_user').on(table.userId),
  ],
);

/**
 * Public half of each batch's ticket key, as an OpenSSH line; the private half is drawn from the site's signing key. A batch
 * has more than one only when the site's key was replaced in between: tickets printed before stay good.
 */
export const ticketKeys = sqliteTable(
  'ticket_keys',
  {
    batchId: text('batch_id').$type<BatchId>().notNull(),
    /** How tokens name it: eight hex digits. */
    keyId: text('key_id').notNull(),
    publicKey: text('public_key').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.batchId, table.keyId] }),
    index('ticket_keys_key').on(table.keyId),
  ],
);
