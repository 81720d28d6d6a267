import { useNavigate, useParams } from 'react-router';
import type { BatchId } from '#shared/contract/ids.ts';
import type { BatchDetail } from '#shared/contract/views/preparation.ts';
import { useCurrentBatch } from '../../app/currentBatch.tsx';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { Button } from '../../parts/Button.tsx';
import { deadlineSteps } from '../../parts/deadlineSteps.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import layout from '../../parts/layout.module.css';
import { Block, Page } from '../../parts/Page.tsx';
import { printPaper } from '../../parts/printing.tsx';
import { ReadinessList } from '../../parts/ReadinessList.tsx';
import { readinessText } from '../../parts/readinessText.ts';
import { Ribbon } from '../../parts/Ribbon.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import { PlainTable } from '../../parts/TableTools.tsx';
import styles from './batches.module.css';
import { batchTones } from './BatchList.tsx';
import { BatchRulesBlock } from './BatchRulesBlock.tsx';
import { Approvers } from './Approvers.tsx';
import { PlanRecord } from './PlanRecord.tsx';
import { Rubrics } from './Rubrics.tsx';

/** One batch: readiness, deadlines, plan, rules, rubrics. */
export function BatchDetailPage() {
  const w = useWords('batches');
  const { batchId } = useParams();
  const batch = useQuestion('batches.one', { batchId: batchId as BatchId });
  return (
    <Answered question={batch}>
      {(detail) => (detail ? <Detail batch={detail} /> : <EmptyState alone title={w.detail.notFound} />)}
    </Answered>
  );
}

function Detail({ batch }: { readonly batch: BatchDetail }) {
  const w = useWords('batches');
  const common = useWords('common');
  const navigate = useNavigate();
  const current = useCurrentBatch();
  const inUse = current.batch?.batchId === batch.batchId;
  const printReadiness = () =>
    void printPaper({
      title: w.detail.readiness,
      sub: `${batch.batchNo} ${batch.name}`,
      content: (
        <PlainTable
          headings={[w.detail.readiness, w.list.state, '']}
          cells={batch.readiness.map((line) => [
            common.readiness[line.code],
            common.readinessStates[line.state],
            readinessText(line, common),
          ])}
        />
      ),
    });
  return (
    <Page
      title={batch.name}
      sub={
        <>
          {batch.batchNo} ·{' '}
          {batch.firstDay === batch.lastDay ? batch.firstDay : `${batch.firstDay} – ${batch.lastDay}`} ·{' '}
          <StateTag tone={batchTones[batch.state]}>{common.batchStates[batch.state]}</StateTag>
        </>
      }
      actions={
        <>
          <Button onClick={() => void navigate('/batches')}>{w.detail.all}</Button>
          <Button kind="primary" disabled={inUse} onClick={() => current.choose(batch.batchId)}>
            {inUse ? w.detail.inUse : w.detail.use}
          </Button>
        </>
      }
    >
      <Block title={w.detail.deadlines}>
        <Ribbon label={w.detail.deadlines} steps={deadlineSteps(batch.deadlines, common)} />
      </Block>
      <div className={styles.columns}>
        <div className={layout.column}>
          <Rubrics batch={batch} />
          <BatchRulesBlock batch={batch} />
        </div>
        <div className={layout.column}>
          <Block
            title={w.detail.readiness}
            flush
            actions={
              <Button size="small" onClick={printReadiness}>
                {w.detail.printReadiness}
              </Button>
            }
          >
            <ReadinessList lines={batch.readiness} label={w.detail.readiness} />
          </Block>
          <PlanRecord batch={batch} />
          <Approvers batch={batch} />
        </div>
      </div>
    </Page>
  );
}
