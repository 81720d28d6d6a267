import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type { Id, UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/contract/roles.ts';
import type { Site } from '../../src-main/core/site.ts';

/** A command that a step wants given, by somebody who holds one of the command's roles or (seldom) by anybody. */
export interface WantedCommand {
  readonly type: CommandType;
  readonly input: unknown;
  /** Instead of somebody with a fitting role. */
  readonly by?: UserId;
}

/** What steps look at to find something sensible to do. */
export interface WalkView {
  readonly site: Site;
  readonly now: () => number;
  readonly all: <Row>(sql: string, ...given: readonly unknown[]) => readonly Row[];
  /** Somebody with one of these roles. */
  readonly somebody: (roles: readonly Role[], pick: number) => UserId;
  readonly newId: <Kind extends string>(kind: string) => Id<Kind>;
}

/** One of the list, by any number; undefined when there is none. */
export function pickOf<Item>(list: readonly Item[], pick: number): Item | undefined {
  return list.length === 0 ? undefined : list[pick % list.length];
}

/** Writes one command, its input held to the catalogue. */
export function want<Type extends CommandType>(
  type: Type,
  input: CommandInput<Type>,
  by?: UserId,
): WantedCommand {
  return { type, input, ...(by === undefined ? {} : { by }) };
}
