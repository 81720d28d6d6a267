import { useEffect, useState } from 'react';
import { refusalOf } from '#shared/contract/refusal.ts';
import type { CoreState } from '#shared/contract/desktop.ts';
import { Button } from '../parts/Button.tsx';
import { RefusalLines } from '../parts/RefusalNotice.tsx';
import { Seal } from '../parts/Seal.tsx';
import text from '../parts/text.module.css';
import type { ApiError } from './client.ts';
import { desktop } from './desktop.ts';
import { useWords } from './language.tsx';
import styles from './Starting.module.css';

interface StartingProps {
  readonly error?: ApiError | null;
  /** Between two pages: the quiet page colour, and words only for who hears the page. */
  readonly quiet?: boolean;
  onTryAgain?(): void;
}

const unreachable = refusalOf('site-unreachable');

/** Shown until the site has answered: that it is being opened, or why it does not open. */
export function Starting(props: StartingProps) {
  const w = useWords('app');
  const parts = useWords('parts');
  const core = useCoreState();
  if (props.quiet) {
    return (
      <main className={styles.page} aria-busy="true">
        <h1 className={text.offScreen}>{parts.loading}</h1>
      </main>
    );
  }
  const refused = core?.kind === 'refused' || core?.kind === 'stopped';
  const title = refused ? w.stopped : core?.kind === 'restarting' ? w.restarting : w.starting;
  return (
    <main className={styles.page}>
      <div className={styles.words}>
        <Seal large />
        {props.error || core?.kind === 'refused' ? (
          <div role="alert" className={styles.refusal}>
            <h1 className={text.offScreen}>{w.title}</h1>
            <RefusalLines refusal={core?.kind === 'refused' ? core : (props.error?.refusal ?? unreachable)} />
          </div>
        ) : (
          <div role="status">
            <h1>{title}</h1>
          </div>
        )}
        {(props.error || refused) && (
          <Button
            kind="primary"
            onClick={() => {
              void desktop()?.retryCore();
              props.onTryAgain?.();
            }}
          >
            {props.error && !refused ? parts.tryAgain : w.startAgain}
          </Button>
        )}
      </div>
    </main>
  );
}

function useCoreState(): CoreState | null {
  const [state, setState] = useState<CoreState | null>(null);
  useEffect(() => {
    const host = desktop();
    if (!host) return;
    void host.coreState().then(setState);
    return host.onCoreState(setState);
  }, []);
  return state;
}
