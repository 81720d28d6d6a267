import { z } from 'zod';
import { batchRules } from '../batchRules.ts';
import { open } from './audience.ts';
import { event, reason } from './event.ts';
import { batchId, userId } from '../ids.ts';
import { batchNo, day, occupationLevel, sha256Hex } from '../values.ts';

export const batchesEvents = {
  'batch.created': event(
    open,
    z.strictObject({
      batchId,
      batchNo,
      name: z.string(),
      occupationLevels: z.array(occupationLevel),
      firstDay: day,
      lastDay: day,
      rules: batchRules,
      ruleSetHash: sha256Hex,
      /** Calendar that its deadlines are computed with; rows of the first version do not say. */
      calendarVersion: z.string().optional(),
    }),
    null,
    (d) => [d.batchId],
  ),
  'batch.rulesChanged': event(
    open,
    z.strictObject({
      batchId,
      /** 2 for the first change. */
      version: z.int(),
      rules: batchRules,
      ruleSetHash: sha256Hex,
      calendarVersion: z.string(),
      secondPerson: userId,
    }),
    reason,
    (d) => [d.batchId],
  ),
  'batch.planRecorded': event(
    open,
    z.strictObject({ batchId, submittedOn: day }),
    z.strictObject({ proof: z.string() }),
    (d) => [d.batchId],
  ),
};
