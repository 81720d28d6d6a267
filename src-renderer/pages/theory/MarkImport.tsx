import { useState } from 'react';
import { ApiError } from '../../app/client.ts';
import { uploadFile, useAction } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FileDrop } from '../../parts/FileDrop.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { TheoryImportReport } from '#shared/contract/actions/theory.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { markImporters } from '#shared/domain/roles.ts';
import styles from './theory.module.css';
import text from '../../parts/text.module.css';
import { ReadingLine } from '../../parts/ReadingLine.tsx';

type Step =
  | { readonly kind: 'pick' }
  | {
      readonly kind: 'reading';
      readonly fileName: string;
      readonly percent: number | null;
      readonly uploadId: string | null;
    }
  | {
      readonly kind: 'preview';
      readonly fileName: string;
      readonly uploadId: string;
      readonly report: TheoryImportReport;
    }
  | { readonly kind: 'done'; readonly count: number; readonly sampled: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Marks from a machine-marking file: look first, write after. */
export function MarkImport({ batchId, onCompare }: { readonly batchId: BatchId; onCompare(): void }) {
  const w = useWords('theory');
  const may = useMay(markImporters);
  const [step, setStep] = useState<Step>({ kind: 'pick' });
  const { run, busy } = useAction('theory.importMarks', { quiet: true });

  async function read(file: File): Promise<void> {
    setStep({ kind: 'reading', fileName: file.name, percent: 0, uploadId: null });
    try {
      const uploadId = await uploadFile(file, ({ sentBytes, totalBytes }) =>
        setStep({
          kind: 'reading',
          fileName: file.name,
          percent: sentBytes < totalBytes ? Math.floor((sentBytes * 100) / totalBytes) : null,
          uploadId: null,
        }),
      );
      setStep({ kind: 'reading', fileName: file.name, percent: null, uploadId });
      const answer = await run({ uploadId, batchId, commit: false });
      setStep(
        answer.ok
          ? { kind: 'preview', fileName: file.name, uploadId, report: answer.value }
          : { kind: 'refused', refusal: answer.refusal },
      );
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setStep({ kind: 'refused', refusal: error.refusal });
    }
  }

  async function commit(uploadId: string): Promise<void> {
    const answer = await run({ uploadId, batchId, commit: true });
    const refusal = !answer.ok
      ? answer.refusal
      : answer.value.answer?.ok === false
        ? answer.value.answer.refusal
        : null;
    if (refusal !== null) return setStep({ kind: 'refused', refusal });
    if (!answer.ok || answer.value.answer?.ok !== true) return setStep({ kind: 'pick' });
    const { sampled } = answer.value.answer.result;
    setStep({ kind: 'done', count: answer.value.matched, sampled });
  }

  if (!may) return <EmptyState title={w.import.mayNot} />;
  return (
    <div className={styles.import}>
      <p className={text.soft}>{w.import.intro}</p>
      {step.kind === 'refused' && <RefusalNotice refusal={step.refusal} />}
      {(step.kind === 'pick' || step.kind === 'refused') && (
        <FileDrop
          title={w.import.pick}
          hint={w.import.drop}
          accept=".xlsx,.xls,.csv,.html,.htm"
          onFile={(file) => void read(file)}
        />
      )}
      {step.kind === 'reading' && (
        <ReadingLine uploadId={step.uploadId}>
          {step.fileName} ·{' '}
          {step.percent === null ? w.import.reading : `${w.import.uploading} ${step.percent}%`}
        </ReadingLine>
      )}
      {step.kind === 'done' && (
        <EmptyState
          title={w.import.done({ count: step.count })}
          actions={
            <>
              <Button kind="primary" onClick={onCompare}>
                {w.import.toCompare}
              </Button>
              <Button onClick={() => setStep({ kind: 'pick' })}>{w.import.another}</Button>
            </>
          }
        >
          {w.import.doneNext({ count: step.sampled })}
        </EmptyState>
      )}
      {step.kind === 'preview' && (
        <Preview
          fileName={step.fileName}
          report={step.report}
          busy={busy}
          onCommit={() => void commit(step.uploadId)}
          onAnother={() => setStep({ kind: 'pick' })}
        />
      )}
    </div>
  );
}

interface PreviewProps {
  readonly fileName: string;
  readonly report: TheoryImportReport;
  readonly busy: boolean;
  onCommit(): void;
  onAnother(): void;
}

function Preview({ fileName, report, busy, onCommit, onAnother }: PreviewProps) {
  const w = useWords('theory');
  const common = useWords('common');
  const reasons: Readonly<Record<string, string>> = w.import.reasons;
  const counts = [
    [w.import.rows, report.rows],
    [w.import.matched, report.matched],
    [w.import.absent, report.absent],
    [w.import.unmatched, report.unmatched.length],
  ] as const;
  return (
    <section className={styles.preview} aria-label={w.import.preview}>
      <h2>{common.titled({ title: w.import.preview, text: fileName })}</h2>
      <dl className={styles.previewCounts}>
        {counts.map(([label, count], index) => (
          <div key={label} className={index === 3 && count > 0 ? styles.previewBad : undefined}>
            <dt>{label}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {report.unmatched.length === 0 ? (
        <StateTag tone="good">{w.import.unmatchedNone}</StateTag>
      ) : (
        <>
          <p className={text.soft}>{w.import.unmatchedHint}</p>
          <DataTable
            name={w.import.unmatched}
            rows={report.unmatched}
            rowKey={(row) => `${row.row}`}
            height={Math.min(280, report.unmatched.length * 34 + 37)}
            columns={[
              { key: 'row', title: w.import.row, width: 70, align: 'right', text: (row) => row.row },
              { key: 'name', title: w.import.name, width: 160, text: (row) => row.name },
              {
                key: 'document',
                title: w.import.document,
                width: 220,
                text: (row) => row.documentNumberMasked,
              },
              {
                key: 'why',
                title: w.import.why,
                text: (row) => reasons[row.code] ?? w.import.reasons.other,
                choices: true,
              },
            ]}
          />
        </>
      )}
      {report.matched === 0 && <p>{w.import.nothing}</p>}
      <Actions>
        <Button onClick={onAnother}>{w.import.another}</Button>
        <Button
          kind="primary"
          disabled={report.matched === 0 || report.unmatched.length > 0}
          busy={busy}
          onClick={onCommit}
        >
          {w.import.commit({ count: report.matched })}
        </Button>
      </Actions>
    </section>
  );
}
