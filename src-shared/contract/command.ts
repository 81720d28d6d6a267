import { z } from 'zod';
import type { ApprovalId, CommandId, UserId } from './ids.ts';
import type { Refusal } from './refusal.ts';
import type { Role } from '../domain/roles.ts';

/** What the catalogue says of one command: its input, who may give it, and whether a second person must approve it. */
export interface CommandDefinition<Input extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly roles: readonly Role[];
  /** A second, different person with one of these roles must approve before it takes effect. */
  readonly secondPerson?: readonly Role[];
  /** Only for such inputs (an exception at the door); without it: always. */
  readonly secondPersonWhen?: (input: z.infer<Input>) => boolean;
  /** Given by the core itself, never through the API. */
  readonly internal?: true;
}

/** Writes one line of the command catalogue. */
export function command<Input extends z.ZodType>(
  input: Input,
  roles: readonly Role[],
  more: Omit<CommandDefinition<Input>, 'input' | 'roles'> = {},
): CommandDefinition<Input> {
  return { input, roles, ...more };
}

/** A command as it goes through the API. Its id makes sending it again harmless. */
export interface CommandEnvelope<Type extends string = string, Input = unknown> {
  readonly id: CommandId;
  readonly type: Type;
  readonly input: Input;
  /** Local time of the desk with its offset, `2026-11-24T09:30:00.000+08:00`. */
  readonly deskAt: string;
}

export const commandEnvelope = z.strictObject({
  id: z.string(),
  type: z.string().max(64),
  input: z.unknown(),
  deskAt: z.iso.datetime({ offset: true }),
});

/** The answer to a command; it leaves only after the commit is durable. */
export type CommandAnswer<Result = unknown> =
  | {
      readonly ok: true;
      readonly result: Result;
      /** First and last ledger row of the command; null when it changed nothing. */
      readonly rows: readonly [number, number] | null;
      /** Set when the command now waits for a second person. */
      readonly waitsFor?: {
        readonly approvalId: ApprovalId;
        readonly roles: readonly Role[];
        readonly notBy: UserId;
      };
    }
  | { readonly ok: false; readonly refusal: Refusal };
