import { useState } from 'react';
import { useCurrentBatch } from '../../app/currentBatch.tsx';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Page } from '../../parts/Page.tsx';
import type { BatchId } from '#shared/contract/ids.ts';
import { Explanation } from './Explanation.tsx';
import { FreezeButton } from './FreezeButton.tsx';
import { Overview } from './Overview.tsx';
import { PrintListButton } from './PrintListButton.tsx';
import { PublicationButton } from './PublicationButton.tsx';
import { ResultsTable } from './ResultsTable.tsx';
import { Stages } from './Stages.tsx';

/** 成绩与公示: the table with its sources, freezing by two people, publication. */
export function ResultsPage() {
  const w = useWords('results');
  const { batch, loading } = useCurrentBatch();
  if (batch) return <OfBatch key={batch.batchId} batchId={batch.batchId} name={batch.name} />;
  return (
    <Page title={w.title}>{loading ? null : <EmptyState title={w.noBatch}>{w.noBatchHint}</EmptyState>}</Page>
  );
}

function OfBatch({ batchId, name }: { readonly batchId: BatchId; readonly name: string }) {
  const w = useWords('results');
  const question = useQuestion('results.table', { batchId });
  const [openId, setOpenId] = useState<string | null>(null);
  const table = question.data ?? null;
  const open = table?.rows.find((row) => row.enrolmentId === openId) ?? null;
  return (
    <Page
      fill
      title={w.title}
      sub={w.sub({ batch: name })}
      actions={
        table &&
        table.rows.length > 0 && (
          <>
            <PrintListButton table={table} batchName={name} />
            <PublicationButton table={table} />
            <FreezeButton table={table} />
          </>
        )
      }
    >
      <Answered question={question}>
        {(answer) =>
          answer === null || answer.rows.length === 0 ? (
            <EmptyState title={w.none}>{w.noneHint}</EmptyState>
          ) : (
            <>
              <Overview table={answer} />
              <Stages table={answer} />
              <ResultsTable rows={answer.rows} onOpen={(row) => setOpenId(row.enrolmentId)} />
            </>
          )
        }
      </Answered>
      {open && <Explanation key={open.enrolmentId} row={open} onClose={() => setOpenId(null)} />}
    </Page>
  );
}
