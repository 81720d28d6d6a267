import { useEffect, useState } from 'react';
import type { FootLine as FootFacts } from '#shared/contract/views/site.ts';
import { say } from '#shared/words/words.ts';
import { useQuestion } from './api.tsx';
import { useConnected } from './live.ts';
import { useMe, useSite } from './session.tsx';
import { bytesText, clockOf } from './time.ts';
import { useWords } from './language.tsx';
import text from '../parts/text.module.css';
import styles from './FootLine.module.css';

const askAgainMs = 20_000;

/** The line at the foot: mode, time and its source, ledger head, outbox, disk, who is signed in. */
export function FootLine() {
  const w = useWords('app');
  const common = useWords('common');
  const me = useMe();
  const site = useSite();
  const connected = useConnected();
  const foot = useQuestion('site.foot', {}, { everyMs: askAgainMs });
  const facts = foot.data;
  return (
    <footer className={styles.line} aria-label={w.foot.label}>
      {connected ? (
        <span>{facts ? say(w.foot.modes[facts.mode], { desks: facts.desks }) : '—'}</span>
      ) : (
        <span className={styles.offline} role="alert">
          {w.foot.offline}
        </span>
      )}
      {facts && (
        <>
          <Clock facts={facts} receivedAt={foot.dataUpdatedAt} />
          <span className={text.mono}>
            {w.foot.ledger({ size: facts.ledgerSize, head: facts.ledgerHead })}
          </span>
          <span>{w.foot.outbox({ count: facts.outboxWaiting })}</span>
          <span>{w.foot.disk({ free: bytesText(facts.diskFreeBytes) })}</span>
        </>
      )}
      <span className={styles.space} />
      <span>{w.foot.version({ version: site.softwareVersion })}</span>
      <span>
        {me.displayName}
        {me.roles[0] ? ` · ${common.roles[me.roles[0]]}` : ''}
      </span>
    </footer>
  );
}

/** The host's time, going on between two answers. */
function Clock({ facts, receivedAt }: { readonly facts: FootFacts; readonly receivedAt: number }) {
  const w = useWords('app');
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const hostNow = new Date(facts.now).getTime() + Math.max(0, now - receivedAt);
  return <span>{w.foot.time({ time: clockOf(hostNow), source: w.foot.sources[facts.timeSource] })}</span>;
}
