import type { CommandAnswer } from '#shared/contract/command.ts';
import type { CommandInput, PersonCommandType } from '#shared/contract/commands/index.ts';
import type { RubricModule } from '#shared/contract/commands/practical.ts';
import type { ApprovalId, UserId } from '#shared/contract/ids.ts';
import type { QueryInput, QueryOutputs } from '#shared/contract/queries.ts';
import type { Role } from '#shared/domain/roles.ts';

/** Someone of a demonstration's staff. */
export interface Person {
  readonly userId: UserId;
}

/** What the steps of a day ask of a site. */
export type PlayQuestion =
  | 'arrangement.view'
  | 'checkin.lookup'
  | 'practical.matrix'
  | 'results.table'
  | 'theory.comparisons';

/**
 * Plays the steps of an exam day on some site: inside the core (`script.ts`, the demonstration site) or over the API
 * (`kaodian demo`). A refusal is a fault of the play, and an error.
 */
export interface Player {
  /** The person who founded the site. */
  readonly chief: Person;
  /** Adds a person with an account. */
  readonly joins: (loginName: string, displayName: string, roles: readonly Role[]) => Promise<Person>;
  /** A person gives a command. */
  readonly does: <Type extends PersonCommandType>(
    person: Person,
    type: Type,
    input: CommandInput<Type>,
  ) => Promise<Extract<CommandAnswer, { ok: true }>>;
  /** A person signs as the second one. */
  readonly signs: (person: Person, approvalId: ApprovalId) => Promise<void>;
  /** A person has a rubric adopted, from a file that holds it. */
  readonly adopts: (
    person: Person,
    adopting: Pick<CommandInput<'rubric.adopt'>, 'batchId' | 'occupationLevel'>,
    modules: readonly RubricModule[],
  ) => Promise<void>;
  /** A person asks a question. */
  readonly asks: <Name extends PlayQuestion>(
    person: Person,
    name: Name,
    input: QueryInput<Name>,
  ) => Promise<QueryOutputs[Name]>;
}

/** What needs two: one asks for it, another grants it. */
export async function together<Type extends PersonCommandType>(
  player: Player,
  first: Person,
  second: Person,
  type: Type,
  input: CommandInput<Type>,
): Promise<void> {
  const asked = await player.does(first, type, input);
  await player.signs(second, asked.waitsFor?.approvalId as ApprovalId);
}

/** Adds people of one kind, some `atOnce` (each password costs a moment on purpose). */
export async function joinMany(
  player: Player,
  prefix: string,
  names: readonly string[],
  roles: readonly Role[],
  atOnce = 1,
): Promise<readonly Person[]> {
  const joined: Person[] = [];
  for (let from = 0; from < names.length; from += atOnce)
    joined.push(
      ...(await Promise.all(
        names
          .slice(from, from + atOnce)
          .map((name, index) => player.joins(`${prefix}${from + index + 1}`, name, roles)),
      )),
    );
  return joined;
}

/** The item at a place that the play knows to exist. */
export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`nothing at ${index} of ${items.length}`);
  return item;
}
