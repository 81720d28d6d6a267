import { z } from 'zod';
import { duty, roomOccupation } from '../commands/arrangement.ts';
import { nobodyUntil, open } from './audience.ts';
import { sheetReaders } from '../../domain/roles.ts';
import { event } from './event.ts';
import { batchId, enrolmentId, roomId, sessionId, sittingId, userId } from '../ids.ts';
import { instant, subject } from '../values.ts';

export const arrangementEvents = {
  'room.added': event(open, z.strictObject({ roomId, name: z.string(), subject, places: z.int() }), null),
  'room.occupationsSet': event(open, z.strictObject({ roomId, occupations: z.array(roomOccupation) }), null),
  'arrangement.made': event(
    open,
    z.strictObject({ batchId, rule: z.string(), seed: z.int(), ticketPublicKey: z.string() }),
    null,
    (d) => [d.batchId],
  ),
  'session.planned': event(
    open,
    z.strictObject({ sessionId, batchId, subject, startsAt: instant, minutes: z.int() }),
    null,
    (d) => [d.batchId],
  ),
  'sitting.planned': event(
    open,
    z.strictObject({ sittingId, sessionId, batchId, roomId, places: z.int() }),
    null,
    (d) => [d.sittingId],
  ),
  'enrolment.arranged': event(
    open,
    z.strictObject({
      enrolmentId,
      ticketNumber: z.string(),
      workpieceCode: z.string().nullable(),
      seats: z.array(z.strictObject({ sittingId, subject, seatNo: z.int() })),
    }),
    null,
    (d) => [d.enrolmentId],
    // who knows a person by name does not know their workpiece, and the other way round
    { workpieceCode: nobodyUntil('codesOpen', ...sheetReaders) },
  ),
  'staff.assigned': event(
    open,
    z.strictObject({ sittingId, userId, duty }),
    z.strictObject({ reason: z.string().nullable() }),
    (d) => [d.sittingId, d.userId],
  ),
  'staff.released': event(open, z.strictObject({ sittingId, userId, duty }), null, (d) => [
    d.sittingId,
    d.userId,
  ]),
};
