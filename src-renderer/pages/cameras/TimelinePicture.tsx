import type { RoomTimeline } from '#shared/contract/views/cameras.ts';
import { useWords } from '../../app/language.tsx';
import { clockOf } from '../../app/time.ts';
import styles from './timeline.module.css';
import { shareOf } from './timeScale.ts';
import type { TimeWindow } from './timeScale.ts';
import { joinedStretches } from './timelineShape.ts';

/** Units across the picture; its height is in pixels. */
const across = 1000;
const rowHeight = 26;
const barHeight = 16;

interface TimelinePictureProps {
  readonly timeline: RoomTimeline;
  readonly moments: readonly (RoomTimeline['moments'][number] & { readonly atMs: number })[];
  readonly window: TimeWindow;
}

/** What is drawn of a time line: a row of sittings, one of each camera, one of moments. What lies outside is not drawn. */
export function TimelinePicture({ timeline, moments, window }: TimelinePictureProps) {
  const w = useWords('cameraPages');
  const common = useWords('common');
  const span = window.until - window.from;
  const x = (atMs: number) => Math.min(1.2, Math.max(-0.2, shareOf(window, atMs))) * across;
  const inSight = (from: number, until: number) => until >= window.from && from <= window.until;
  const bar = (from: number, until: number) => ({ x: x(from), width: Math.max(1.2, x(until) - x(from)) });
  const rows = timeline.cameras.length + 2;
  const momentsY = (rows - 1) * rowHeight;
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${across} ${rows * rowHeight}`}
      height={rows * rowHeight}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {timeline.sittings.map((sitting) => {
        const from = Date.parse(sitting.from);
        const until = Date.parse(sitting.to);
        return (
          inSight(from, until) && (
            <g key={sitting.sittingId}>
              <rect className={styles.sittingGround} y="0" height={rows * rowHeight} {...bar(from, until)} />
              <rect className={styles.sitting} y="5" height={barHeight} {...bar(from, until)}>
                <title>{`${common.subjects[sitting.subject]} ${clockOf(from)}–${clockOf(until)}`}</title>
              </rect>
            </g>
          )
        );
      })}
      {timeline.cameras.map((camera, index) => {
        const y = (index + 1) * rowHeight + 5;
        return (
          <g key={camera.cameraId}>
            {joinedStretches(camera.stretches, span / across)
              .filter(({ from, until }) => inSight(from, until))
              .map(({ from, until, coverage }) => (
                <g key={`${from} ${coverage}`} data-kind={coverage}>
                  <rect className={styles.shape} y={y} height={barHeight} {...bar(from, until)} />
                </g>
              ))}
            {camera.gaps.map((gap) => {
              const from = Date.parse(gap.from);
              const until = Date.parse(gap.to);
              if (!inSight(from, until)) return null;
              const { x: left, width } = bar(from, until);
              const right = left + width;
              return (
                <g key={gap.from} data-kind="gap">
                  <rect className={styles.shape} y={y} height={barHeight} x={left} width={width}>
                    <title>{`${w.playback.gapKind} ${clockOf(from)}–${clockOf(until)} ${w.causes[gap.cause]}`}</title>
                  </rect>
                  <path
                    className={styles.cross}
                    d={`M${left} ${y} ${right} ${y + barHeight}M${left} ${y + barHeight} ${right} ${y}`}
                  />
                </g>
              );
            })}
          </g>
        );
      })}
      {moments
        .filter(({ atMs }) => inSight(atMs, atMs))
        .map((moment) => (
          <rect
            key={`${moment.at} ${moment.kind} ${moment.enrolmentId ?? moment.text}`}
            className={styles.moment}
            x={x(moment.atMs) - 1}
            width="2"
            y={momentsY + (moment.kind === 'checkIn' ? 10 : 4)}
            height={moment.kind === 'checkIn' ? 10 : 18}
          >
            <title>{`${clockOf(moment.atMs)} ${w.moments[moment.kind]} ${moment.text}`}</title>
          </rect>
        ))}
    </svg>
  );
}
