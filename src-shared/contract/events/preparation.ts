import { z } from 'zod';
import { batchRules } from '../batchRules.ts';
import { duty } from '../commands/arrangement.ts';
import { identity } from '../commands/candidates.ts';
import { batchId, candidateId, enrolmentId, roomId, sessionId, sittingId, userId } from '../ids.ts';
import { batchNo, day, instant, occupationLevel, sha256Hex, subject } from '../values.ts';
import { event } from './event.ts';

const reason = z.strictObject({ reason: z.string() });

/** Batches, rosters, arrangement. */
export const preparationEvents = {
  'batch.created': event(
    z.strictObject({
      batchId,
      batchNo,
      name: z.string(),
      occupationLevels: z.array(occupationLevel),
      firstDay: day,
      lastDay: day,
      rules: batchRules,
      ruleSetHash: sha256Hex,
    }),
    null,
    (d) => [d.batchId],
  ),
  'batch.planRecorded': event(
    z.strictObject({ batchId, submittedOn: day }),
    z.strictObject({ proof: z.string() }),
    (d) => [d.batchId],
  ),
  'roster.imported': event(
    z.strictObject({
      batchId,
      fileSha256: sha256Hex,
      fileSize: z.int(),
      people: z.int(),
      skippedRows: z.array(z.int()),
    }),
    z.strictObject({ fileName: z.string() }),
    (d) => [d.batchId],
  ),
  'enrolment.registered': event(
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
  'enrolment.withdrawn': event(z.strictObject({ enrolmentId }), reason, (d) => [d.enrolmentId]),
  'candidate.corrected': event(
    z.strictObject({ candidateId, secondPerson: userId }),
    z.strictObject({ identity, evidence: z.string() }),
    (d) => [d.candidateId],
  ),
  'candidate.blanked': event(
    z.strictObject({ candidateId, rows: z.array(z.int()), secondPerson: userId }),
    reason,
    (d) => [d.candidateId],
  ),
  'room.added': event(z.strictObject({ roomId, name: z.string(), subject, places: z.int() }), null),
  'arrangement.made': event(
    z.strictObject({ batchId, rule: z.string(), seed: z.int(), ticketPublicKey: z.string() }),
    null,
    (d) => [d.batchId],
  ),
  'session.planned': event(
    z.strictObject({ sessionId, batchId, subject, startsAt: instant, minutes: z.int() }),
    null,
    (d) => [d.batchId],
  ),
  'sitting.planned': event(
    z.strictObject({ sittingId, sessionId, batchId, roomId, places: z.int() }),
    null,
    (d) => [d.sittingId],
  ),
  'enrolment.arranged': event(
    z.strictObject({
      enrolmentId,
      ticketNumber: z.string(),
      workpieceCode: z.string().nullable(),
      seats: z.array(z.strictObject({ sittingId, subject, seatNo: z.int() })),
    }),
    null,
    (d) => [d.enrolmentId],
  ),
  'staff.assigned': event(
    z.strictObject({ sittingId, userId, duty }),
    z.strictObject({ reason: z.string().nullable() }),
    (d) => [d.sittingId, d.userId],
  ),
  'staff.released': event(z.strictObject({ sittingId, userId, duty }), null, (d) => [d.sittingId, d.userId]),
};
