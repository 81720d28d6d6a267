import type { Board } from '#shared/contract/views/site.ts';
import { useWords } from '../../app/language.tsx';
import { deadlineSteps } from '../../parts/deadlineSteps.ts';
import { Block } from '../../parts/Page.tsx';
import { Ribbon } from '../../parts/Ribbon.tsx';
import text from '../../parts/text.module.css';
import styles from './board.module.css';

/** The last safe day of every step of every batch, in working days, planned backwards. */
export function Deadlines({ deadlines }: { readonly deadlines: Board['deadlines'] }) {
  const w = useWords('board');
  const common = useWords('common');
  return (
    <Block title={w.deadlines.title}>
      {deadlines.length === 0 && <p className={text.soft}>{w.deadlines.none}</p>}
      {deadlines.map((batch) => (
        <div key={batch.batchId} className={styles.batch}>
          <h3>{batch.batchName}</h3>
          <Ribbon label={batch.batchName} steps={deadlineSteps(batch.steps, common)} />
        </div>
      ))}
    </Block>
  );
}
