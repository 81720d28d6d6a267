import type { z } from 'zod';
import { commandCatalogue } from '../capabilities.ts';

export type CommandType = keyof typeof commandCatalogue;
export type CommandInput<Type extends CommandType> = z.infer<(typeof commandCatalogue)[Type]['input']>;

/** The commands that a page may send to `submit`; the others are composed by the core. */
export type PersonCommandType = {
  [Type in CommandType]: (typeof commandCatalogue)[Type]['composer'] extends 'person' ? Type : never;
}[CommandType];

/** Narrows a text to a command type. */
export function isCommandType(type: string): type is CommandType {
  return Object.hasOwn(commandCatalogue, type);
}
