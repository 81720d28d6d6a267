import { useWords } from '../../app/language.tsx';
import { formatScore } from '#shared/domain/score.ts';
import type { ItemMark } from '#shared/contract/commands/practical.ts';
import styles from './pad.module.css';
import type { Pad } from './usePad.ts';
import text from '../../parts/text.module.css';

interface Props {
  readonly pad: Pad;
  readonly mark: ItemMark | null;
  readonly fullHundredths: number;
}

/** What stands on the number pad, what mark it makes, and the switch between giving and deducting. */
export function PadDisplay({ pad, mark, fullHundredths }: Props) {
  const w = useWords('practical');
  const full = formatScore(fullHundredths);
  const typed = pad.text !== '';
  const note = pad.tooMuch
    ? w.sheet.tooMuch({ full })
    : pad.deduct && pad.value !== null
      ? w.sheet.result({ mark: formatScore(pad.value) })
      : w.sheet.outOf({ full });
  return (
    <div className={styles.display}>
      <output className={typed ? styles.displayTyped : styles.displayMark} aria-live="polite">
        {typed ? `${pad.deduct ? '−' : ''}${pad.text}` : mark ? formatScore(mark.scoreHundredths) : '—'}
      </output>
      <span className={text.soft}>{note}</span>
      <span
        className={styles.mode}
        role="group"
        aria-label={pad.deduct ? w.sheet.deductHint : w.sheet.giveHint}
      >
        <button type="button" aria-pressed={!pad.deduct} onClick={() => pad.setDeduct(false)}>
          {w.sheet.give}
        </button>
        <button type="button" aria-pressed={pad.deduct} onClick={() => pad.setDeduct(true)}>
          {w.sheet.deduct}
        </button>
      </span>
    </div>
  );
}
