import { z } from 'zod';
import { pageRows } from '../../domain/limits.ts';
import type { Role } from '../../domain/roles.ts';
import { batchId } from '../ids.ts';
import { wholeNumber } from '../values.ts';

/** What the catalogue says of one question: its input, and who may read; `open` needs no account. */
export interface QueryDefinition<
  Input extends z.ZodType = z.ZodType,
  Roles extends readonly Role[] | 'open' = readonly Role[] | 'open',
  Output = unknown,
> {
  readonly input: Input;
  readonly roles: Roles;
  /** What it is answered with: for the types alone, never a value. */
  readonly output?: Output;
}

/** Writes one line of the catalogue: `query(input, roles).answering<View>()`. */
export function query<Input extends z.ZodType, Roles extends readonly Role[] | 'open'>(
  input: Input,
  roles: Roles,
) {
  return { answering: <Output>(): QueryDefinition<Input, Roles, Output> => ({ input, roles }) };
}

export const nothing = z.strictObject({});
export const ofBatch = z.strictObject({ batchId });
/** A part of a long list. */
export const page = { offset: z.int().min(0), limit: wholeNumber(pageRows) };
