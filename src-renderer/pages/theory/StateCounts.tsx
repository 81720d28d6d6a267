import { useWords } from '../../app/language.tsx';
import { ToneShape } from '../../parts/StateTag.tsx';
import type { TheoryRow, TheoryState } from '#shared/contract/views/examDay.ts';
import styles from './theory.module.css';
import { theoryTone } from './tones.ts';

const order: readonly TheoryState[] = [
  'open',
  'enteredOnce',
  'differs',
  'scored',
  'absent',
  'proposed',
  'substituted',
];

/** How far the theory marks of the batch have come, state by state. */
export function StateCounts({ rows }: { readonly rows: readonly TheoryRow[] }) {
  const w = useWords('theory');
  return (
    <dl className={styles.counts}>
      {order.map((state) => (
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
