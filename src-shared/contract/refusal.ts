import type { RefusalFacts } from '../words/catalogue.ts';
import type { ToldFact } from '../words/message.ts';

/** What can be refused: every code has its words in the catalogue (`src-shared/words`), in every language. */
export type RefusalCode = keyof RefusalFacts;

/** A refusal a person can act on: what, the facts, and (by its code) the words and the way out. */
export interface Refusal<Code extends RefusalCode = RefusalCode> {
  readonly code: Code;
  readonly facts: Readonly<Record<string, ToldFact>>;
}

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

type Both<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** The facts that the words of a code name; of several codes, all of them. */
type NamedFacts<Code extends RefusalCode> = Both<Code extends RefusalCode ? RefusalFacts[Code] : never>;

/**
 * The facts of a refusal as an argument: those that its words name must be there, others may be there for programs that
 * read them. Words without facts need none.
 */
export type ToldFacts<Code extends RefusalCode> = keyof NamedFacts<Code> extends never
  ? [facts?: Refusal['facts']]
  : [facts: NamedFacts<Code> & Refusal['facts']];

/** A refusal with the facts that its words need. */
export function refusalOf<Code extends RefusalCode>(code: Code, ...facts: ToldFacts<Code>): Refusal<Code> {
  return { code, facts: facts[0] ?? {} };
}

/** The code of a refusal that another program gave. One that this program does not know gets general words. */
export function codeFrom(text: string): RefusalCode {
  return text as RefusalCode;
}

/** Makes a refused result. */
export function refuse<Code extends RefusalCode>(
  code: Code,
  ...facts: ToldFacts<Code>
): { readonly ok: false; readonly refusal: Refusal<Code> } {
  return { ok: false, refusal: refusalOf(code, ...facts) };
}
