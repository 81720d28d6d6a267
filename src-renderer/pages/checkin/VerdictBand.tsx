import type { Words } from '#shared/words/words.ts';
import { useWords } from '../../app/language.tsx';
import type { CheckInPerson } from '#shared/contract/views/examDay.ts';
import styles from './stage.module.css';
import { classes } from '../../parts/classes.ts';
import { factLines } from './factLines.ts';
import type { Card } from './useDesk.ts';
import { toneOf } from './verdicts.ts';
import type { Tone } from './verdicts.ts';

/** The shape of a tone: tick in a circle, exclamation in a triangle, cross in an octagon. */
export function ToneShape({ tone, size }: { readonly tone: Tone; readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      {tone === 'go' && (
        <>
          <circle cx="24" cy="24" r="21" fill="currentColor" />
          <path
            d="M14 24.5l7 7 13.5-14.5"
            fill="none"
            stroke="var(--on-accent)"
            strokeWidth="5"
            strokeLinecap="round"
          />
        </>
      )}
      {tone === 'look' && (
        <>
          <path d="M24 4l21 38H3z" fill="currentColor" strokeLinejoin="round" />
          <path d="M24 17v12" stroke="var(--on-accent)" strokeWidth="5" strokeLinecap="round" />
          <circle cx="24" cy="36" r="2.8" fill="var(--on-accent)" />
        </>
      )}
      {tone === 'stop' && (
        <>
          <path d="M15.3 3h17.4L45 15.3v17.4L32.7 45H15.3L3 32.7V15.3z" fill="currentColor" />
          <path
            d="M16 16l16 16M32 16L16 32"
            stroke="var(--on-accent)"
            strokeWidth="5"
            strokeLinecap="round"
          />
        </>
      )}
    </svg>
  );
}

interface Props {
  readonly card: Card;
  readonly practical: boolean;
}

/** The verdict in shape, colour and words; read out at once by a screen reader. Someone who waits for a second person is not in. */
export function VerdictBand({ card, practical }: Props) {
  const w = useWords('checkin');
  const { lookup, waiting } = card;
  const tone = waiting ? 'look' : toneOf(lookup.verdict);
  const { what, how } = waiting
    ? { what: w.exceptionWaitingTitle, how: w.exceptionWaiting }
    : lookup.verdict === 'several-match'
      ? severalWords(card, w)
      : w.verdicts[lookup.verdict];
  const nobody = lookup.person === null && lookup.choices.length === 0;
  const lines = nobody
    ? [w.code({ code: shortened(card.code) })]
    : waiting
      ? []
      : factLines(lookup.facts, w.facts);
  return (
    <div
      className={styles.band}
      data-tone={tone}
      role="status"
      aria-live="assertive"
      data-verdict={lookup.verdict}
    >
      <ToneShape tone={tone} size={60} />
      <div className={styles.bandWords}>
        <strong className={styles.bandWhat}>{what}</strong>
        {lines.length > 0 && (
          <span className={styles.bandFacts}>
            {lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </span>
        )}
        <span className={styles.bandHow}>{how}</span>
      </div>
      {lookup.person && <Who person={lookup.person} practical={practical} />}
    </div>
  );
}

/** Name and seat stand in the band, where they are always in sight, whatever else has to be scrolled. */
function Who({ person, practical }: { readonly person: CheckInPerson; readonly practical: boolean }) {
  const w = useWords('checkin');
  const name = person.identity?.name ?? '—';
  return (
    <div className={styles.bandWho}>
      <h2 className={classes(styles.personName, [...name].length > 8 && styles.longName)}>{name}</h2>
      <div className={styles.seatBox}>
        <span className={styles.seatLabel}>{practical ? w.workstation : w.seat}</span>
        <span className={person.seatNo === null ? styles.seatNone : styles.seatNo}>
          {person.seatNo ?? w.seatNone}
        </span>
        <span className={styles.seatRoom}>{person.roomName ?? ''}</span>
      </div>
    </div>
  );
}

function severalWords(
  { lookup }: Card,
  w: Words<'checkin'>,
): { readonly what: string; readonly how: string } {
  return {
    what: w.choose({ count: Number(lookup.facts['matches'] ?? lookup.choices.length) }),
    how: w.chooseHint({ last: Math.min(9, lookup.choices.length) }),
  };
}

/** A token of 191 digits would fill the band. */
function shortened(code: string): string {
  return code.length > 24 ? `${code.slice(0, 10)}…${code.slice(-6)}` : code;
}
