import type { Subject } from '#shared/contract/values.ts';
import type { TimelineEntry } from '#shared/contract/views/preparation.ts';
import type { CommonWords } from '../../app/commonWordShape.ts';
import { commonWords } from '../../app/commonWords.ts';
import { dayTimeOf } from '../../app/time.ts';
import { fill, useWords } from '../../app/words.tsx';
import { markText } from '../../parts/Mark.tsx';
import { words } from './words.ts';

/** Everything that happened to a candidate, newest first, each with its ledger row. */
export function CandidateTimeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const w = useWords(words);
  const common = useWords(commonWords);
  const events: Readonly<Record<string, string>> = common.events;
  return (
    <ol className="timeline">
      {entries
        .toSorted((a, b) => b.seq - a.seq)
        .map((entry) => (
          <li key={entry.seq}>
            <time dateTime={entry.at}>{dayTimeOf(entry.at)}</time>
            <div>
              <strong>{events[entry.type] ?? entry.type}</strong> {factsText(entry.facts, w, common)}
              <div className="soft">
                {fill(w.card.by, { by: entry.by })} · {fill(w.card.row, { seq: entry.seq })}
              </div>
            </div>
          </li>
        ))}
    </ol>
  );
}

/** Facts that have words of their own; others are left to the ledger. */
function factsText(facts: TimelineEntry['facts'], w: (typeof words)['zh'], common: CommonWords): string {
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
    })
    .join('，');
}
