import { useRef } from 'react';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { ComparisonView } from '#shared/contract/views/examDay.ts';
import { markComparers } from '#shared/domain/roles.ts';
import { ComparisonCell } from './ComparisonCell.tsx';
import styles from './theory.module.css';
import text from '../../parts/text.module.css';

/** What one person imported, read on the paper by another: the lines that were drawn, or all of them once one differs. */
export function Comparison({ files }: { readonly files: readonly ComparisonView[] }) {
  const w = useWords('theory');
  if (files.length === 0) return <EmptyState title={w.compare.none}>{w.compare.noneHint}</EmptyState>;
  return (
    <div className={styles.import}>
      <p className={text.intro}>{w.compare.intro}</p>
      {files.map((file) => (
        <ComparedFile key={file.fileSha256} file={file} />
      ))}
    </div>
  );
}

function ComparedFile({ file }: { readonly file: ComparisonView }) {
  const w = useWords('theory');
  const common = useWords('common');
  const may = useMay(markComparers);
  const cells = useRef(new Map<string, HTMLInputElement>());
  const name = file.fileName ?? `${file.fileSha256.slice(0, 12)}…`;
  const facts = [
    w.compare.importedBy({ by: common.list({ items: file.importedBy }) }),
    w.compare.lines({ lines: file.lines }),
    w.compare.sample({ sampled: file.sampled }),
    w.compare.done({ compared: file.compared }),
  ];

  /** To the cell after this one: its own line goes as soon as it is compared. */
  function next(enrolmentId: string): void {
    const at = file.due.findIndex((line) => line.enrolmentId === enrolmentId);
    const after = file.due[at + 1];
    if (after !== undefined) cells.current.get(after.enrolmentId)?.focus();
  }

  return (
    <section className={styles.preview} aria-label={name}>
      <h2>{name}</h2>
      <p className={text.soft}>{facts.join(' · ')}</p>
      {file.differing > 0 && <StateTag tone="bad">{w.compare.every({ differing: file.differing })}</StateTag>}
      {file.due.length === 0 ? (
        <StateTag tone={file.differing > 0 ? 'info' : 'good'}>
          {file.differing > 0 ? w.compare.standsEvery : w.compare.stands}
        </StateTag>
      ) : file.ownImport || !may ? (
        <p>{file.ownImport ? w.compare.own : w.compare.mayNot}</p>
      ) : (
        <>
          <ol className={styles.compareLines}>
            {file.due.map((line) => (
              <ComparisonCell
                key={line.enrolmentId}
                line={line}
                hold={(element) => {
                  if (element) cells.current.set(line.enrolmentId, element);
                  else cells.current.delete(line.enrolmentId);
                }}
                onNext={() => next(line.enrolmentId)}
              />
            ))}
          </ol>
          <p className={styles.keys}>{w.compare.keys}</p>
        </>
      )}
    </section>
  );
}
