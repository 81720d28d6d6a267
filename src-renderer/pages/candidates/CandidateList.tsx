import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import type { ChosenMessage } from '#shared/words/words.ts';
import { descriptionOf, say } from '#shared/words/words.ts';
import type { EnrolmentRow } from '#shared/contract/views/preparation.ts';
import { managers } from '#shared/domain/roles.ts';
import { lengths } from '#shared/domain/limits.ts';
import { ApiError } from '../../app/client.ts';
import { useCurrentBatch } from '../../app/currentBatch.tsx';
import { useMay } from '../../app/session.tsx';
import { useLanguage, useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { DataTable } from '../../parts/DataTable.tsx';
import type { Column } from '../../parts/DataTable.tsx';
import { EmptyState, NothingFound } from '../../parts/EmptyState.tsx';
import { NoBatch } from '../../parts/NoBatch.tsx';
import { Page } from '../../parts/Page.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import { useComposedText } from '../../parts/useComposedText.ts';
import { useSettled } from '../../parts/useSettled.ts';
import { CandidateDrawer } from './CandidateDrawer.tsx';
import styles from './candidates.module.css';
import { useEnrolments } from './useEnrolments.ts';
import type { ListedEnrolment } from './useEnrolments.ts';

const typingMs = 200;

/** The candidates of the batch; search by name, tail of the document number, ticket. */
export function CandidateList() {
  const w = useWords('candidates');
  const navigate = useNavigate();
  const { enrolmentId } = useParams();
  const { batch, loading } = useCurrentBatch();
  const may = useMay(managers);
  const [text, setText] = useState('');
  const field = useComposedText(text, setText);
  const searched = useSettled(text.trim(), typingMs);
  const { rows, total, partial, onWindow, error } = useEnrolments(batch?.batchId ?? null, searched);
  const columns = useEnrolmentColumns();
  if (!batch) return loading ? null : <NoBatch />;

  const opened = rows.find(({ row }) => row !== null && row.enrolmentId === enrolmentId);
  const importButton = may ? (
    <Button kind="primary" onClick={() => void navigate('/candidates/import')}>
      {w.import}
    </Button>
  ) : undefined;
  return (
    <Page
      title={w.title}
      sub={w.sub({ batch: batch.name, count: batch.enrolments })}
      fill
      actions={total === 0 && searched === '' ? undefined : importButton}
    >
      {error instanceof ApiError && <RefusalNotice refusal={error.refusal} />}
      {total === 0 && searched === '' ? (
        <EmptyState title={w.empty.title} actions={importButton}>
          {w.empty.text}
        </EmptyState>
      ) : (
        <DataTable
          name={w.title}
          rows={rows}
          columns={columns}
          // By place: the focus stays where it is while the row of the place is on its way.
          rowKey={(listed) => String(listed.index)}
          onOpen={(listed) => {
            if (listed.row) void navigate(`/candidates/${listed.row.enrolmentId}`);
          }}
          selectedKey={opened === undefined ? null : String(opened.index)}
          onWindow={onWindow}
          noFilter
          partial={partial}
          height="fill"
          tools={
            <Input.Search
              className={classes(styles.search)}
              aria-label={w.searchLabel}
              placeholder={w.search}
              {...field}
              allowClear
              maxLength={lengths.search}
            />
          }
          rowTone={(listed) => (listed.row && listed.row.warnings.length > 0 ? 'warn' : null)}
          {...(total === 0
            ? {
                empty: <NothingFound title={w.nobody({ text: searched })} onClear={() => setText('')} />,
              }
            : {})}
        />
      )}
      <CandidateDrawer
        enrolmentId={(enrolmentId as EnrolmentId | undefined) ?? null}
        onClose={() => void navigate('/candidates')}
      />
    </Page>
  );
}

function useEnrolmentColumns(): readonly Column<ListedEnrolment>[] {
  const w = useWords('candidates');
  const common = useWords('common');
  const roster = useWords('roster');
  const { clauseSeparator } = descriptionOf(useLanguage().language);
  return useMemo<readonly Column<ListedEnrolment>[]>(() => {
    const of = (read: (row: EnrolmentRow) => string | null) => (listed: ListedEnrolment) =>
      listed.row ? read(listed.row) : '…';
    const problems: Readonly<Record<string, { readonly message: ChosenMessage } | undefined>> =
      roster.problems;
    return [
      { key: 'ticket', title: common.person.ticketNumber, text: of((row) => row.ticketNumber), width: 146 },
      { key: 'name', title: common.person.name, text: of((row) => row.name ?? common.blanked), width: 130 },
      {
        key: 'document',
        title: common.person.documentNumber,
        text: of((row) => row.documentNumberMasked),
        width: 174,
      },
      {
        key: 'sex',
        title: common.person.sex,
        text: of((row) => (row.sex ? common.sexes[row.sex] : null)),
        width: 60,
      },
      { key: 'class', title: common.person.className, text: of((row) => row.className), choices: true },
      {
        key: 'occupation',
        title: common.person.occupation,
        text: of((row) => row.occupationLevel.name),
        choices: true,
        width: 130,
      },
      {
        key: 'level',
        title: common.person.level,
        text: of((row) => common.levels[row.occupationLevel.level]),
        choices: true,
        width: 120,
      },
      {
        key: 'state',
        title: w.list.states,
        text: of((row) => (row.withdrawn ? w.list.withdrawn : w.list.enrolled)),
        cell: ({ row }) =>
          row ? (
            <StateTag tone={row.withdrawn ? 'idle' : 'good'}>
              {row.withdrawn ? w.list.withdrawn : w.list.enrolled}
            </StateTag>
          ) : (
            '…'
          ),
        choices: true,
        width: 96,
      },
      {
        key: 'warnings',
        title: w.list.warnings,
        text: of((row) =>
          row.warnings.length === 0
            ? ''
            : row.warnings.map((code) => say(problems[code]?.message ?? code, {})).join(clauseSeparator),
        ),
      },
    ];
  }, [w, common, roster, clauseSeparator]);
}
