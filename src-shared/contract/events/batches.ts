import { z } from 'zod';
import { batchRules } from '../batchRules.ts';
import { open } from './audience.ts';
import { event } from './event.ts';
import { batchId } from '../ids.ts';
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
    }),
    null,
    (d) => [d.batchId],
  ),
  'batch.planRecorded': event(
    open,
    z.strictObject({ batchId, submittedOn: day }),
    z.strictObject({ proof: z.string() }),
    (d) => [d.batchId],
  ),
};
