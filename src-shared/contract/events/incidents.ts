import { z } from 'zod';
import { evidenceEndings, evidenceFileKinds, incidentKinds } from '../../domain/incidents.ts';
import { incidentMarkReaders, incidentReaders } from '../../domain/roles.ts';
import { cameraId, enrolmentId, evidenceFileId, incidentId, roomId, sittingId, userId } from '../ids.ts';
import { instant, sha256Hex } from '../values.ts';
import { roles } from './audience.ts';
import { event, reason } from './event.ts';

/** All name the batch. Who wrote a row sees it; a named witness reads the record on the page of incidents. */
export const incidentsEvents = {
  'incident.marked': event(
    roles(...incidentMarkReaders),
    z.strictObject({
      incidentId,
      sittingId: sittingId.nullable(),
      roomId: roomId.nullable(),
      cameraId: cameraId.nullable(),
      at: instant,
    }),
    null,
    (d) => [d.incidentId, ...(d.sittingId === null ? [] : [d.sittingId])],
  ),
  'incident.described': event(
    roles(...incidentReaders),
    z.strictObject({
      incidentId,
      kind: z.enum(incidentKinds),
      at: instant,
      enrolmentIds: z.array(enrolmentId),
      witnesses: z.array(userId),
    }),
    z.strictObject({ place: z.string(), whatHappened: z.string() }),
    (d) => [d.incidentId, ...d.enrolmentIds],
  ),
  'incident.answered': event(
    roles(...incidentReaders),
    z.strictObject({ incidentId, agrees: z.boolean() }),
    z.strictObject({ note: z.string() }),
    (d) => [d.incidentId],
  ),
  'incident.fileAdded': event(
    roles(...incidentReaders),
    z.strictObject({
      incidentId,
      evidenceFileId,
      kind: z.enum(evidenceFileKinds),
      ending: z.enum(Object.values(evidenceEndings)),
      sha256: sha256Hex,
      size: z.int(),
    }),
    z.strictObject({ name: z.string() }),
    (d) => [d.incidentId],
  ),
  'incident.withdrawn': event(
    roles(...incidentReaders),
    z.strictObject({ incidentId, enrolmentIds: z.array(enrolmentId) }),
    reason,
    (d) => [d.incidentId, ...d.enrolmentIds],
  ),
};
