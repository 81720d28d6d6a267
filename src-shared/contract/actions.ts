import type { z } from 'zod';
import type { actionCatalogue } from './capabilities.ts';

export type ActionName = keyof typeof actionCatalogue;
/** Those that need no account. */
export type OpenActionName = {
  [Name in ActionName]: (typeof actionCatalogue)[Name]['roles'] extends 'open' ? Name : never;
}[ActionName];
export type ActionInput<Name extends ActionName> = z.input<(typeof actionCatalogue)[Name]['input']>;

/** What each action is answered with. */
export type ActionOutputs = {
  readonly [Name in ActionName]: Exclude<(typeof actionCatalogue)[Name]['output'], undefined>;
};
