import { z } from 'zod';
import { duties } from '../../domain/duties.ts';
import { seatingRules } from '../../domain/seating.ts';
import { managers } from '../../domain/roles.ts';
import { lengths, occupationsOfRoom, roomPlaces, seatingSeed, sessionMinutes } from '../../domain/limits.ts';
import { command } from '../command.ts';
import { batchId, roomId, sessionId, sittingId, userId } from '../ids.ts';
import { instant, occupationKey, shortText, subject, wholeNumber } from '../values.ts';

export const duty = z.enum(duties);

export const plannedSession = z.strictObject({
  sessionId,
  subject,
  startsAt: instant,
  minutes: wholeNumber(sessionMinutes),
  /** Rooms in the order in which they are filled. */
  roomIds: z.array(roomId).min(1).max(100),
});

/** An occupation that a workshop is fitted for, with its workstations: numbers `from` to `to`, both included. */
export const roomOccupation = z.strictObject({
  ...occupationKey.shape,
  from: wholeNumber({ min: 1, max: roomPlaces.max }),
  to: wholeNumber({ min: 1, max: roomPlaces.max }),
});
export type RoomOccupation = z.infer<typeof roomOccupation>;

const roomOccupations = z.array(roomOccupation).max(occupationsOfRoom.max);

/** 考场编排. */
export const arrangementCommands = {
  'room.add': command(
    'person',
    z.strictObject({
      roomId,
      name: shortText,
      subject,
      places: wholeNumber(roomPlaces),
      /** Of a workshop: the occupations it is fitted for. Without any nobody is seated in it. */
      occupations: roomOccupations.optional(),
    }),
    managers,
  ),
  /** Says anew what a workshop is fitted for. */
  'room.setOccupations': command(
    'person',
    z.strictObject({ roomId, occupations: roomOccupations }),
    managers,
  ),
  /** Seats every enrolment that has no seat yet; the rule is named and its seed kept, so that it can be repeated. */
  'arrangement.seat': command(
    'person',
    z.strictObject({
      batchId,
      rule: z.enum(seatingRules),
      seed: wholeNumber(seatingSeed),
      sessions: z.array(plannedSession).min(1).max(40),
    }),
    managers,
  ),
  'staff.assign': command(
    'person',
    z.strictObject({ sittingId, userId, duty, reason: z.string().max(lengths.note).nullable() }),
    managers,
  ),
  'staff.release': command('person', z.strictObject({ sittingId, userId, duty }), managers),
};
