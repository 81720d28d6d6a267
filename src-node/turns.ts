/**
 * Long work in steps: it yields where others may have their turn. The same work is done at once where nobody waits, or in turns where
 * a program must go on answering.
 */
export type Steps<Value> = Generator<void, Value>;

/** Does all steps at once. */
export function atOnce<Value>(steps: Steps<Value>): Value {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Does the steps with a turn for others after each. */
export async function inTurns<Value>(steps: Steps<Value>): Promise<Value> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
