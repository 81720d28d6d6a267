import { useState } from 'react';
import { useQuestion } from '../../app/api.tsx';
import { useCurrentBatch } from '../../app/currentBatch.tsx';
import { useWords } from '../../app/language.tsx';
import { dayTimeOf } from '../../app/time.ts';
import { Answered } from '../../parts/Answered.tsx';
import { Button } from '../../parts/Button.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Page } from '../../parts/Page.tsx';
import { printPaper } from '../../parts/printing.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { BatchId } from '#shared/contract/ids.ts';
import type { IncidentView } from '#shared/contract/views/incidents.ts';
import { IncidentDrawer } from './IncidentDrawer.tsx';
import { IncidentsPaper } from './IncidentsPaper.tsx';
import { MarkIncident } from './MarkIncident.tsx';
import { incidentTone } from './tones.ts';

/** 违纪与异常: one key marks, what happened is told later, a witness agrees. */
export function IncidentsPage() {
  const w = useWords('incidents');
  const { batch, loading } = useCurrentBatch();
  if (batch) return <OfBatch key={batch.batchId} batchId={batch.batchId} name={batch.name} />;
  return (
    <Page title={w.title}>{loading ? null : <EmptyState title={w.noBatch}>{w.noBatchHint}</EmptyState>}</Page>
  );
}

function OfBatch({ batchId, name }: { readonly batchId: BatchId; readonly name: string }) {
  const w = useWords('incidents');
  const question = useQuestion('incidents.list', { batchId });
  const rows = question.data ?? [];
  const count = (state: IncidentView['state']) => rows.filter((row) => row.state === state).length;
  return (
    <Page
      title={w.title}
      sub={w.sub({ batch: name, total: rows.length, open: count('open'), waiting: count('described') })}
      actions={
        <Button
          onClick={() =>
            void printPaper({ title: w.paper.title, sub: name, content: <IncidentsPaper rows={rows} /> })
          }
        >
          {w.print}
        </Button>
      }
    >
      <MarkIncident batchId={batchId} />
      <Answered question={question}>{(all) => <List rows={all} />}</Answered>
    </Page>
  );
}

function List({ rows }: { readonly rows: readonly IncidentView[] }) {
  const w = useWords('incidents');
  const [openId, setOpenId] = useState<string | null>(null);
  const open = rows.find((row) => row.incidentId === openId) ?? null;
  return (
    <div>
      <DataTable
        name={w.table}
        rows={rows}
        rowKey={(row) => row.incidentId}
        onOpen={(row) => setOpenId(row.incidentId)}
        empty={<EmptyState title={w.none}>{w.noneHint}</EmptyState>}
        columns={[
          { key: 'at', title: w.at, width: 160, text: (row) => dayTimeOf(row.at) },
          {
            key: 'room',
            title: w.room,
            width: 140,
            choices: true,
            text: (row) => row.roomName ?? w.markElsewhere,
          },
          {
            key: 'kind',
            title: w.kind,
            width: 110,
            choices: true,
            text: (row) => (row.told === null ? '—' : w.kinds[row.told.kind]),
          },
          {
            key: 'text',
            title: w.text,
            text: (row) => (row.hidden ? w.hidden : (row.told?.whatHappened ?? w.notTold)),
          },
          {
            key: 'touched',
            title: w.touched,
            width: 160,
            text: (row) =>
              row.told?.touched.map((one) => one.name ?? one.ticketNumber ?? '—').join(' ') ?? '',
          },
          { key: 'by', title: w.markedBy, width: 110, text: (row) => row.markedBy },
          {
            key: 'state',
            title: w.state,
            width: 140,
            choices: true,
            text: (row) => w.states[row.state],
            cell: (row) => <StateTag tone={incidentTone[row.state]}>{w.states[row.state]}</StateTag>,
          },
        ]}
      />
      {open && <IncidentDrawer key={open.incidentId} row={open} onClose={() => setOpenId(null)} />}
    </div>
  );
}
