import { useEffect } from 'react';
import { tell, useTold } from '../app/tell.ts';
import type { Notice } from '../app/tell.ts';
import { useWords } from '../app/language.tsx';
import { Button } from './Button.tsx';
import styles from './Notices.module.css';
import { RefusalLines } from './RefusalNotice.tsx';
import { ToneShape } from './StateTag.tsx';

const doneShownMs = 4000;

/** The corner where the app says what was done and what was refused. */
export function Notices() {
  const { notices } = useTold();
  return (
    <div className={styles.notices} role="log" aria-live="polite">
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
    <div className={styles.notice} data-kind={notice.kind}>
      <span className={styles.shape}>
        <ToneShape tone={notice.kind === 'done' ? 'good' : 'bad'} />
      </span>
      <div className={styles.text}>
        {notice.kind === 'done' ? notice.text : <RefusalLines refusal={notice.refusal} />}
      </div>
      <Button icon quiet size="small" aria-label={w.close} onClick={() => tell.forget(notice.key)}>
        ×
      </Button>
    </div>
  );
}
