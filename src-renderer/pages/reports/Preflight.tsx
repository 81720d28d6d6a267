import { Link } from 'react-router';
import { useWords } from '../../app/language.tsx';
import { Block } from '../../parts/Page.tsx';
import { StateTag, ToneShape } from '../../parts/StateTag.tsx';
import type { PreflightLine } from '#shared/contract/views/results.ts';
import type { ChosenMessage } from '#shared/words/words.ts';
import { say } from '#shared/words/words.ts';
import styles from './reports.module.css';
import text from '../../parts/text.module.css';

const tones = { ready: 'good', warning: 'warn', missing: 'bad' } as const;

/** What must be right before sealing; each line turns green by itself and says where it is dealt with. */
export function Preflight({ lines }: { readonly lines: readonly PreflightLine[] }) {
  const w = useWords('packages');
  const common = useWords('common');
  const left = lines.filter((line) => line.state === 'missing').length;
  return (
    <Block
      flush
      title={w.preflight}
      actions={
        <StateTag tone={left === 0 ? 'good' : 'warn'}>
          {left === 0 ? w.preflightDone : w.preflightLeft({ count: left })}
        </StateTag>
      }
    >
      <ol className={styles.preflight}>
        {lines.map((line) => (
          <li key={line.code} data-state={line.state}>
            <ToneShape tone={tones[line.state]} size={14} />
            <span className={styles.preflightWords}>
              <span>{common.preflight[line.code]}</span>
              <Facts facts={line.facts} />
            </span>
            {line.state === 'ready' ? (
              <span className={styles.preflightReady}>{w.preflightStates.ready}</span>
            ) : line.where === '' ? (
              <span className={text.soft}>{w.preflightStates[line.state]}</span>
            ) : (
              <Link to={line.where}>{w.goThere}</Link>
            )}
          </li>
        ))}
      </ol>
    </Block>
  );
}

function Facts({ facts }: { readonly facts: PreflightLine['facts'] }) {
  const w = useWords('packages');
  const known: Readonly<Record<string, ChosenMessage>> = w.preflightFacts;
  const texts = Object.entries(facts).flatMap(([name, value]) => {
    const text = known[name];
    if (text === undefined || value === 0 || value === '') return [];
    return [say(text, { value })];
  });
  return texts.length === 0 ? null : <small className={text.soft}>{texts.join(' · ')}</small>;
}
