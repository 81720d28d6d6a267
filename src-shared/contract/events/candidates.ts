import { z } from 'zod';
import { identity, identityFields, rosterLeftOut } from '../commands/candidates.ts';
import { roles } from './audience.ts';
import { candidateReaders, office } from '../../domain/roles.ts';
import { event, reason } from './event.ts';
import { batchId, candidateId, enrolmentId, userId } from '../ids.ts';
import { occupationLevel, sha256Hex } from '../values.ts';

export const candidatesEvents = {
  'roster.imported': event(
    roles(...office),
    z.strictObject({
      batchId,
      fileSha256: sha256Hex,
      fileSize: z.int(),
      people: z.int(),
      /** People that were read: those enrolled and those left out, together. Rows of an earlier version do not say. */
      rows: z.int().optional(),
      leftOut: z.array(rosterLeftOut).optional(),
      /** What earlier versions said instead: rows of the file, without a reason. */
      skippedRows: z.array(z.int()).optional(),
    }),
    z.strictObject({ fileName: z.string() }),
    (d) => [d.batchId],
  ),
  'enrolment.registered': event(
    roles(...candidateReaders),
    z.strictObject({
      enrolmentId,
      candidateId,
      batchId,
      occupationLevel,
      row: z.int(),
      warnings: z.array(z.string()),
    }),
    identity,
    (d) => [d.enrolmentId, d.candidateId],
  ),
  'enrolment.withdrawn': event(roles(...candidateReaders), z.strictObject({ enrolmentId }), reason, (d) => [
    d.enrolmentId,
  ]),
  'candidate.corrected': event(
    roles(...office),
    z.strictObject({
      candidateId,
      /** What it put right, and what no later roster changes; a row of an earlier version does not say so. */
      fields: z.array(z.enum(identityFields)).optional(),
      secondPerson: userId,
    }),
    z.strictObject({ identity, evidence: z.string() }),
    (d) => [d.candidateId],
  ),
  'candidate.blanked': event(
    roles(...office),
    z.strictObject({ candidateId, rows: z.array(z.int()), secondPerson: userId }),
    reason,
    (d) => [d.candidateId],
  ),
};
