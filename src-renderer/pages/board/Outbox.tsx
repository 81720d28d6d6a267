import { Link } from 'react-router';
import type { PackageState } from '#shared/domain/packageStates.ts';
import type { Board } from '#shared/contract/views/site.ts';
import { dayTimeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { classes } from '../../parts/classes.ts';
import { StateTag } from '../../parts/StateTag.tsx';
import type { Tone } from '../../parts/StateTag.tsx';
import text from '../../parts/text.module.css';
import styles from './board.module.css';

const tones: Readonly<Partial<Record<PackageState, Tone>>> = {
  sealing: 'info',
  received: 'info',
  accepted: 'good',
  returned: 'bad',
};

/** Result packages on their way, and what the centre answered. */
export function Outbox({ outbox }: { readonly outbox: Board['outbox'] }) {
  const w = useWords('board');
  const common = useWords('common');
  if (outbox.length === 0) return <p className={styles.calm}>{w.outbox.none}</p>;
  return (
    <ul className={styles.outbox}>
      {outbox.map((line) => (
        <li key={line.packageName}>
          <Link to="/reports">{line.batchName}</Link>
          <StateTag tone={tones[line.state] ?? 'idle'}>{common.packageStates[line.state]}</StateTag>
          <span className={classes(text.softMono, text.cut, styles.package)} title={line.packageName}>
            {line.packageName}
          </span>
          <span className={text.soft}>{dayTimeOf(line.at)}</span>
        </li>
      ))}
    </ul>
  );
}
