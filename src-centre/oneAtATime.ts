/** Runs work on the same thing one after another, and on different things side by side. */
export type OneAtATime = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** A new set of queues; a failure goes to its caller only and does not stop what waits behind it. */
export function oneAtATime(): OneAtATime {
  const tails = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = tails.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const tail = mine.then(
      () => undefined,
      () => undefined,
    );
    tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === tail) tails.delete(key);
    }
  };
}
