import { z } from 'zod';
import { evidenceFileKinds } from '../../domain/incidents.ts';
import { incidentMarkers } from '../../domain/roles.ts';
import type { CommandAnswer } from '../command.ts';
import { commandId, evidenceFileId, incidentId } from '../ids.ts';
import type { Result } from '../refusal.ts';
import { action, deskAt, uploadId } from './action.ts';

export const incidentsActions = {
  /** Stores an uploaded photo or scan (JPEG, PNG, PDF) and names it for an incident. */
  'incidents.addFile': action(
    z.strictObject({
      commandId,
      deskAt,
      uploadId,
      incidentId,
      evidenceFileId,
      kind: z.enum(evidenceFileKinds),
    }),
    incidentMarkers,
  ).answering<CommandAnswer>(),
  /** Makes a stored file of an incident ready for one download, for whoever may read the incident. */
  'incidents.readFile': action(z.strictObject({ evidenceFileId }), incidentMarkers).answering<
    Result<{ readonly downloadId: string; readonly fileName: string }>
  >(),
};
