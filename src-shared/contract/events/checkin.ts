import { z } from 'zod';
import { open, roles } from './audience.ts';
import { candidateReaders } from '../../domain/roles.ts';
import { event, reason } from './event.ts';
import { checkInId, enrolmentId, sittingId } from '../ids.ts';
import { entryMethods } from '../../domain/checkIn.ts';

export const checkinEvents = {
  'checkin.recorded': event(
    roles(...candidateReaders),
    z.strictObject({
      checkInId,
      sittingId,
      enrolmentId,
      method: z.enum(entryMethods),
      minutesLate: z.int(),
      exception: z.string().nullable(),
    }),
    z.strictObject({ reason: z.string().nullable() }),
    (d) => [d.enrolmentId],
  ),
  'checkin.undone': event(
    roles(...candidateReaders),
    z.strictObject({ checkInId, enrolmentId }),
    reason,
    (d) => [d.enrolmentId],
  ),
  'sitting.admitting': event(open, z.strictObject({ sittingId }), null, (d) => [d.sittingId]),
  'sitting.started': event(open, z.strictObject({ sittingId }), null, (d) => [d.sittingId]),
  'sitting.finished': event(open, z.strictObject({ sittingId, absent: z.array(enrolmentId) }), null, (d) => [
    d.sittingId,
    ...d.absent,
  ]),
};
