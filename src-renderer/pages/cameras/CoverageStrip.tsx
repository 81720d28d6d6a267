import { useId } from 'react';
import type { SittingCoverage } from '#shared/contract/views/cameras.ts';
import { useWords } from '../../app/language.tsx';
import { timeOf } from '../../app/time.ts';
import styles from './coverage.module.css';
import { minuteKinds, runsOf, timesOf } from './coverageRuns.ts';
import type { MinuteKind } from './coverageRuns.ts';

const height = 26;

/** Heights tell the kinds apart without colour, strokes the rest: full, half, hatched, dotted, crossed, a line. */
function Run({
  kind,
  from,
  count,
  pattern,
}: {
  readonly kind: MinuteKind;
  readonly from: number;
  readonly count: number;
  readonly pattern: string;
}) {
  const whole = { x: from, width: count };
  switch (kind) {
    case 'L':
      return <rect className={styles.live} y="0" height={height} {...whole} />;
    case 'l':
      return <rect className={styles.live} y={height / 2} height={height / 2} {...whole} />;
    case 'S':
    case 'I':
      return (
        <>
          <rect
            className={kind === 'S' ? styles.school : styles.imported}
            y="6"
            height={height - 6}
            {...whole}
          />
          <rect fill={`url(#${pattern}-${kind})`} y="6" height={height - 6} {...whole} />
        </>
      );
    case '-':
      return (
        <>
          <rect className={styles.missing} y="0" height={height} {...whole} />
          <rect fill={`url(#${pattern}-N)`} y="0" height={height} {...whole} />
        </>
      );
    case '.':
      return <rect className={styles.toCome} y={height - 2} height="2" {...whole} />;
  }
}

/** One sitting as a picture, a minute a unit; what it shows stands in the table beside it, and in its name. */
export function CoverageStrip({ coverage }: { readonly coverage: SittingCoverage }) {
  const w = useWords('cameraPages');
  const pattern = useId().replaceAll(/\W/g, '');
  const total = Math.max(1, coverage.minutes.length);
  const runs = runsOf(coverage.minutes);
  return (
    <svg
      className={styles.strip}
      viewBox={`0 0 ${total} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={runs
        .map((run) => {
          const { from, to } = timesOf(coverage, run);
          return w.coverage.run({ from: timeOf(from), to: timeOf(to), kind: w.coverage.kinds[run.kind] });
        })
        .join(w.coverage.runSeparator)}
    >
      <defs>
        <pattern id={`${pattern}-S`} width="3" height="6" patternUnits="userSpaceOnUse">
          <path className={styles.stroke} d="M0 6 3 0" />
        </pattern>
        <pattern id={`${pattern}-I`} width="3" height="6" patternUnits="userSpaceOnUse">
          <path className={styles.stroke} d="M0 3H1" />
        </pattern>
        <pattern id={`${pattern}-N`} width="4" height={height} patternUnits="userSpaceOnUse">
          <path className={styles.missingCross} d={`M0 0 4 ${height}M0 ${height} 4 0`} />
        </pattern>
      </defs>
      {runs.map((run) => {
        const { from, to } = timesOf(coverage, run);
        return (
          <g key={run.from}>
            <title>{`${timeOf(from)}–${timeOf(to)} ${w.coverage.kinds[run.kind]}`}</title>
            <Run {...run} pattern={pattern} />
          </g>
        );
      })}
    </svg>
  );
}

/** What the shapes mean. */
export function CoverageLegend() {
  const w = useWords('cameraPages');
  const pattern = useId().replaceAll(/\W/g, '');
  return (
    <ul className={styles.legend}>
      {minuteKinds.map((kind) => (
        <li key={kind}>
          <svg
            width="24"
            height="16"
            viewBox={`0 0 24 ${height}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <defs>
              <pattern id={`${pattern}-S`} width="6" height="6" patternUnits="userSpaceOnUse">
                <path className={styles.stroke} d="M0 6 6 0" />
              </pattern>
              <pattern id={`${pattern}-I`} width="5" height="6" patternUnits="userSpaceOnUse">
                <path className={styles.stroke} d="M0 3H2" />
              </pattern>
              <pattern id={`${pattern}-N`} width="12" height={height} patternUnits="userSpaceOnUse">
                <path className={styles.missingCross} d={`M0 0 12 ${height}M0 ${height} 12 0`} />
              </pattern>
            </defs>
            <Run kind={kind} from={0} count={24} pattern={pattern} />
          </svg>
          {w.coverage.kinds[kind]}
        </li>
      ))}
    </ul>
  );
}
