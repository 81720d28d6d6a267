import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { listenToChanges } from './client.ts';
import { siteClient } from './queryClient.ts';
import { staleQuestions } from './topics.ts';

const gatherMs = 200;
/** A connection may be gone for this long before the person is told. */
const patienceMs = 1500;
let connected = true;
const listeners = new Set<() => void>();

let held = 0;

/** News wait while somebody leaves the desk: nothing is asked in the name of one who is gone. Answers with what ends it. */
export function holdChanges(): () => void {
  held += 1;
  return () => {
    held -= 1;
  };
}

/** Keeps every question on the screen fresh by the one live subscription, as long as the component stands. */
export function useLiveChanges(): void {
  const queryClient = useQueryClient();
  useEffect(() => startLive(queryClient), [queryClient]);
}

/** Whether news from the core arrive at this desk right now. */
export function useConnected(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => connected,
  );
}

/** Desks that were there before: what happened while another worked here is asked anew. */
const startedBefore = new WeakSet<QueryClient>();

function startLive(queryClient: QueryClient): () => void {
  if (startedBefore.has(queryClient)) void queryClient.invalidateQueries();
  startedBefore.add(queryClient);
  const topics = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const refresh = () => {
    timer = held > 0 ? setTimeout(refresh, gatherMs) : undefined;
    if (held > 0) return;
    const stale = staleQuestions([...topics]);
    topics.clear();
    const predicate = (query: { readonly queryKey: readonly unknown[] }) =>
      stale === null || stale.has(query.queryKey[0] as never);
    for (const client of [queryClient, siteClient]) void client.invalidateQueries({ predicate });
  };
  let lost: ReturnType<typeof setTimeout> | undefined;
  const say = (now: boolean) => {
    if (now === connected) return;
    connected = now;
    for (const listener of listeners) listener();
  };
  let hadGap = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let end: () => void = () => undefined;
  const listen = (): void => {
    end = listenToChanges({
      after: 0,
      onChange: (change) => {
        for (const topic of change.topics) topics.add(topic);
        timer ??= setTimeout(refresh, gatherMs);
      },
      onState: (now) => {
        clearTimeout(lost);
        if (!now) {
          hadGap = true;
          lost = setTimeout(() => say(false), patienceMs);
          return;
        }
        say(true);
        if (hadGap) for (const client of [queryClient, siteClient]) void client.invalidateQueries();
        hadGap = false;
      },
      // Begun again it is this desk's new session; what happened in between is asked for.
      onEnded: () => {
        hadGap = true;
        again = setTimeout(listen, gatherMs);
      },
    });
  };
  listen();
  return () => {
    clearTimeout(again);
    clearTimeout(timer);
    clearTimeout(lost);
    end();
  };
}
