import { Link } from 'react-router';
import type { ReadinessLine } from '#shared/contract/views/preparation.ts';
import { useWords } from '../app/language.tsx';
import { readinessText } from './readinessText.ts';
import { StateTag } from './StateTag.tsx';
import type { Tone } from './StateTag.tsx';
import styles from './ReadinessList.module.css';
import text from './text.module.css';

const tones: Readonly<Record<ReadinessLine['state'], Tone>> = {
  ready: 'good',
  warning: 'warn',
  missing: 'bad',
};

/** What must be in order before the exam, line by line, each with the way to where it is put in order. */
export function ReadinessList(props: { readonly lines: readonly ReadinessLine[]; readonly label: string }) {
  const common = useWords('common');
  return (
    <ul className={styles.list} aria-label={props.label}>
      {props.lines.map((line) => (
        <li key={line.code}>
          <StateTag tone={tones[line.state]}>{common.readinessStates[line.state]}</StateTag>
          <Link to={line.where.replace(/^#/, '')}>{common.readiness[line.code]}</Link>
          <span className={text.soft}>{readinessText(line, common)}</span>
        </li>
      ))}
    </ul>
  );
}
