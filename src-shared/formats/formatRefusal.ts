import type { Refusal, ToldFacts } from '../contract/refusal.ts';
import type { FormatRefusalCode } from '../words/refusals.ts';

/**
 * Why a reader of one of the open formats said no. Facts are never secrets, never a whole document. Source of the rules:
 * docs/package.
 */
export interface FormatRefusal extends Refusal<FormatRefusalCode> {
  readonly facts: FormatFacts;
}

export type FormatFacts = Readonly<Record<string, string | number>>;

/** An expected failure is a value; the unexpected ones throw. */
export type FormatResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: FormatRefusal };

/** A success with its value. */
export function accept<T>(value: T): FormatResult<T> {
  return { ok: true, value };
}

/** A typed refusal with the facts a person needs to act on it. */
export function refuse<Code extends FormatRefusalCode>(
  code: Code,
  ...facts: ToldFacts<Code> & readonly [facts?: FormatFacts]
): { readonly ok: false; readonly refusal: FormatRefusal } {
  return { ok: false, refusal: { code, facts: facts[0] ?? {} } };
}
