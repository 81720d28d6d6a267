import { useEffect, useState } from 'react';
import type { CoreState } from '#shared/contract/desktop.ts';
import { RefusalLines } from '../parts/RefusalNotice.tsx';
import { words as partWords } from '../parts/words.ts';
import type { ApiError } from './client.ts';
import { words } from './appWords.ts';
import { desktop } from './desktop.ts';
import { useWords } from './words.tsx';

interface StartingProps {
  readonly error?: ApiError | null;
  /** Between two pages: the quiet page colour, and words only for who hears the page. */
  readonly quiet?: boolean;
  onTryAgain?(): void;
}

const unreachable = { code: 'site-unreachable', facts: {} };

/** Shown until the site has answered: that it is being opened, or why it does not open. */
export function Starting(props: StartingProps) {
  const w = useWords(words);
  const parts = useWords(partWords);
  const core = useCoreState();
  if (props.quiet) {
    return (
      <main className="plain-page" aria-busy="true">
        <h1 className="off-screen">{parts.loading}</h1>
      </main>
    );
  }
  const refused = core?.kind === 'refused' || core?.kind === 'stopped';
  const text = refused ? w.stopped : core?.kind === 'restarting' ? w.restarting : w.starting;
  return (
    <main className="plain-page">
      <div style={{ display: 'grid', justifyItems: 'center', gap: 18, textAlign: 'center' }}>
        <span className="seal seal-large" aria-hidden="true">
          考
        </span>
        {props.error || core?.kind === 'refused' ? (
          <div role="alert" style={{ maxWidth: 520 }}>
            <h1 className="off-screen">{w.title}</h1>
            <RefusalLines refusal={core?.kind === 'refused' ? core : (props.error?.refusal ?? unreachable)} />
          </div>
        ) : (
          <div role="status">
            <h1 style={{ font: '600 18px/1.4 var(--serif)' }}>{text}</h1>
          </div>
        )}
        {(props.error || refused) && (
          <button
            type="button"
            className="button button-primary"
            onClick={() => {
              void desktop()?.retryCore();
              props.onTryAgain?.();
            }}
          >
            {props.error && !refused ? parts.tryAgain : w.startAgain}
          </button>
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
