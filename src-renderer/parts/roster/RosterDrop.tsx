import { useWords } from '../../app/language.tsx';
import { FileDrop } from '../FileDrop.tsx';
import { RefusalNotice } from '../RefusalNotice.tsx';
import type { RosterCheck } from './useRosterCheck.ts';
import { ReadingLine } from '../ReadingLine.tsx';

/** The begin of a roster's reading: drop the file, see it go in, and why it was refused. */
export function RosterDrop(props: { readonly check: RosterCheck }) {
  const w = useWords('roster');
  const { check } = props;
  const busy = check.phase === 'uploading' || check.phase === 'reading';
  return (
    <>
      {check.refusal && <RefusalNotice refusal={check.refusal} />}
      {busy ? (
        <ReadingLine uploadId={check.uploadId}>
          {check.phase === 'uploading' ? w.drop.uploading({ percent: check.percent }) : w.drop.reading}
        </ReadingLine>
      ) : (
        <FileDrop
          title={w.drop.title}
          hint={w.drop.hint}
          accept=".xlsx,.xls,.csv,.xlsm,.htm,.html,.xml,.txt"
          onFile={check.take}
        />
      )}
    </>
  );
}
