import { z } from 'zod';
import { evidenceEndings, evidenceFileKinds, incidentKinds } from '../../domain/incidents.ts';
import { touchedAtMost, witnessesAtMost } from '../../domain/incidents.ts';
import { lengths } from '../../domain/limits.ts';
import { incidentMarkers } from '../../domain/roles.ts';
import { command } from '../command.ts';
import {
  batchId,
  cameraId,
  enrolmentId,
  evidenceFileId,
  incidentId,
  roomId,
  sittingId,
  userId,
} from '../ids.ts';
import { instant, longText, shortText, storedFile } from '../values.ts';

/** 违纪与异常. */
export const incidentCommands = {
  /**
   * One key, no text. Where: a sitting, or a room (the core finds the sitting that was on there), or at least the batch. When: the
   * moment shown on the wall; null: now.
   */
  'incident.mark': command(
    'person',
    z.strictObject({
      incidentId,
      batchId: batchId.nullable(),
      sittingId: sittingId.nullable(),
      roomId: roomId.nullable(),
      cameraId: cameraId.nullable(),
      at: instant.nullable(),
    }),
    incidentMarkers,
  ),
  /** What happened. Said again, it replaces what was said; the earlier record stays. */
  'incident.describe': command(
    'person',
    z.strictObject({
      incidentId,
      kind: z.enum(incidentKinds),
      at: instant,
      place: shortText,
      whatHappened: longText,
      enrolmentIds: z.array(enrolmentId).max(touchedAtMost),
      /** Who saw it; for misconduct at least two who were on duty in the room. */
      witnesses: z.array(userId).min(1).max(witnessesAtMost),
    }),
    incidentMarkers,
  ),
  /** A named witness agrees, or says how it was otherwise. */
  'incident.answer': command(
    'person',
    z.strictObject({ incidentId, agrees: z.boolean(), note: z.string().trim().max(lengths.note) }),
    incidentMarkers,
  ),
  /** A photo or scan that the action `incidents.addFile` has stored. */
  'incident.addFile': command(
    'core',
    z.strictObject({
      incidentId,
      evidenceFileId,
      kind: z.enum(evidenceFileKinds),
      ending: z.enum(Object.values(evidenceEndings)),
      file: storedFile,
    }),
    incidentMarkers,
  ),
  'incident.withdraw': command('person', z.strictObject({ incidentId, reason: longText }), incidentMarkers),
};
