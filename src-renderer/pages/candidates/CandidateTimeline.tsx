import type { Subject } from '#shared/domain/subject.ts';
import type { PlannedSeat, TimelineEntry } from '#shared/contract/views/preparation.ts';
import { cameraWatchers } from '#shared/domain/roles.ts';
import { Link } from 'react-router';
import { descriptionOf, type Words } from '#shared/words/words.ts';
import { dayTimeOf } from '../../app/time.ts';
import { useLanguage, useWords } from '../../app/language.tsx';
import { useMay } from '../../app/session.tsx';
import { markText } from '../../parts/Mark.tsx';
import { seatAt } from './seatAt.ts';
import styles from './candidates.module.css';

/** Everything that happened to a candidate, newest first, each with its ledger row. */
export function CandidateTimeline({
  entries,
  seats,
}: {
  readonly entries: readonly TimelineEntry[];
  readonly seats: readonly PlannedSeat[];
}) {
  const w = useWords('candidates');
  const common = useWords('common');
  const mayWatch = useMay(cameraWatchers);
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
              {mayWatch && entry.type === 'checkin.recorded' && <SeeRecording seats={seats} at={entry.at} />}
              <div className={styles.source}>
                {w.card.by({ by: entry.by })} · {w.card.row({ seq: entry.seq })}
              </div>
            </div>
          </li>
        ))}
    </ol>
  );
}

/** The way to the recording of the room at that moment. */
function SeeRecording({ seats, at }: { readonly seats: readonly PlannedSeat[]; readonly at: string }) {
  const w = useWords('cameraPages');
  const seat = seatAt(seats, at);
  if (seat === null) return null;
  return (
    <div>
      <Link to={`/cameras?tab=playback&room=${seat.roomId}&at=${at}`}>{w.playback.see}</Link>
    </div>
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
