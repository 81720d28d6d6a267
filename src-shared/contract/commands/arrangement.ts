import { z } from 'zod';
import { command } from '../command.ts';
import { batchId, roomId, sessionId, sittingId, userId } from '../ids.ts';
import { instant, shortText, subject } from '../values.ts';

export const duty = z.enum(['invigilator', 'examiner', 'leadExaminer', 'measurer', 'supervisor']);
export type Duty = z.infer<typeof duty>;

export const plannedSession = z.strictObject({
  sessionId,
  subject,
  startsAt: instant,
  minutes: z.int().min(10).max(600),
  /** Rooms in the order in which they are filled. */
  roomIds: z.array(roomId).min(1).max(100),
});

/** 考场编排. */
export const arrangementCommands = {
  'room.add': command(z.strictObject({ roomId, name: shortText, subject, places: z.int().min(1).max(500) }), [
    'chief',
    'registrar',
  ]),
  /** Seats every enrolment that has no seat yet; the rule is named and its seed kept, so that it can be repeated. */
  'arrangement.seat': command(
    z.strictObject({
      batchId,
      rule: z.enum(['rosterOrder', 'shuffled', 'classesApart']),
      seed: z.int().min(0).max(2_147_483_647),
      sessions: z.array(plannedSession).min(1).max(40),
    }),
    ['chief', 'registrar'],
  ),
  'staff.assign': command(
    z.strictObject({ sittingId, userId, duty, reason: z.string().max(500).nullable() }),
    ['chief', 'registrar'],
  ),
  'staff.release': command(z.strictObject({ sittingId, userId, duty }), ['chief', 'registrar']),
};
