import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { useCurrentBatch } from '../../app/currentBatch.tsx';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Page } from '../../parts/Page.tsx';
import type { BatchId } from '#shared/contract/ids.ts';
import { Comparison } from './Comparison.tsx';
import { Differences } from './Differences.tsx';
import { EntryGrid } from './EntryGrid.tsx';
import { MarkImport } from './MarkImport.tsx';
import { StateCounts } from './StateCounts.tsx';
import { Substitutions } from './Substitutions.tsx';
import styles from './theory.module.css';

/** 理论成绩: double entry, differences, machine file and its comparison, substitutions. */
export function TheoryPage() {
  const w = useWords('theory');
  const { batch, loading } = useCurrentBatch();
  if (batch) return <OfBatch key={batch.batchId} batchId={batch.batchId} name={batch.name} />;
  return (
    <Page title={w.title}>{loading ? null : <EmptyState title={w.noBatch}>{w.noBatchHint}</EmptyState>}</Page>
  );
}

function OfBatch({ batchId, name }: { readonly batchId: BatchId; readonly name: string }) {
  const w = useWords('theory');
  const [address, setAddress] = useSearchParams();
  const grid = useQuestion('theory.grid', { batchId });
  const substitutions = useQuestion('theory.substitutions', { batchId });
  const comparisons = useQuestion('theory.comparisons', { batchId });
  const files = comparisons.data ?? [];
  const rows = grid.data ?? [];
  const scored = rows.filter((row) => row.scoreHundredths !== null || row.state === 'absent').length;
  const differing = rows.filter((row) => row.state === 'differs').length;
  const due = files.reduce((sum, file) => sum + file.due.length, 0);
  const waiting = (substitutions.data ?? []).filter((row) => row.state === 'open').length;
  return (
    <Page title={w.title} sub={w.sub({ batch: name, total: rows.length, scored })}>
      <Answered question={grid}>
        {(all) => (
          <div>
            <StateCounts rows={all} />
            <Tabs
              activeKey={address.get('tab') ?? 'grid'}
              onChange={(tab) => setAddress({ tab }, { replace: true })}
              destroyOnHidden
              items={[
                { key: 'grid', label: w.tabs.grid, children: <EntryGrid rows={all} /> },
                {
                  key: 'differs',
                  label: <Counted label={w.tabs.differs} count={differing} />,
                  children: <Differences rows={all} />,
                },
                {
                  key: 'import',
                  label: w.tabs.import,
                  children: <MarkImport batchId={batchId} onCompare={() => setAddress({ tab: 'compare' })} />,
                },
                {
                  key: 'compare',
                  label: <Counted label={w.tabs.compare} count={due} />,
                  children: <Comparison files={files} />,
                },
                {
                  key: 'substitutions',
                  label: <Counted label={w.tabs.substitutions} count={waiting} />,
                  children: <Substitutions batchId={batchId} rows={substitutions.data ?? []} />,
                },
              ]}
            />
          </div>
        )}
      </Answered>
    </Page>
  );
}

function Counted({ label, count }: { readonly label: string; readonly count: number }) {
  return (
    <span>
      {label}
      {count > 0 && <span className={styles.tabCount}>{count}</span>}
    </span>
  );
}
