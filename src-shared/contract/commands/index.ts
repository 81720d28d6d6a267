import type { z } from 'zod';
import { accessCommands } from './access.ts';
import { arrangementCommands } from './arrangement.ts';
import { batchCommands } from './batches.ts';
import { candidateCommands } from './candidates.ts';
import { checkinCommands } from './checkin.ts';
import { institutionCommands } from './institution.ts';
import { packageCommands } from './packages.ts';
import { practicalCommands } from './practical.ts';
import { resultsCommands } from './results.ts';
import { theoryCommands } from './theory.ts';

/** Every command the site knows: its input, roles and whether a second person is required. */
export const commandCatalogue = {
  ...accessCommands,
  ...institutionCommands,
  ...batchCommands,
  ...candidateCommands,
  ...arrangementCommands,
  ...checkinCommands,
  ...theoryCommands,
  ...practicalCommands,
  ...resultsCommands,
  ...packageCommands,
};

export type CommandType = keyof typeof commandCatalogue;
export type CommandInput<Type extends CommandType> = z.infer<(typeof commandCatalogue)[Type]['input']>;

/** Narrows a text to a command type. */
export function isCommandType(type: string): type is CommandType {
  return Object.hasOwn(commandCatalogue, type);
}
