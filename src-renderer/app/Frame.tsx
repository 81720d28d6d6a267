import { Suspense, useEffect } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { EmptyState } from '../parts/EmptyState.tsx';
import { PrintHost } from '../parts/printing.tsx';
import { SecondPersonHost } from '../parts/SecondPerson.tsx';
import text from '../parts/text.module.css';
import { AnswerNews } from './AnsweredList.tsx';
import { AntdProvider } from './AntdProvider.tsx';
import { CurrentBatchProvider } from './currentBatch.tsx';
import { FootLine } from './FootLine.tsx';
import styles from './Frame.module.css';
import { useLiveChanges } from './live.ts';
import { homeOf, menu } from './menu.ts';
import type { MenuEntry } from './menu.ts';
import { pages } from './pages.ts';
import { PageGuard } from './PageGuard.tsx';
import { useMay, useMe, useSite } from './session.tsx';
import { SideMenu } from './SideMenu.tsx';
import { tell } from './tell.ts';
import { TopBar } from './TopBar.tsx';
import { useFocusReturn } from './useFocusReturn.ts';
import { useIdleLock } from './useIdleLock.ts';
import { useWords } from './language.tsx';

/** The desk of someone who is signed in: menu, top bar, page, foot line. */
export function Frame() {
  const w = useWords('app');
  const me = useMe();
  const site = useSite();
  const { pathname } = useLocation();
  useEffect(() => tell.pageLeft, [pathname]);
  useLiveChanges();
  useFocusReturn();
  useIdleLock(site.demo ? null : site.idleMinutes);
  return (
    <AntdProvider>
      <CurrentBatchProvider>
        <div className={styles.frame}>
          <TopBar />
          <SideMenu />
          <main className={styles.main} id="main" tabIndex={-1}>
            <PageGuard place={pathname}>
              <Suspense fallback={<Opening />}>
                <Routes>
                  {menu.map((entry) => (
                    <Route key={entry.key} path={`/${entry.key}/*`} element={<RolePage entry={entry} />} />
                  ))}
                  <Route path="/" element={<Navigate to={homeOf(me.roles)} replace />} />
                  <Route path="*" element={<EmptyState alone title={w.notFound} />} />
                </Routes>
              </Suspense>
            </PageGuard>
          </main>
          <FootLine />
        </div>
        <SecondPersonHost />
        <AnswerNews />
        <PrintHost />
      </CurrentBatchProvider>
    </AntdProvider>
  );
}

/** Stands in the place of a page whose program is still on its way. */
function Opening() {
  const parts = useWords('parts');
  return (
    <div aria-busy="true">
      <h1 className={text.offScreen}>{parts.loading}</h1>
    </div>
  );
}

function RolePage({ entry }: { readonly entry: MenuEntry }) {
  const common = useWords('common');
  const may = useMay(entry.roles);
  const { page: PageOfEntry } = pages[entry.key];
  return may ? (
    <PageOfEntry />
  ) : (
    <EmptyState alone title={common.notForYou.title}>
      {common.notForYou.text}
    </EmptyState>
  );
}
