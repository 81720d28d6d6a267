import { z } from 'zod';
import { action, deskAt, uploadId } from './action.ts';
import type { CommandAnswer } from '../command.ts';
import type { RubricModule } from '../commands/practical.ts';
import { batchId, commandId, rubricId } from '../ids.ts';
import type { Result } from '../refusal.ts';
import { occupationLevel } from '../values.ts';
import { managers } from '../../domain/roles.ts';

export const practicalActions = {
  'practical.readRubric': action(z.strictObject({ uploadId }), managers).answering<
    Result<{
      readonly modules: readonly RubricModule[];
      readonly problems: readonly { readonly code: string; readonly row: number; readonly value: string }[];
    }>
  >(),
  'practical.adoptRubric': action(
    z.strictObject({ commandId, deskAt, uploadId, batchId, rubricId, occupationLevel }),
    managers,
  ).answering<CommandAnswer>(),
};
