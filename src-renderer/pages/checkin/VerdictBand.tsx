import { fill, useWords } from '../../app/words.tsx';
import type { CheckInLookup } from '#shared/contract/views/examDay.ts';
import styles from './checkin.module.css';
import { factLines } from './factLines.ts';
import { toneOf } from './verdicts.ts';
import type { Tone } from './verdicts.ts';
import { words } from './words.ts';

/** The shape of a tone: tick in a circle, exclamation in a triangle, cross in an octagon. */
export function ToneShape({ tone, size }: { readonly tone: Tone; readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      {tone === 'go' && (
        <>
          <circle cx="24" cy="24" r="21" fill="currentColor" />
          <path d="M14 24.5l7 7 13.5-14.5" fill="none" stroke="#fff" strokeWidth="5" strokeLinecap="round" />
        </>
      )}
      {tone === 'look' && (
        <>
          <path d="M24 4l21 38H3z" fill="currentColor" strokeLinejoin="round" />
          <path d="M24 17v12" stroke="#fff" strokeWidth="5" strokeLinecap="round" />
          <circle cx="24" cy="36" r="2.8" fill="#fff" />
        </>
      )}
      {tone === 'stop' && (
        <>
          <path d="M15.3 3h17.4L45 15.3v17.4L32.7 45H15.3L3 32.7V15.3z" fill="currentColor" />
          <path d="M16 16l16 16M32 16L16 32" stroke="#fff" strokeWidth="5" strokeLinecap="round" />
        </>
      )}
    </svg>
  );
}

/** The verdict in shape, colour and words; read out at once by a screen reader. */
export function VerdictBand({ lookup, code }: { readonly lookup: CheckInLookup; readonly code: string }) {
  const w = useWords(words);
  const tone = toneOf(lookup.verdict);
  const { what, how } = w.verdicts[lookup.verdict];
  const sought = code.length > 24 ? `${code.slice(0, 10)}…${code.slice(-6)}` : code;
  const lines =
    lookup.person === null && lookup.choices.length === 0
      ? [fill(w.code, { code: sought })]
      : factLines(lookup.facts, w.facts);
  return (
    <div
      className={`${styles.band} ${styles[tone]}`}
      role="status"
      aria-live="assertive"
      data-verdict={lookup.verdict}
    >
      <ToneShape tone={tone} size={60} />
      <div className={styles.bandWords}>
        <strong className={styles.bandWhat}>
          {lookup.verdict === 'several-match'
            ? fill(w.choose, { count: lookup.facts['matches'] ?? lookup.choices.length })
            : what}
        </strong>
        {lines.length > 0 && (
          <span className={styles.bandFacts}>
            {lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </span>
        )}
        <span className={styles.bandHow}>
          {lookup.verdict === 'several-match'
            ? fill(w.chooseHint, { last: Math.min(9, lookup.choices.length) })
            : how}
        </span>
      </div>
    </div>
  );
}
