/** A refusal a person can act on: what, the facts, and (by its code) the words and the way out in both languages. */
export interface Refusal {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>;
}

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

/** Makes a refused result. */
export function refuse(
  code: string,
  facts: Refusal['facts'] = {},
): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code, facts } };
}
