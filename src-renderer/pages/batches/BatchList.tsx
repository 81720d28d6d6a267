import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { BatchState, BatchSummary } from '#shared/contract/views/preparation.ts';
import { managers } from '#shared/domain/roles.ts';
import { useQuestion } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { Button } from '../../parts/Button.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import type { Column } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Page } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { Tone } from '../../parts/StateTag.tsx';

/** How a batch's state looks. */
export const batchTones: Readonly<Record<BatchState, Tone>> = {
  preparing: 'idle',
  planDue: 'warn',
  planSubmitted: 'info',
  running: 'good',
  finished: 'info',
  publishing: 'info',
  sealed: 'warn',
  reported: 'info',
  accepted: 'good',
  returned: 'bad',
};

/** All batches of the site with their states. */
export function BatchList() {
  const w = useWords('batches');
  const navigate = useNavigate();
  const may = useMay(managers);
  const batches = useQuestion('batches.list', {});
  const columns = useBatchColumns();
  const make = may ? (
    <Button kind="primary" onClick={() => void navigate('/batches/new')}>
      {w.make}
    </Button>
  ) : undefined;
  return (
    <Page title={w.title} sub={w.sub} actions={batches.data?.length === 0 ? undefined : make}>
      <Answered question={batches}>
        {(rows) => (
          <DataTable
            name={w.title}
            rows={rows}
            columns={columns}
            rowKey={(batch) => batch.batchId}
            onOpen={(batch) => void navigate(`/batches/${batch.batchId}`)}
            empty={
              <EmptyState title={w.empty.title} actions={make}>
                {w.empty.text}
              </EmptyState>
            }
          />
        )}
      </Answered>
    </Page>
  );
}

function useBatchColumns(): readonly Column<BatchSummary>[] {
  const w = useWords('batches');
  const common = useWords('common');
  return useMemo<readonly Column<BatchSummary>[]>(
    () => [
      { key: 'name', title: w.list.name, text: (batch) => batch.name, width: 250 },
      { key: 'number', title: w.list.number, text: (batch) => batch.batchNo, width: 90 },
      {
        key: 'state',
        title: w.list.state,
        text: (batch) => common.batchStates[batch.state],
        cell: (batch) => (
          <StateTag tone={batchTones[batch.state]}>{common.batchStates[batch.state]}</StateTag>
        ),
        width: 124,
        choices: true,
      },
      {
        key: 'occupations',
        title: w.list.occupations,
        text: (batch) =>
          common.list({
            items: batch.occupationLevels.map((one) => `${one.name} ${common.levels[one.level]}`),
          }),
      },
      {
        key: 'days',
        title: w.list.days,
        text: (batch) =>
          batch.firstDay === batch.lastDay ? batch.firstDay : `${batch.firstDay} – ${batch.lastDay}`,
        width: 196,
      },
      {
        key: 'enrolments',
        title: w.list.enrolments,
        text: (batch) => batch.enrolments,
        align: 'right',
        width: 76,
      },
      { key: 'seated', title: w.list.seated, text: (batch) => batch.seated, align: 'right', width: 76 },
    ],
    [w, common],
  );
}
