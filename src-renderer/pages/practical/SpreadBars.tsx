import { formatScore } from '#shared/domain/score.ts';
import type { SpreadFlag } from '#shared/contract/views/examDay.ts';
import styles from './matrix.module.css';
import { Bar } from '../../parts/Bar.tsx';

/** What each examiner gave, as a bar of the full mark and as a number. */
export function SpreadBars({ spread }: { readonly spread: SpreadFlag }) {
  return (
    <dl className={styles.bars}>
      {spread.byExaminer.map((mark) => (
        <div key={mark.name}>
          <dt>{mark.name}</dt>
          <dd>
            <Bar share={mark.scoreHundredths / Math.max(1, spread.fullHundredths)} />
            <strong>{formatScore(mark.scoreHundredths)}</strong>
          </dd>
        </div>
      ))}
    </dl>
  );
}
