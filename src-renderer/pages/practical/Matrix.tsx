import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useCurrentBatch } from '../../app/currentBatch.tsx';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import type { Column } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Mark, markText } from '../../parts/Mark.tsx';
import { Page } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import type { MatrixRow } from '#shared/contract/views/examDay.ts';
import { MatrixDrawer } from './MatrixDrawer.tsx';
import styles from './matrix.module.css';
import { SheetChips } from './SheetChips.tsx';
import text from '../../parts/text.module.css';

function openSpreads(row: MatrixRow): number {
  return row.spreads.filter((spread) => spread.adjudicated === null).length;
}

/** The lead's overview: every candidate against every sheet, blind until all have signed. */
export function Matrix({ choice }: { readonly choice: ReactNode }) {
  const w = useWords('practical');
  const { batch, loading } = useCurrentBatch();
  if (batch) return <OfBatch key={batch.batchId} batchId={batch.batchId} choice={choice} />;
  return (
    <Page title={w.title} actions={choice}>
      {loading ? null : <EmptyState title={w.matrix.noBatch}>{w.matrix.noBatchHint}</EmptyState>}
    </Page>
  );
}

function OfBatch({ batchId, choice }: { readonly batchId: BatchId; readonly choice: ReactNode }) {
  const w = useWords('practical');
  const common = useWords('common');
  const matrix = useQuestion('practical.matrix', { batchId });
  const [onlySpreads, setOnlySpreads] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const all = matrix.data?.rows ?? [];
  const rows = onlySpreads ? all.filter((row) => openSpreads(row) > 0) : all;
  const open = all.find((row) => row.enrolmentId === openId) ?? null;

  const byKind = (kind: SheetKind, width: number): readonly Column<MatrixRow>[] =>
    all.some((row) => row.sheets.some((sheet) => sheet.kind === kind))
      ? [
          {
            key: kind,
            title: w.matrix[kind],
            width,
            text: (row) =>
              common.list({
                items: row.sheets
                  .filter((sheet) => sheet.kind === kind)
                  .map((sheet) => `${sheet.scorerName} ${markText(sheet.totalHundredths)}`),
              }),
            cell: (row) => <SheetChips row={row} kind={kind} />,
          },
        ]
      : [];

  return (
    <Page
      fill
      title={w.title}
      actions={choice}
      sub={w.matrix.sub({
        total: all.length,
        complete: all.filter((row) => row.complete || row.absent).length,
        spreads: all.reduce((sum, row) => sum + openSpreads(row), 0),
      })}
    >
      <Answered question={matrix}>
        {() => (
          <DataTable
            name={w.views.matrix}
            height="fill"
            rows={rows}
            rowKey={(row) => row.enrolmentId}
            onOpen={(row) => setOpenId(row.enrolmentId)}
            rowTone={(row) => (openSpreads(row) > 0 ? 'warn' : null)}
            empty={
              onlySpreads ? undefined : <EmptyState title={w.matrix.none}>{w.matrix.noneHint}</EmptyState>
            }
            tools={
              <Checkbox checked={onlySpreads} onChange={(event) => setOnlySpreads(event.target.checked)}>
                {w.matrix.onlySpreads}
              </Checkbox>
            }
            columns={[
              { key: 'ticket', title: w.matrix.ticket, width: 142, text: (row) => row.ticketNumber },
              { key: 'name', title: w.matrix.name, width: 96, text: (row) => row.name },
              {
                key: 'occupation',
                title: w.matrix.occupation,
                width: 150,
                choices: true,
                text: (row) => `${row.occupationLevel.name} ${common.levels[row.occupationLevel.level]}`,
              },
              ...byKind('judge', 250),
              ...byKind('full', 290),
              ...byKind('observe', 116),
              ...byKind('measure', 150),
              {
                key: 'spreads',
                title: w.matrix.spreads,
                width: 122,
                text: (row) => openSpreads(row),
                cell: (row) => <SpreadTag row={row} />,
              },
              {
                key: 'score',
                title: w.matrix.score,
                width: 84,
                align: 'right',
                text: (row) => (row.absent ? w.matrix.absent : markText(row.scoreHundredths)),
                sortBy: (row) => row.scoreHundredths,
                cell: (row) =>
                  row.absent ? (
                    <span className={text.soft}>{w.matrix.absent}</span>
                  ) : row.scoreHundredths === null ? (
                    <span className={text.soft}>{w.matrix.incomplete}</span>
                  ) : (
                    <strong className={styles.score}>
                      <Mark hundredths={row.scoreHundredths} />
                    </strong>
                  ),
              },
            ]}
          />
        )}
      </Answered>
      {open && <MatrixDrawer key={open.enrolmentId} row={open} onClose={() => setOpenId(null)} />}
    </Page>
  );
}

function SpreadTag({ row }: { readonly row: MatrixRow }) {
  const w = useWords('practical');
  const waiting = openSpreads(row);
  if (waiting > 0) return <StateTag tone="warn">{w.matrix.spreadOpen({ count: waiting })}</StateTag>;
  if (row.spreads.length > 0) {
    return <StateTag tone="good">{w.matrix.spreadDone({ count: row.spreads.length })}</StateTag>;
  }
  return <span className={text.soft}>{row.complete ? w.matrix.spreadNone : '—'}</span>;
}
