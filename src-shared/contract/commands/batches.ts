import { z } from 'zod';
import { managers } from '../../domain/roles.ts';
import { batchRules } from '../batchRules.ts';
import { command } from '../command.ts';
import { batchId } from '../ids.ts';
import { batchNo, day, longText, occupationLevel, shortText } from '../values.ts';

/** 认定批次. */
export const batchCommands = {
  'batch.create': command(
    'person',
    z.strictObject({
      batchId,
      batchNo,
      name: shortText,
      occupationLevels: z.array(occupationLevel).min(1).max(50),
      firstDay: day,
      lastDay: day,
      rules: batchRules,
    }),
    managers,
  ),
  /** 实施计划 was handed to the bureau: date and proof (receipt number, who took it). */
  'batch.recordPlan': command(
    'person',
    z.strictObject({ batchId, submittedOn: day, proof: longText }),
    managers,
  ),
};
