import { z } from 'zod';
import { lengths, shortestPassword } from '../../domain/limits.ts';
import type { Role } from '../../domain/roles.ts';

/** What the catalogue says of one action: its input, and who may have it done; `open` needs no account. */
export interface ActionDefinition<
  Input extends z.ZodType = z.ZodType,
  Roles extends readonly Role[] | 'open' = readonly Role[] | 'open',
  Output = unknown,
> {
  readonly input: Input;
  readonly roles: Roles;
  /** What it is answered with: for the types alone, never a value. */
  readonly output?: Output;
}

/** Writes one line of the catalogue: `action(input, roles).answering<Result<…>>()`. */
export function action<Input extends z.ZodType, Roles extends readonly Role[] | 'open'>(
  input: Input,
  roles: Roles,
) {
  return { answering: <Output>(): ActionDefinition<Input, Roles, Output> => ({ input, roles }) };
}

export const password = z.string().min(shortestPassword).max(lengths.password);
export const typedPassword = z.string().max(lengths.password);
export const typedLoginName = z.string().max(lengths.short);
/** An upload the core holds in memory until it is used or 30 minutes are over. */
export const uploadId = z.string().regex(/^[0-9a-f]{32}$/);
export const deskAt = z.iso.datetime({ offset: true });
