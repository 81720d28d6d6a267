import type { Change } from '#shared/contract/live.ts';

/** Tells every window what changed, once; a slow window gets its news gathered, never queued without end. */
export interface LiveHub {
  readonly publish: (seq: number, topics: readonly string[]) => void;
  /** News from now on, until the signal ends it. */
  readonly listen: (signal: AbortSignal) => AsyncGenerator<Change, void, undefined>;
  readonly close: () => void;
}

interface Listener {
  readonly topics: Set<string>;
  seq: number;
  wake: () => void;
}

/** Makes the hub of a site. */
export function createLiveHub(): LiveHub {
  const listeners = new Set<Listener>();
  let closed = false;
  return {
    publish(seq, topics) {
      for (const listener of listeners) {
        listener.seq = seq;
        for (const topic of topics) listener.topics.add(topic);
        listener.wake();
      }
    },
    async *listen(signal) {
      const listener: Listener = { topics: new Set(), seq: 0, wake: () => undefined };
      listeners.add(listener);
      const onAbort = () => listener.wake();
      signal.addEventListener('abort', onAbort);
      try {
        while (!signal.aborted && !closed) {
          if (listener.topics.size === 0) {
            const { promise, resolve } = Promise.withResolvers<void>();
            listener.wake = resolve;
            await promise;
            continue;
          }
          const topics = [...listener.topics];
          listener.topics.clear();
          yield { seq: listener.seq, topics };
        }
      } finally {
        signal.removeEventListener('abort', onAbort);
        listeners.delete(listener);
      }
    },
    close() {
      closed = true;
      for (const listener of listeners) listener.wake();
    },
  };
}
