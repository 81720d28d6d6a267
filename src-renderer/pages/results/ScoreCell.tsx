import { useWords } from '../../app/language.tsx';
import { Mark } from '../../parts/Mark.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { SubjectScore } from '#shared/contract/views/results.ts';
import styles from './results.module.css';
import text from '../../parts/text.module.css';

/** A score with its source; near the line and veto as flags of their own. */
export function ScoreCell({ score }: { readonly score: SubjectScore }) {
  const w = useWords('results');
  const common = useWords('common');
  if (score.scoreHundredths === null) {
    return <span className={text.soft}>{common.subjectStates[score.state]}</span>;
  }
  return (
    <span className={styles.scoreCell}>
      <strong>
        <Mark hundredths={score.scoreHundredths} />
      </strong>
      <span className={styles.source}>{score.source && common.sources[score.source]}</span>
      {score.nearLine && (
        <span title={w.nearHint}>
          <StateTag tone="warn">{w.near}</StateTag>
        </span>
      )}
      {score.vetoed && <StateTag tone="bad">{w.vetoed}</StateTag>}
    </span>
  );
}
