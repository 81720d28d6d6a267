import { useCurrentBatch } from '../../app/currentBatch.tsx';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import layout from '../../parts/layout.module.css';
import { Block, Page } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { BatchId } from '#shared/contract/ids.ts';
import type { ReportsView } from '#shared/contract/views/results.ts';
import { EarlierPackages } from './EarlierPackages.tsx';
import { JobProgress } from './JobProgress.tsx';
import { PackagePanel } from './PackagePanel.tsx';
import { Behind } from './Behind.tsx';
import { Preflight } from './Preflight.tsx';
import { ReadReceiptButton } from './ReadReceiptButton.tsx';
import { SealButton } from './SealButton.tsx';
import styles from './reports.module.css';
import { useSealing } from './useSealing.ts';

/** 结果报送: preflight, seal, deliver, receipt. */
export function ReportsPage() {
  const w = useWords('packages');
  const { batch, loading } = useCurrentBatch();
  if (batch) return <OfBatch key={batch.batchId} batchId={batch.batchId} name={batch.name} />;
  return (
    <Page title={w.title}>{loading ? null : <EmptyState title={w.noBatch}>{w.noBatchHint}</EmptyState>}</Page>
  );
}

const dueTone = { done: 'good', near: 'warn', missed: 'bad' } as const;

function OfBatch({ batchId, name }: { readonly batchId: BatchId; readonly name: string }) {
  const w = useWords('packages');
  const question = useQuestion('reports.view', { batchId });
  const running = question.data?.job != null && question.data.job.failed === null;
  // News of a job come by the live subscription; asking as well keeps the numbers moving when it is interrupted.
  useQuestion('reports.view', { batchId }, { enabled: running, everyMs: 1500 });
  const due = question.data?.due;
  const dueStates: Readonly<Record<string, string>> = w.dueStates;
  const tones: Readonly<Record<string, 'good' | 'warn' | 'bad'>> = dueTone;
  return (
    <Page
      title={w.title}
      sub={
        due && (
          <>
            {due.day === null ? w.subNoDay({ batch: name }) : w.sub({ batch: name, day: due.day })}{' '}
            <StateTag tone={tones[due.state] ?? 'idle'}>{dueStates[due.state] ?? due.state}</StateTag>
          </>
        )
      }
      actions={<ReadReceiptButton />}
    >
      <Answered question={question}>{(view) => (view ? <Whole view={view} /> : null)}</Answered>
    </Page>
  );
}

function Whole({ view }: { readonly view: ReportsView }) {
  const w = useWords('packages');
  const centre = useQuestion('reports.centre', {});
  const sealing = useSealing(view);
  const [current, ...earlier] = view.packages.toSorted((a, b) => b.revision - a.revision);
  const mayBegin = current === undefined || current.state === 'returned';
  return (
    <div className={styles.whole}>
      <div className={layout.column}>
        <Preflight lines={view.preflight} />
        <Behind behind={view.behind} />
        {mayBegin && (
          <SealButton view={view} revision={(current?.revision ?? 0) + 1} onAsked={sealing.expect} />
        )}
        {centre.data && (
          <p className={styles.centre}>
            <strong>{w.centre}</strong>{' '}
            {centre.data.enrolled
              ? `${centre.data.centreId ?? ''} · ${w.keys({ version: centre.data.keysVersion, expires: centre.data.keysExpire?.slice(0, 10) })}`
              : w.notEnrolled}
          </p>
        )}
      </div>
      <div className={layout.column}>
        {view.job && <JobProgress job={view.job} onAgain={sealing.goOn} />}
        {current ? (
          <PackagePanel view={current} job={view.job} centre={centre.data ?? null} onSeal={sealing.goOn} />
        ) : (
          <Block>
            <EmptyState title={w.sealHere}>{w.sealHereHint}</EmptyState>
          </Block>
        )}
        {earlier.length > 0 && <EarlierPackages packages={earlier} />}
      </div>
    </div>
  );
}
