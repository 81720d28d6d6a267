import type { Capability } from '../ledger/capability.ts';
import type { Answers } from './answers.ts';
import type { Actions } from './context.ts';
import type { Seals } from './seals.ts';

/** All that a capability brings: its share of the write path, its answers to questions, its actions. */
export interface CoreCapability extends Capability {
  readonly answers?: Answers;
  readonly actions?: Actions;
  readonly seals?: Seals;
}

/** The answers, actions and seals of all capabilities: a name of the catalogues without one is a fault at start. */
export interface ApiParts {
  readonly answers: Answers;
  readonly actions: Actions;
  readonly seals: Seals;
}

/** What the API answers and does, of all capabilities together; two owners of one name are a fault of the code. */
export function apiParts(capabilities: readonly CoreCapability[]): ApiParts {
  return {
    answers: joined(capabilities.map((one) => one.answers ?? {})),
    actions: joined(capabilities.map((one) => one.actions ?? {})),
    seals: joined(capabilities.map((one) => one.seals ?? {})),
  };
}

function joined<Share extends object>(shares: readonly Share[]): Share {
  const names = shares.flatMap(Object.keys);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${twice} has two owners`);
  return Object.assign({}, ...shares) as Share;
}
