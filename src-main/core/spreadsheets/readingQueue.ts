import type { ReadingPlace } from '#shared/contract/views/preparation.ts';

export interface ReadingQueue {
  /**
   * Does the work when it is its turn. `null` when too many wait already. Rejects with the signal's reason when that ends the
   * waiting; then the work is never begun.
   */
  readonly run: <Value>(
    work: () => Promise<Value>,
    of?: { readonly name?: string | undefined; readonly signal?: AbortSignal | undefined },
  ) => Promise<Value | null>;
  /** Where the work of this name stands; null when there is none. */
  readonly placeOf: (name: string) => ReadingPlace | null;
}

interface Turn {
  readonly name: string | undefined;
  readonly begin: () => void;
}

/** A queue in which `atOnce` works are under way and at most `waiting` more wait for their turn. */
export function createReadingQueue(limits: {
  readonly atOnce: number;
  readonly waiting: number;
}): ReadingQueue {
  const under = new Set<Turn>();
  const line: Turn[] = [];

  function next(): void {
    while (under.size < limits.atOnce) {
      const turn = line.shift();
      if (turn === undefined) return;
      under.add(turn);
      turn.begin();
    }
  }

  return {
    async run(work, { name, signal } = {}) {
      signal?.throwIfAborted();
      if (under.size >= limits.atOnce && line.length >= limits.waiting) return null;
      const { promise: mine, resolve, reject } = Promise.withResolvers<void>();
      const turn: Turn = { name, begin: resolve };
      const leave = (): void => {
        const at = line.indexOf(turn);
        if (at >= 0) line.splice(at, 1);
        if (at >= 0) reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      line.push(turn);
      next();
      try {
        await mine;
        signal?.throwIfAborted();
        return await work();
      } finally {
        signal?.removeEventListener('abort', leave);
        under.delete(turn);
        next();
      }
    },
    placeOf(name) {
      for (const turn of under) if (turn.name === name) return { state: 'reading', before: 0 };
      const at = line.findIndex((turn) => turn.name === name);
      return at < 0 ? null : { state: 'waiting', before: under.size + at };
    },
  };
}
