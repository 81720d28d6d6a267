import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './client.ts';

const freshMs = 60_000;

/** The store of answers. Works without any network: the core stands on this machine or in this venue. */
export function makeQueryClient(): QueryClient {
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.refusal.code === 'signed-out') {
          void queryClient.invalidateQueries({ queryKey: ['site.state'] });
        }
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
  return queryClient;
}
