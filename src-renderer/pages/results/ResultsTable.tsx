import { Checkbox } from 'antd';
import { useState } from 'react';
import { descriptionOf } from '#shared/words/words.ts';
import { useLanguage, useWords } from '../../app/language.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import { markText } from '../../parts/Mark.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { ResultRow, SubjectScore } from '#shared/contract/views/results.ts';
import { outcomeTone } from './tones.ts';
import { ScoreCell } from './ScoreCell.tsx';

interface Props {
  readonly rows: readonly ResultRow[];
  onOpen(row: ResultRow): void;
}

/** Every enrolment with both subjects, where each number comes from, and what is still missing. */
export function ResultsTable({ rows, onOpen }: Props) {
  const w = useWords('results');
  const common = useWords('common');
  const { clauseSeparator } = descriptionOf(useLanguage().language);
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [onlyNear, setOnlyNear] = useState(false);
  const shown = rows.filter(
    (row) =>
      (!onlyOpen || row.outcome === 'open') && (!onlyNear || row.theory.nearLine || row.practical.nearLine),
  );
  const scoreText = (score: SubjectScore): string =>
    [
      score.scoreHundredths === null ? common.subjectStates[score.state] : markText(score.scoreHundredths),
      score.source && common.sources[score.source],
      score.nearLine && w.near,
      score.vetoed && w.vetoed,
    ]
      .filter(Boolean)
      .join(' ');
  return (
    <DataTable
      name={w.title}
      height="fill"
      rows={shown}
      rowKey={(row) => row.enrolmentId}
      onOpen={onOpen}
      tools={
        <>
          <Checkbox checked={onlyOpen} onChange={(event) => setOnlyOpen(event.target.checked)}>
            {w.onlyOpen}
          </Checkbox>
          <Checkbox checked={onlyNear} onChange={(event) => setOnlyNear(event.target.checked)}>
            {w.onlyNear}
          </Checkbox>
        </>
      }
      columns={[
        { key: 'ticket', title: w.columns.ticket, width: 142, text: (row) => row.ticketNumber },
        { key: 'name', title: w.columns.name, width: 100, text: (row) => row.name },
        {
          key: 'occupation',
          title: w.columns.occupation,
          width: 186,
          choices: true,
          text: (row) => `${row.occupationLevel.name} ${common.levels[row.occupationLevel.level]}`,
        },
        {
          key: 'theory',
          title: w.columns.theory,
          width: 190,
          text: (row) => scoreText(row.theory),
          sortBy: (row) => row.theory.scoreHundredths,
          cell: (row) => <ScoreCell score={row.theory} />,
        },
        {
          key: 'practical',
          title: w.columns.practical,
          width: 190,
          text: (row) => scoreText(row.practical),
          sortBy: (row) => row.practical.scoreHundredths,
          cell: (row) => <ScoreCell score={row.practical} />,
        },
        {
          key: 'outcome',
          title: w.columns.outcome,
          width: 92,
          choices: true,
          text: (row) => common.outcomes[row.outcome],
          cell: (row) => <StateTag tone={outcomeTone[row.outcome]}>{common.outcomes[row.outcome]}</StateTag>,
        },
        {
          key: 'open',
          title: w.columns.open,
          text: (row) => row.open.map((code) => common.openReasons[code]).join(clauseSeparator),
        },
      ]}
    />
  );
}
