import { useEffect } from 'react';
import { tell, useTold } from '../app/tell.ts';
import type { Notice } from '../app/tell.ts';
import { useWords } from '../app/language.tsx';
import { RefusalLines } from './RefusalNotice.tsx';
import { ToneShape } from './StateTag.tsx';

const doneShownMs = 4000;

/** The corner where the app says what was done and what was refused. */
export function Notices() {
  const { notices } = useTold();
  return (
    <div className="notices" role="log" aria-live="polite">
      {notices.map((notice) => (
        <NoticeLine key={notice.key} notice={notice} />
      ))}
    </div>
  );
}

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const w = useWords('parts');
  useEffect(() => {
    if (notice.kind !== 'done') return;
    const timer = setTimeout(() => tell.forget(notice.key), doneShownMs);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className={notice.kind === 'done' ? 'notice' : 'notice notice-refusal'}>
      <span style={{ paddingTop: 2 }}>
        <ToneShape tone={notice.kind === 'done' ? 'good' : 'bad'} />
      </span>
      <div className="notice-text">
        {notice.kind === 'done' ? notice.text : <RefusalLines refusal={notice.refusal} />}
      </div>
      <button
        type="button"
        className="notice-close"
        aria-label={w.close}
        onClick={() => tell.forget(notice.key)}
      >
        ×
      </button>
    </div>
  );
}
