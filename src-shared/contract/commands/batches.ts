import { z } from 'zod';
import { managers, office } from '../../domain/roles.ts';
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
  /**
   * Other rules for a batch that stands, or the calendar in force now instead of the one it was made with: a logged decision of two
   * people, with its reason. What marks have begun to be made by stays as it is.
   */
  'batch.changeRules': command(
    'person',
    z.strictObject({
      batchId,
      rules: batchRules,
      /** The calendar in force, as the one who asks has seen it. */
      calendarVersion: shortText,
      reason: longText,
    }),
    ['chief'],
    { secondPerson: office },
  ),
  /** 实施计划 was handed to the bureau: date and proof (receipt number, who took it). */
  'batch.recordPlan': command(
    'person',
    z.strictObject({ batchId, submittedOn: day, proof: longText }),
    managers,
  ),
};
