import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useLayoutEffect, useState } from 'react';
import type { SetUpFacts } from '../pages/start/setUpFacts.ts';
import type { SiteState } from '#shared/contract/views/site.ts';
import { Notices } from '../parts/Notices.tsx';
import { useQuestion } from './api.tsx';
import { listenForBadges, useBadgeScans } from './badgeScans.ts';
import { setDeskPerson } from './client.ts';
import { Desks } from './Desks.tsx';
import { PageGuard } from './PageGuard.tsx';
import { siteClient } from './queryClient.ts';
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
const LockedDesk = lazy(async () => ({
  default: (await import('../pages/start/LockedDesk.tsx')).LockedDesk,
}));
const BadgeCover = lazy(async () => ({
  default: (await import('../pages/start/BadgeCover.tsx')).BadgeCover,
}));

/** The whole page: which of the start pages or desks is shown follows from the site's state. */
export function App() {
  return (
    <QueryClientProvider client={siteClient}>
      <LanguageProvider>
        <PageGuard>
          <Suspense fallback={<Starting quiet />}>
            <Gate />
          </Suspense>
        </PageGuard>
        <Notices />
      </LanguageProvider>
    </QueryClientProvider>
  );
}

function Gate() {
  const state = useQuestion('site.state', {});
  const [setUp, setSetUp] = useState<SetUpFacts | null>(null);
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
      ) : (
        <OpenSite key={String(site.demo)} site={site} />
      )}
    </SiteContext>
  );
}

/** Whoever works at this desk, one after another, and what stands before it while nobody does. */
function OpenSite({ site }: { readonly site: SiteState }) {
  const [badge, setBadge] = useState<string | null>(null);
  useBadgeScans(setBadge, !site.demo);
  useEffect(listenForBadges, []);
  const person = site.signedIn?.userId ?? null;
  useLayoutEffect(() => {
    setDeskPerson(person);
    return () => setDeskPerson(null);
  }, [person]);
  return (
    <>
      {/* A desk on its way must not take those with it that wait. */}
      <Desks site={site} covered={badge !== null} />
      <Suspense fallback={<Starting quiet />}>
        {badge !== null ? (
          <BadgeCover key={badge} token={badge} onClose={() => setBadge(null)} />
        ) : site.locked ? (
          <LockedDesk />
        ) : site.signedIn === null ? (
          <SignInPage />
        ) : (
          !site.signedIn.claimed && <ClaimPage />
        )}
      </Suspense>
    </>
  );
}
