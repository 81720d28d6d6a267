import type { FormatRefusal } from '#shared/formats/formatRefusal.ts';

/** An expected failure is a value: `FormatResult`, `Result`, `Outcome` and `CentreResult` are all of this shape. */
export type Attempted<T, R> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R };

type No<R> = { readonly ok: false; readonly refusal: R };

/** Runs work in which `need` and `demand` may refuse, and gives its value or that refusal. Other errors pass. */
export type Attempt<R> = {
  <T>(work: () => Promise<T>): Promise<Attempted<T, R>>;
  <T>(work: () => T): Attempted<T, R>;
};
/** The value of a result. A refusal ends the attempt under way. */
export type Need<R> = <T>(result: Attempted<T, R>) => T;
/** Ends the attempt under way with this refusal unless the condition holds. */
export type Demand<R> = (condition: unknown, otherwise: No<R>) => asserts condition;

/**
 * How work of many steps refuses (decision 0011): inside an attempt a refusal is thrown, so that the steps read from
 * top to bottom, and it leaves the attempt as the value that it is. One set for each kind of refusal; a set catches
 * its own only, so a refusal of another kind is a fault of ours and is seen as one.
 */
export function attempts<R>(): {
  readonly attempt: Attempt<R>;
  readonly need: Need<R>;
  readonly demand: Demand<R>;
} {
  class Refused extends Error {
    readonly answer: No<R>;

    constructor(answer: No<R>) {
      super('refused outside of an attempt');
      this.answer = answer;
    }
  }

  function caught(error: unknown): No<R> {
    if (error instanceof Refused) return error.answer;
    throw error;
  }

  function attempt<T>(work: () => Promise<T>): Promise<Attempted<T, R>>;
  function attempt<T>(work: () => T): Attempted<T, R>;
  function attempt<T>(work: () => T | Promise<T>): Attempted<T, R> | Promise<Attempted<T, R>> {
    try {
      const value = work();
      return value instanceof Promise ? value.then(succeeded, caught) : succeeded(value);
    } catch (error) {
      return caught(error);
    }
  }

  return {
    attempt,
    need(result) {
      if (result.ok) return result.value;
      throw new Refused(result);
    },
    demand(condition, otherwise) {
      if (!condition) throw new Refused(otherwise);
    },
  };
}

function succeeded<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

const formats = attempts<FormatRefusal>();

/** For the readers and writers of the open formats. */
export const attempt: Attempt<FormatRefusal> = formats.attempt;
export const need: Need<FormatRefusal> = formats.need;
export const demand: Demand<FormatRefusal> = formats.demand;
