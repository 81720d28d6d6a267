import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './client.ts';

const freshMs = 60_000;

/** Refusals by which a page learns that its person is not at the desk any more. */
const deskLost: ReadonlySet<string> = new Set(['signed-out', 'desk-locked', 'desk-changed']);

/** Asks again who is at this desk, when a refusal says that it is not who the page thinks. */
export function noteDeskLost(code: string): void {
  if (deskLost.has(code)) askWhoIsHere();
}

/** Asks again who is at this desk. */
export function askWhoIsHere(): void {
  void siteClient.invalidateQueries({ queryKey: ['site.state'] });
}

/** The store of answers. Works without any network: the core stands on this machine or in this venue. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError) noteDeskLost(error.refusal.code);
      },
    }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: freshMs,
        refetchOnWindowFocus: true,
        retry: (failures, error) => error instanceof ApiError && error.kind === 'unreachable' && failures < 4,
        retryDelay: (failures) => Math.min(500 * 2 ** failures, 4000),
      },
    },
  });
}

/** Holds who is at this desk and where the site stands, whoever works here; each person's answers are their own (`Desks.tsx`). */
export const siteClient = makeQueryClient();
