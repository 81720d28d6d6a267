import { z } from 'zod';
import type { ApprovalId, CommandId, UserId } from './ids.ts';
import type { Refusal } from './refusal.ts';
import type { Role } from '../domain/roles.ts';

/**
 * Who composes a command's input. `person`: a page sends it to `submit`, and all of it is somebody's word. `core`: it holds
 * something that the core itself established (rows read from a file, a file's hash, keys checked), so an action or the core's
 * own work puts it together, and `submit` refuses it.
 */
export type Composer = 'person' | 'core';

/** What the catalogue says of one command: who composes it, its input, who may give it, and whether a second person must approve it. */
export interface CommandDefinition<
  Input extends z.ZodType = z.ZodType,
  ComposedBy extends Composer = Composer,
> {
  readonly composer: ComposedBy;
  readonly input: Input;
  /** Who may give it, or have the core compose it; nobody: the core alone gives it, as its own. */
  readonly roles: readonly Role[];
  /** A second, different person with one of these roles must approve before it takes effect. */
  readonly secondPerson?: readonly Role[];
  /**
   * Only where another person may: a site of one begins alone. Counted are people whose account is their own (claimed), other
   * than who asks and whom it is about.
   */
  readonly secondPersonIfThere?: true;
  /**
   * Marks hang on it: the two must be two hands (`access/makerAndMade.ts`), or say in writing why there is nobody else. Its input
   * names the batch.
   */
  readonly makerAndMade?: true;
  /** Only for such inputs (an exception at the door); without it: always. */
  readonly secondPersonWhen?: (input: z.infer<Input>) => boolean;
}

/** Writes one line of the command catalogue. */
export function command<ComposedBy extends Composer, Input extends z.ZodType>(
  composer: ComposedBy,
  input: Input,
  roles: readonly Role[],
  more: Omit<CommandDefinition<Input>, 'composer' | 'input' | 'roles'> = {},
): CommandDefinition<Input, ComposedBy> {
  return { composer, input, roles, ...more };
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
