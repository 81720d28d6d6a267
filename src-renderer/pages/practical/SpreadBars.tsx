import { formatScore } from '#shared/domain/score.ts';
import type { SpreadFlag } from '#shared/contract/views/examDay.ts';
import styles from './practical.module.css';

/** What each examiner gave, as a bar of the full mark and as a number. */
export function SpreadBars({ spread }: { readonly spread: SpreadFlag }) {
  return (
    <dl className={styles.bars}>
      {spread.byExaminer.map((mark) => (
        <div key={mark.name}>
          <dt>{mark.name}</dt>
          <dd>
            <span className={styles.barTrack}>
              <span
                className={styles.barFill}
                style={{
                  width: `${Math.min(100, (mark.scoreHundredths * 100) / Math.max(1, spread.fullHundredths))}%`,
                }}
              />
            </span>
            <strong>{formatScore(mark.scoreHundredths)}</strong>
          </dd>
        </div>
      ))}
    </dl>
  );
}
