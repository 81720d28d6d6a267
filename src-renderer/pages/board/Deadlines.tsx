import type { Board } from '#shared/contract/views/site.ts';
import { commonWords } from '../../app/commonWords.ts';
import { useWords } from '../../app/words.tsx';
import { deadlineSteps } from '../../parts/deadlineSteps.ts';
import { Block } from '../../parts/Page.tsx';
import { Ribbon } from '../../parts/Ribbon.tsx';
import { words } from './words.ts';

/** The last safe day of every step of every batch, in working days, planned backwards. */
export function Deadlines({ deadlines }: { readonly deadlines: Board['deadlines'] }) {
  const w = useWords(words);
  const common = useWords(commonWords);
  return (
    <Block title={w.deadlines.title}>
      {deadlines.length === 0 && <p className="soft">{w.deadlines.none}</p>}
      {deadlines.map((batch) => (
        <div key={batch.batchId} className="deadline-batch">
          <h3>{batch.batchName}</h3>
          <Ribbon label={batch.batchName} steps={deadlineSteps(batch.steps, common)} />
        </div>
      ))}
    </Block>
  );
}
