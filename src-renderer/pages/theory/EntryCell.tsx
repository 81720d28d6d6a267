import { useState } from 'react';
import { useCommand } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { markText } from '../../parts/Mark.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { Tone } from '../../parts/StateTag.tsx';
import type { TheoryRow } from '#shared/contract/views/examDay.ts';
import { cellText, readCell } from './gridEntry.ts';
import styles from './theory.module.css';
import { theoryTone } from './tones.ts';
import text from '../../parts/text.module.css';

interface Props {
  readonly row: TheoryRow;
  readonly editable: boolean;
  hold(element: HTMLInputElement | null): void;
  onMove(step: 1 | -1): void;
}

/** One line of the entry grid. What was typed stays in the cell until it is saved or changed; nothing is saved half typed. */
export function EntryCell({ row, editable, hold, onMove }: Props) {
  const w = useWords('theory');
  const own = cellText(row.ownEntryGiven, row.ownEntryHundredths, w.grid.absentWord);
  const [draft, setDraft] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const { submit, busy } = useCommand('theory.enter');
  const typed = draft ?? own;
  const reading = readCell(typed);
  const wrong = draft !== null && reading.kind === 'wrong' ? w.grid.wrong[reading.code] : null;

  /** Saves what stands in the cell; true when the next cell may have the focus. */
  async function save(): Promise<void> {
    if (draft === null || draft === own) return setDraft(null);
    if (reading.kind !== 'mark' && reading.kind !== 'absent') return;
    const scoreHundredths = reading.kind === 'mark' ? reading.scoreHundredths : null;
    const answer = await submit({ enrolmentId: row.enrolmentId, scoreHundredths });
    setFailed(!answer.ok);
    // What was saved stays in the cell until the grid brings it back, so that no old number flashes up.
    if (answer.ok)
      setDraft((now) => (now === draft ? cellText(true, scoreHundredths, w.grid.absentWord) : now));
  }

  const state = busy ? w.grid.saving : row.ownEntryGiven && row.state === 'enteredOnce' ? w.grid.saved : null;
  return (
    <li className={styles.line}>
      <span className={styles.ticket}>{row.ticketNumber ?? '—'}</span>
      <span className={text.cut} title={row.name ?? undefined}>
        {row.name ?? '—'}
      </span>
      <span className={styles.mark}>
        {editable ? (
          <input
            ref={hold}
            className={wrong || failed ? styles.cellWrong : styles.cell}
            value={typed}
            inputMode="decimal"
            autoComplete="off"
            maxLength={8}
            aria-label={w.grid.cellLabel({ name: row.name ?? row.ticketNumber ?? '' })}
            aria-invalid={wrong !== null}
            onChange={(event) => {
              setFailed(false);
              setDraft(event.target.value);
            }}
            onFocus={(event) => event.target.select()}
            onBlur={() => void save()}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'Escape') return setDraft(null);
              if (event.key !== 'Enter' && event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
              event.preventDefault();
              if (wrong !== null) return;
              void save();
              onMove(event.key === 'ArrowUp' ? -1 : 1);
            }}
          />
        ) : (
          <span className={styles.fixed}>
            {row.state === 'absent'
              ? w.grid.absentWord
              : row.scoreHundredths === null
                ? '—'
                : markText(row.scoreHundredths)}
          </span>
        )}
      </span>
      <span className={styles.state} role="status">
        {wrong !== null ? (
          <StateTag tone="bad">{wrong}</StateTag>
        ) : failed ? (
          <StateTag tone="bad">{w.grid.failed}</StateTag>
        ) : (
          <StateTag
            tone={state === w.grid.saved ? 'info' : row.ownEntryGiven ? theoryTone[row.state] : ownTone(row)}
          >
            {state ??
              (isSettled(row) ? w.counts[row.state] : row.checkedIn ? w.counts.open : w.grid.notCheckedIn)}
          </StateTag>
        )}
      </span>
    </li>
  );
}

/** Settled or beyond one's own entry: the state itself may be shown. An open row never says whether the other one has entered. */
function isSettled(row: TheoryRow): boolean {
  return row.state !== 'open' && row.state !== 'enteredOnce';
}

function ownTone(row: TheoryRow): Tone {
  if (isSettled(row)) return theoryTone[row.state];
  return row.checkedIn ? 'idle' : 'warn';
}
