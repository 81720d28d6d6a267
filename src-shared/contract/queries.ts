import type { z } from 'zod';
import type { queryCatalogue } from './capabilities.ts';

export type QueryName = keyof typeof queryCatalogue;
/** Those that need no account. */
export type OpenQueryName = {
  [Name in QueryName]: (typeof queryCatalogue)[Name]['roles'] extends 'open' ? Name : never;
}[QueryName];
export type QueryInput<Name extends QueryName> = z.infer<(typeof queryCatalogue)[Name]['input']>;

/** What each question is answered with. */
export type QueryOutputs = {
  readonly [Name in QueryName]: Exclude<(typeof queryCatalogue)[Name]['output'], undefined>;
};
