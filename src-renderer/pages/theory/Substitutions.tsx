import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Mark, markText } from '../../parts/Mark.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { BatchId } from '#shared/contract/ids.ts';
import type { SubstitutionRow } from '#shared/contract/views/examDay.ts';
import { substitutionProposers } from '#shared/domain/roles.ts';
import { ProposeForm } from './ProposeForm.tsx';
import { SubstitutionDrawer } from './SubstitutionDrawer.tsx';
import { substitutionTone } from './tones.ts';

interface Props {
  readonly batchId: BatchId;
  readonly rows: readonly SubstitutionRow[];
}

/** Course exams that stand in for theory: proposals, evidence beside the numbers, decisions. */
export function Substitutions({ batchId, rows }: Props) {
  const w = useWords('theory');
  const mayPropose = useMay(substitutionProposers);
  const [openId, setOpenId] = useState<string | null>(null);
  const [proposing, setProposing] = useState(false);
  const open = rows.find((row) => row.substitutionId === openId) ?? null;
  const propose = mayPropose && (
    <Button kind="primary" onClick={() => setProposing(true)}>
      {w.substitution.propose}
    </Button>
  );
  return (
    <div>
      <DataTable
        name={w.tabs.substitutions}
        rows={rows}
        rowKey={(row) => row.substitutionId}
        onOpen={(row) => setOpenId(row.substitutionId)}
        tools={propose}
        empty={
          <EmptyState title={w.substitution.none} actions={propose}>
            {w.substitution.noneHint}
          </EmptyState>
        }
        columns={[
          { key: 'ticket', title: w.substitution.ticket, width: 150, text: (row) => row.ticketNumber },
          { key: 'name', title: w.substitution.name, width: 120, text: (row) => row.name },
          { key: 'course', title: w.substitution.course, text: (row) => row.courseName, choices: true },
          { key: 'term', title: w.substitution.term, width: 190, text: (row) => row.term },
          { key: 'teacher', title: w.substitution.teacher, width: 100, text: (row) => row.teacher },
          {
            key: 'raw',
            title: `${w.substitution.raw} / ${w.substitution.full}`,
            width: 150,
            align: 'right',
            text: (row) => `${markText(row.rawHundredths)} / ${markText(row.fullHundredths)}`,
            sortBy: (row) => row.rawHundredths,
          },
          {
            key: 'converted',
            title: w.substitution.converted,
            width: 110,
            align: 'right',
            text: (row) => markText(row.convertedHundredths),
            sortBy: (row) => row.convertedHundredths,
            cell: (row) => <Mark hundredths={row.convertedHundredths} />,
          },
          { key: 'by', title: w.substitution.proposedBy, width: 100, text: (row) => row.proposedBy },
          {
            key: 'state',
            title: w.substitution.state,
            width: 110,
            choices: true,
            text: (row) => w.substitution.states[row.state],
            cell: (row) => (
              <StateTag tone={substitutionTone[row.state]}>{w.substitution.states[row.state]}</StateTag>
            ),
          },
        ]}
      />
      {open && <SubstitutionDrawer key={open.substitutionId} row={open} onClose={() => setOpenId(null)} />}
      {proposing && <ProposeForm batchId={batchId} onClose={() => setProposing(false)} />}
    </div>
  );
}
