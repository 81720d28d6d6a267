import type { z } from 'zod';
import type { Role } from '../domain/roles.ts';

/** What a catalogue says of one question or action: its input, and who may have it answered; `open` needs no account. */
export interface CatalogueLine<
  Input extends z.ZodType = z.ZodType,
  Roles extends readonly Role[] | 'open' = readonly Role[] | 'open',
  Output = unknown,
> {
  readonly input: Input;
  readonly roles: Roles;
  /** Answered also while the owner has not set the own password yet; nothing else is (`access/accounts.ts`). */
  readonly beforeClaim?: true;
  /** What it is answered with: for the types alone, never a value. */
  readonly output?: Output;
}

/** Writes one line of a catalogue: `query(input, roles).answering<View>()`, `action(input, roles).answering<Result<…>>()`. */
export function catalogueLine<Input extends z.ZodType, Roles extends readonly Role[] | 'open'>(
  input: Input,
  roles: Roles,
  more: Pick<CatalogueLine, 'beforeClaim'> = {},
) {
  return { answering: <Output>(): CatalogueLine<Input, Roles, Output> => ({ input, roles, ...more }) };
}
