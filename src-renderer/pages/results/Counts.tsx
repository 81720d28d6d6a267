import { useWords } from '../../app/language.tsx';
import { ToneShape } from '../../parts/StateTag.tsx';
import type { Tone } from '../../parts/StateTag.tsx';
import type { ResultTable } from '#shared/contract/views/results.ts';
import styles from './results.module.css';

const shown: readonly (readonly [keyof ResultTable['counts'], Tone | null])[] = [
  ['enrolments', null],
  ['passed', 'good'],
  ['failed', 'bad'],
  ['open', 'idle'],
  ['absent', null],
  ['substituted', null],
];

/** How many passed, failed, and still wait. */
export function Counts({ table }: { readonly table: ResultTable }) {
  const w = useWords('results');
  return (
    <dl className={styles.counts}>
      {shown.map(([key, tone]) => (
        <div key={key}>
          <dt>
            {tone && <ToneShape tone={tone} />} {w.counts[key]}
          </dt>
          <dd>{table.counts[key]}</dd>
        </div>
      ))}
    </dl>
  );
}
