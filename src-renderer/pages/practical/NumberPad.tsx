import { useWords } from '../../app/language.tsx';
import { padCharacters } from './padEntry.ts';
import type { PadKey } from './padEntry.ts';
import styles from './pad.module.css';

interface Props {
  readonly canTake: boolean;
  onKey(key: PadKey): void;
  onOk(): void;
  onFull(): void;
  onZero(): void;
}

/** Big keys for a gloved thumb. */
export function NumberPad({ canTake, onKey, onOk, onFull, onZero }: Props) {
  const w = useWords('practical');
  return (
    <div className={styles.pad} data-pad>
      <div className={styles.padDigits}>
        {padCharacters.map((digit) => (
          <button key={digit} type="button" onClick={() => onKey(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" aria-label={w.sheet.backspace} onClick={() => onKey('back')}>
          ⌫
        </button>
      </div>
      <div className={styles.padSide}>
        <button type="button" className={styles.padFull} onClick={onFull}>
          {w.sheet.fullMarks}
        </button>
        <button type="button" onClick={onZero}>
          {w.sheet.zero}
        </button>
        <button type="button" className={styles.padOk} disabled={!canTake} onClick={onOk}>
          {w.sheet.ok}
        </button>
      </div>
    </div>
  );
}
