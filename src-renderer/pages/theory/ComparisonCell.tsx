import { useState } from 'react';
import { useCommand } from '../../app/api.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { markText } from '../../parts/Mark.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { ComparisonView } from '#shared/contract/views/examDay.ts';
import { readCell } from './gridEntry.ts';
import styles from './theory.module.css';
import text from '../../parts/text.module.css';

interface Props {
  readonly line: ComparisonView['due'][number];
  hold(element: HTMLInputElement | null): void;
  onNext(): void;
}

/** One line of a comparison. What the paper says is typed without seeing the file; what differs is asked for once more. */
export function ComparisonCell({ line, hold, onNext }: Props) {
  const w = useWords('theory');
  const [typed, setTyped] = useState('');
  /** What was sent and differs from the file: the same again, after another look, counts. */
  const [differing, setDiffering] = useState<string | null>(null);
  const { submit, busy } = useCommand('theory.compare', { quiet: true });
  const reading = readCell(typed);
  const wrong = reading.kind === 'wrong' ? w.grid.wrong[reading.code] : null;
  const again = differing !== null && differing === typed.trim();

  async function save(lookedAgain: boolean): Promise<void> {
    if (reading.kind !== 'mark' && reading.kind !== 'absent') return;
    const scoreHundredths = reading.kind === 'mark' ? reading.scoreHundredths : null;
    const answer = await submit({ enrolmentId: line.enrolmentId, scoreHundredths, lookedAgain });
    if (answer.ok) return;
    if (answer.refusal.code === 'comparison-look-again') setDiffering(typed.trim());
    else tell.refusal(answer.refusal);
  }

  return (
    <li className={styles.compareLine}>
      <span className={styles.ticket}>{line.ticketNumber ?? '—'}</span>
      <span className={text.cut} title={line.name ?? undefined}>
        {line.name ?? '—'}
      </span>
      <span className={text.soft}>{w.compare.row({ row: line.row })}</span>
      <input
        ref={hold}
        className={wrong !== null || again ? styles.cellWrong : styles.cell}
        value={typed}
        inputMode="decimal"
        autoComplete="off"
        maxLength={8}
        aria-label={w.compare.cell({ name: line.name ?? line.ticketNumber ?? '' })}
        aria-invalid={wrong !== null || again}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => again || void save(false)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.key !== 'Enter') return;
          event.preventDefault();
          if (wrong !== null || reading.kind === 'empty') return;
          void save(again);
          onNext();
        }}
      />
      <span className={styles.compareState} role="status">
        {busy ? (
          <StateTag tone="info">{w.compare.saving}</StateTag>
        ) : wrong !== null ? (
          <StateTag tone="bad">{wrong}</StateTag>
        ) : again ? (
          <>
            <StateTag tone="warn">{w.compare.again}</StateTag>
            <Button onClick={() => void save(true)}>
              {w.compare.confirm({
                mark: reading.kind === 'mark' ? markText(reading.scoreHundredths) : w.grid.absentWord,
              })}
            </Button>
          </>
        ) : null}
      </span>
    </li>
  );
}
