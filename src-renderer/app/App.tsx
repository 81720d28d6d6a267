import { QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { HashRouter } from 'react-router';
import type { SetUpFacts } from '../pages/start/setUpFacts.ts';
import type { SiteState } from '#shared/contract/views/site.ts';
import { Notices } from '../parts/Notices.tsx';
import { useQuestion } from './api.tsx';
import { PageGuard } from './PageGuard.tsx';
import { makeQueryClient } from './queryClient.ts';
import { SiteContext } from './session.tsx';
import { Starting } from './Starting.tsx';
import { LanguageProvider } from './language.tsx';

const StartPage = lazy(async () => ({ default: (await import('../pages/start/StartPage.tsx')).StartPage }));
const RecoverySheetPage = lazy(async () => ({
  default: (await import('../pages/start/RecoverySheetPage.tsx')).RecoverySheetPage,
}));
const UnlockPage = lazy(async () => ({
  default: (await import('../pages/start/UnlockPage.tsx')).UnlockPage,
}));
const SignInPage = lazy(async () => ({
  default: (await import('../pages/start/SignInPage.tsx')).SignInPage,
}));
const ClaimPage = lazy(async () => ({ default: (await import('../pages/start/ClaimPage.tsx')).ClaimPage }));
const Frame = lazy(async () => ({ default: (await import('./Frame.tsx')).Frame }));

/** The whole page: which of the start pages or desks is shown follows from the site's state. */
export function App() {
  const [queryClient] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <LanguageProvider>
        <HashRouter>
          <PageGuard>
            <Suspense fallback={<Starting quiet />}>
              <Gate />
            </Suspense>
          </PageGuard>
        </HashRouter>
        <Notices />
      </LanguageProvider>
    </QueryClientProvider>
  );
}

/** Answers that were given to one person are gone, once their screens are, before another sees the page. */
function useForgetting(site: SiteState | undefined): void {
  const queryClient = useQueryClient();
  const whose =
    site &&
    `${site.phase} ${String(site.demo)} ${site.signedIn?.userId ?? ''} ${String(site.signedIn?.claimed)}`;
  useEffect(
    () => () => {
      if (whose === undefined) return;
      void queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'site.state' });
    },
    [queryClient, whose],
  );
}

function Gate() {
  const state = useQuestion('site.state', {});
  const [setUp, setSetUp] = useState<SetUpFacts | null>(null);
  useForgetting(state.data);
  if (!state.data) return <Starting error={state.error} onTryAgain={() => void state.refetch()} />;
  const site = state.data;
  return (
    <SiteContext value={site}>
      {setUp ? (
        <RecoverySheetPage facts={setUp} onDone={() => setSetUp(null)} />
      ) : site.phase === 'empty' ? (
        <StartPage onSetUp={setSetUp} />
      ) : site.phase === 'locked' ? (
        <UnlockPage />
      ) : site.signedIn === null ? (
        <SignInPage />
      ) : !site.signedIn.claimed ? (
        <ClaimPage />
      ) : (
        <Frame />
      )}
    </SiteContext>
  );
}
