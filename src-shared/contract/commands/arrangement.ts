import { z } from 'zod';
import { duties } from '../../domain/duties.ts';
import { seatingRules } from '../../domain/seating.ts';
import { managers } from '../../domain/roles.ts';
import { lengths, roomPlaces, seatingSeed, sessionMinutes } from '../../domain/limits.ts';
import { command } from '../command.ts';
import { batchId, roomId, sessionId, sittingId, userId } from '../ids.ts';
import { instant, shortText, subject, wholeNumber } from '../values.ts';

export const duty = z.enum(duties);

export const plannedSession = z.strictObject({
  sessionId,
  subject,
  startsAt: instant,
  minutes: wholeNumber(sessionMinutes),
  /** Rooms in the order in which they are filled. */
  roomIds: z.array(roomId).min(1).max(100),
});

/** 考场编排. */
export const arrangementCommands = {
  'room.add': command(
    'person',
    z.strictObject({ roomId, name: shortText, subject, places: wholeNumber(roomPlaces) }),
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
