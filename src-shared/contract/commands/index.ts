import type { z } from 'zod';
import { commandCatalogue } from '../capabilities.ts';

export type CommandType = keyof typeof commandCatalogue;
export type CommandInput<Type extends CommandType> = z.infer<(typeof commandCatalogue)[Type]['input']>;

/** Narrows a text to a command type. */
export function isCommandType(type: string): type is CommandType {
  return Object.hasOwn(commandCatalogue, type);
}
