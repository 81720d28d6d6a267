import { useMemo, useState } from 'react';
import type { BatchId } from '#shared/contract/ids.ts';
import type { GapView, SittingCoverage } from '#shared/contract/views/cameras.ts';
import { useCurrentBatch } from '../../app/currentBatch.tsx';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { dayTimeOf, timeOf } from '../../app/time.ts';
import { Answered } from '../../parts/Answered.tsx';
import { Button } from '../../parts/Button.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import type { Column } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { NoBatch } from '../../parts/NoBatch.tsx';
import { Block } from '../../parts/Page.tsx';
import { printPaper } from '../../parts/printing.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import { AnswerGap } from './AnswerGap.tsx';
import { CoverageLegend, CoverageStrip } from './CoverageStrip.tsx';
import { CoveragePaper } from './CoveragePaper.tsx';
import styles from './coverage.module.css';
import { coveredOf } from './coverageRuns.ts';
import { GapList } from './GapList.tsx';

/** How the rooms of a batch were covered, minute by minute, and what is missing. */
export function Coverage() {
  const { batch, loading } = useCurrentBatch();
  if (!batch) return loading ? null : <NoBatch />;
  return <OfBatch key={batch.batchId} batchId={batch.batchId} name={batch.name} />;
}

function OfBatch({ batchId, name }: { readonly batchId: BatchId; readonly name: string }) {
  const w = useWords('cameraPages');
  const coverage = useQuestion('cameras.coverage', { batchId }, { everyMs: 30_000 });
  const gaps = useQuestion('cameras.gaps', { batchId });
  const [answering, setAnswering] = useState<GapView | null>(null);
  return (
    <Answered question={coverage}>
      {(sittings) => (
        <Answered question={gaps}>
          {(missing) => (
            <>
              <Block
                title={w.coverage.title}
                actions={
                  sittings.length > 0 ? (
                    <Button
                      size="small"
                      onClick={() =>
                        void printPaper({
                          title: w.coverage.paperTitle,
                          sub: name,
                          content: <CoveragePaper sittings={sittings} gaps={missing} />,
                        })
                      }
                    >
                      {w.coverage.print}
                    </Button>
                  ) : undefined
                }
              >
                {sittings.length === 0 ? (
                  <EmptyState title={w.coverage.none}>{w.coverage.noneText}</EmptyState>
                ) : (
                  <Rooms sittings={sittings} />
                )}
              </Block>
              <GapList gaps={missing} onAnswer={setAnswering} />
              {answering !== null && <AnswerGap gap={answering} onClose={() => setAnswering(null)} />}
            </>
          )}
        </Answered>
      )}
    </Answered>
  );
}

function Rooms({ sittings }: { readonly sittings: readonly SittingCoverage[] }) {
  const w = useWords('cameraPages');
  const common = useWords('common');
  const columns = useMemo<readonly Column<SittingCoverage>[]>(
    () => [
      { key: 'room', title: common.person.room, text: (one) => one.roomName, choices: true },
      {
        key: 'subject',
        title: w.coverage.subject,
        text: (one) => common.subjects[one.subject],
        choices: true,
        width: 120,
      },
      { key: 'from', title: w.coverage.from, text: (one) => dayTimeOf(one.from), width: 150 },
      {
        key: 'cameras',
        title: w.coverage.cameras,
        text: (one) => one.cameras.length,
        align: 'right',
        width: 90,
      },
      {
        key: 'covered',
        title: w.coverage.covered,
        text: (one) => w.coverage.ofMinutes(coveredOf(one)),
        sortBy: (one) => coveredOf(one).covered,
        align: 'right',
        width: 130,
      },
      {
        key: 'missing',
        title: w.coverage.missing,
        text: (one) => one.missingMinutes,
        cell: (one) =>
          one.missingMinutes === 0 ? (
            <StateTag tone="good">{w.coverage.complete}</StateTag>
          ) : (
            <StateTag tone="bad">{w.coverage.missingMinutes({ count: one.missingMinutes })}</StateTag>
          ),
        width: 170,
      },
    ],
    [w, common],
  );
  return (
    <>
      <CoverageLegend />
      <ul className={styles.strips} aria-label={w.coverage.title}>
        {sittings.map((one) => (
          <li key={one.sittingId}>
            <div className={styles.stripName}>
              <strong>{one.roomName}</strong>
              <span>
                {common.subjects[one.subject]} {timeOf(one.from)}
              </span>
            </div>
            <CoverageStrip coverage={one} />
          </li>
        ))}
      </ul>
      <DataTable
        name={w.coverage.title}
        rows={sittings}
        columns={columns}
        rowKey={(one) => one.sittingId}
        rowTone={(one) => (one.missingMinutes > 0 ? 'bad' : null)}
      />
    </>
  );
}
