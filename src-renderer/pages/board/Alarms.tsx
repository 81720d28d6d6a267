import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Alarm } from '#shared/contract/views/site.ts';
import { useWords } from '../../app/language.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { Tone } from '../../parts/StateTag.tsx';
import { alarmText } from './alarmText.ts';
import styles from './board.module.css';

const tones: Readonly<Record<Alarm['weight'], Tone>> = { 1: 'info', 2: 'warn', 3: 'bad' };

/** What wants a person, heaviest first, each with the way to where it is dealt with. */
export function Alarms({ alarms }: { readonly alarms: readonly Alarm[] }) {
  const w = useWords('board');
  const common = useWords('common');
  if (alarms.length === 0) {
    return (
      <div className={styles.calm}>
        <StateTag tone="good">{w.alarms.none}</StateTag>
      </div>
    );
  }
  return (
    <ul className={styles.alarms}>
      {alarms
        .toSorted((a, b) => b.weight - a.weight)
        .map((alarm) => {
          const text = alarmText(alarm, common);
          return (
            <li key={`${alarm.code} ${text}`}>
              <StateTag tone={tones[alarm.weight]}>{w.alarms.weights[alarm.weight]}</StateTag>
              <span>{datesWhole(text)}</span>
              <Link
                to={alarm.where.replace(/^#/, '')}
                aria-label={common.titled({ title: w.alarms.open, text })}
              >
                {w.alarms.open}
              </Link>
            </li>
          );
        })}
    </ul>
  );
}

const date = /(\d{4}-\d\d-\d\d(?: \d\d:\d\d)?)/;

/** Keeps a date on one line: its hyphens are no place to break. */
function datesWhole(text: string): ReactNode {
  return text.split(date).map((piece, index) =>
    index % 2 === 1 ? (
      <span key={`${index} ${piece}`} className={styles.date}>
        {piece}
      </span>
    ) : (
      piece
    ),
  );
}
