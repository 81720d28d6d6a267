import type { Refusal } from '#shared/contract/refusal.ts';
import type { LedgerVerdict } from '#shared/contract/views/results.ts';
import type { Words } from '#shared/words/words.ts';
import { useState } from 'react';
import { ask, ApiError } from '../../app/client.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { HashText } from '../../parts/HashText.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import text from '../../parts/text.module.css';
import styles from './ledger.module.css';

interface Verification {
  readonly busy: boolean;
  readonly verdict: LedgerVerdict | null;
  readonly refusal: Refusal | null;
  start(): void;
  hide(): void;
}

/** Asks the core to verify the whole ledger, each time anew. */
export function useVerification(): Verification {
  const [busy, setBusy] = useState(false);
  const [verdict, setVerdict] = useState<LedgerVerdict | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const start = async () => {
    setBusy(true);
    setVerdict(null);
    setRefusal(null);
    try {
      setVerdict(await ask('ledger.verify', {}));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefusal(error.refusal);
    } finally {
      setBusy(false);
    }
  };
  return { busy, verdict, refusal, start: () => void start(), hide: () => setVerdict(null) };
}

/** What the verification found, with the numbers to compare. */
export function VerdictBlock({ verification }: { readonly verification: Verification }) {
  const w = useWords('ledger');
  const { verdict, refusal } = verification;
  if (refusal) return <RefusalNotice refusal={refusal} />;
  if (!verdict) return null;
  const { tables, pages } = verdict;
  const found = verdict.ok ? w.verdict.ok({ rows: verdict.rows }) : faultOf(verdict, w);
  return (
    <section className={styles.verdict} data-ok={verdict.ok} role="status">
      <header>
        <StateTag tone={verdict.ok ? 'good' : 'bad'}>{found}</StateTag>
        <span className={styles.note}>{w.verdict.took({ ms: verdict.tookMs })}</span>
        <Button size="small" quiet onClick={verification.hide}>
          {w.verdict.close}
        </Button>
      </header>
      {!pages.ok && <p>{w.verdict.pagesBrokenText}</p>}
      {!verdict.ok && pages.ok && (
        <p>
          {tables ? w.verdict.tablesBrokenText : w.verdict.brokenText}{' '}
          <span className={text.mono}>{tables ? tables.differing.join(' ') : verdict.failure?.code}</span>
        </p>
      )}
      <dl>
        <div>
          <dt>{w.verdict.shortForm}</dt>
          <dd className={classes(text.mono, styles.shortForm)}>{verdict.lastCheckpointShortForm ?? '—'}</dd>
        </div>
        <div>
          <dt>{w.verdict.checkpoints}</dt>
          <dd>{verdict.checkpoints}</dd>
        </div>
        <div>
          <dt>{w.verdict.tables}</dt>
          <dd>
            {tables === null
              ? w.verdict.tablesUnknown
              : tables.match
                ? w.verdict.tablesMatch
                : w.verdict.tablesDiffer}
          </dd>
        </div>
        <div>
          <dt>{w.verdict.pages}</dt>
          <dd>
            {pages.ok
              ? w.verdict.pagesRead({ pages: pages.pages, freePages: pages.freePages })
              : w.verdict.pagesBroken({ faults: pages.faults })}
          </dd>
        </div>
        <div>
          <dt>{w.verdict.head}</dt>
          <dd>
            <HashText hash={verdict.head} digits={20} />
          </dd>
        </div>
        <div>
          <dt>{w.verdict.root}</dt>
          <dd>
            <HashText hash={verdict.treeRoot} digits={20} />
          </dd>
        </div>
      </dl>
      <p className={styles.note}>{w.verdict.shortFormHint}</p>
    </section>
  );
}

function faultOf({ pages, tables, failure }: LedgerVerdict, w: Words<'ledger'>): string {
  if (!pages.ok) return w.verdict.pagesBroken({ faults: pages.faults });
  return tables ? w.verdict.tablesBroken : w.verdict.broken({ seq: failure?.seq ?? 0 });
}
