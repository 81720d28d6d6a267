import { useWords } from '../../app/language.tsx';
import { ToneShape } from '../../parts/StateTag.tsx';
import type { TheoryRow } from '#shared/contract/views/examDay.ts';
import { theoryStates } from '#shared/domain/theoryScore.ts';
import styles from './theory.module.css';
import { theoryTone } from './tones.ts';

/** How far the theory marks of the batch have come, state by state. */
export function StateCounts({ rows }: { readonly rows: readonly TheoryRow[] }) {
  const w = useWords('theory');
  return (
    <dl className={styles.counts}>
      {theoryStates.map((state) => (
        <div key={state}>
          <dt>
            <ToneShape tone={theoryTone[state]} /> {w.counts[state]}
          </dt>
          <dd>{rows.filter((row) => row.state === state).length}</dd>
        </div>
      ))}
    </dl>
  );
}
