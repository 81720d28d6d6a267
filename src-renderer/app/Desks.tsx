import { QueryClientProvider } from '@tanstack/react-query';
import { Activity, lazy, Suspense, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { HashRouter } from 'react-router';
import type { UserId } from '#shared/contract/ids.ts';
import type { SiteState } from '#shared/contract/views/site.ts';
import { DeskHost } from './deskHost.ts';
import styles from './Desks.module.css';
import { PageGuard } from './PageGuard.tsx';
import { makeQueryClient } from './queryClient.ts';
import { SiteContext } from './session.tsx';
import { Starting } from './Starting.tsx';
import { tell } from './tell.ts';

const Frame = lazy(async () => ({ default: (await import('./Frame.tsx')).Frame }));

/** People whose work is kept at one desk while others use it. */
const keptPeople = 6;

/** A person's desk: the site as it answered them last. */
interface Kept {
  readonly userId: UserId;
  readonly site: SiteState;
}

/**
 * The desk of each person who works here, one after another: only the present one's is in the page. What another left
 * half-written waits outside of it, with answers of its own, until they are back; it goes when they sign out.
 */
export function Desks({ site, covered }: { readonly site: SiteState; readonly covered: boolean }) {
  const [kept, setKept] = useState<readonly Kept[]>([]);
  const { signedIn, locked } = site;
  const works = signedIn !== null && signedIn.claimed && !locked;
  const present = works ? { userId: signedIn.userId, site } : null;
  if (present !== null && kept[0]?.site !== site)
    setKept([present, ...kept.filter((one) => one.userId !== present.userId)].slice(0, keptPeople));
  // Who signs out leaves nothing behind; so do all when the site is another.
  const [whose, setWhose] = useState(signedIn?.userId ?? null);
  if (whose !== (signedIn?.userId ?? null)) {
    setWhose(signedIn?.userId ?? null);
    if (signedIn === null) setKept(kept.filter((one) => one.userId !== whose));
  }
  return kept.map((one) => (
    <Desk key={one.userId} site={one.site} present={!covered && one.userId === present?.userId} />
  ));
}

function Desk({ site, present }: { readonly site: SiteState; readonly present: boolean }) {
  const [queryClient] = useState(makeQueryClient);
  const [host] = useState(() => {
    const made = document.createElement('div');
    made.className = styles.host ?? '';
    made.dataset['desk'] = '';
    return made;
  });
  const slot = useRef<HTMLDivElement>(null);
  // The router reads the address when it is made: only once that of the one before is gone.
  const [open, setOpen] = useState(false);
  // Ant's dialogue does not survive being shown anew by `Activity`: with one open the desk waits as it is, out of the page.
  const hasDialogue = host.querySelector('[role=dialog]') !== null;
  /** Where in the app this person was. */
  const place = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (!present) return;
    if (place.current !== null) window.history.replaceState(null, '', place.current);
    slot.current?.append(host);
    setOpen(true);
    return () => {
      place.current = window.location.hash === '' ? '#/' : window.location.hash;
      host.remove();
      window.history.replaceState(null, '', '#/');
      tell.nothing();
    };
  }, [present, host]);
  return (
    <>
      <div ref={slot} className={styles.slot} hidden={!present} />
      {createPortal(
        <Activity mode={present || hasDialogue ? 'visible' : 'hidden'}>
          <QueryClientProvider client={queryClient}>
            <DeskHost value={host}>
              <SiteContext value={site}>
                {open && (
                  <HashRouter>
                    <PageGuard>
                      <Suspense fallback={<Starting quiet />}>
                        <Frame />
                      </Suspense>
                    </PageGuard>
                  </HashRouter>
                )}
              </SiteContext>
            </DeskHost>
          </QueryClientProvider>
        </Activity>,
        host,
      )}
    </>
  );
}
