import type { Subject } from '#shared/domain/subject.ts';
import type { TimelineEntry } from '#shared/contract/views/preparation.ts';
import { descriptionOf, type Words } from '#shared/words/words.ts';
import { dayTimeOf } from '../../app/time.ts';
import { useLanguage, useWords } from '../../app/language.tsx';
import { markText } from '../../parts/Mark.tsx';
import styles from './candidates.module.css';

/** Everything that happened to a candidate, newest first, each with its ledger row. */
export function CandidateTimeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const w = useWords('candidates');
  const common = useWords('common');
  const { clauseSeparator } = descriptionOf(useLanguage().language);
  const events: Readonly<Record<string, string>> = common.events;
  return (
    <ol className={styles.timeline}>
      {entries
        .toSorted((a, b) => b.seq - a.seq)
        .map((entry) => (
          <li key={entry.seq}>
            <time dateTime={entry.at}>{dayTimeOf(entry.at)}</time>
            <div>
              <strong>{events[entry.type] ?? entry.type}</strong>{' '}
              {entry.hidden === null
                ? factsTexts(entry.facts, w, common).join(clauseSeparator)
                : common.hidden[entry.hidden]}
              <div className={styles.source}>
                {w.card.by({ by: entry.by })} · {w.card.row({ seq: entry.seq })}
              </div>
            </div>
          </li>
        ))}
    </ol>
  );
}

/** Facts that have words of their own; others are left to the ledger. */
function factsTexts(
  facts: TimelineEntry['facts'],
  w: Words<'candidates'>,
  common: Words<'common'>,
): readonly string[] {
  const names: Readonly<Record<string, string>> = w.card.fact;
  return Object.entries(facts)
    .filter(([key]) => Object.hasOwn(names, key))
    .map(([key, value]) => {
      const shown =
        key === 'scoreHundredths' && typeof value === 'number'
          ? markText(value)
          : key === 'subject'
            ? (common.subjects[value as Subject] ?? value)
            : value;
      return `${names[key]} ${shown}`;
    });
}
