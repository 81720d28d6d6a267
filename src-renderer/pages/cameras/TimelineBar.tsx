import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { RoomTimeline } from '#shared/contract/views/cameras.ts';
import { useWords } from '../../app/language.tsx';
import { clockOf, timeOf } from '../../app/time.ts';
import { Button } from '../../parts/Button.tsx';
import styles from './timeline.module.css';
import { momentAt, shareOf, ticksOf, within, zoomed } from './timeScale.ts';
import type { TimeWindow } from './timeScale.ts';
import { TimelinePicture } from './TimelinePicture.tsx';

interface TimelineBarProps {
  readonly timeline: RoomTimeline;
  readonly moments: readonly (RoomTimeline['moments'][number] & { readonly atMs: number })[];
  readonly whole: TimeWindow;
  readonly window: TimeWindow;
  readonly atMs: number;
  onWindow(window: TimeWindow): void;
  onSeek(atMs: number): void;
}

const second = 1000;
const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -10 * second,
  ArrowRight: 10 * second,
  ArrowDown: -60 * second,
  ArrowUp: 60 * second,
  PageDown: -600 * second,
  PageUp: 600 * second,
};

/** A pointer that has moved farther than this, in pixels, moves the line instead of jumping. */
const dragFrom = 5;

/** The time line of a room: sittings, recordings of each camera, gaps, check-ins. Click to jump, drag to move, wheel to zoom. */
export function TimelineBar(props: TimelineBarProps) {
  const { timeline, moments, whole, window, atMs, onWindow, onSeek } = props;
  const w = useWords('cameraPages');
  const line = useRef<HTMLDivElement>(null);
  const drag = useRef<{ readonly x: number; readonly window: TimeWindow; moved: boolean } | null>(null);
  const ticks = ticksOf(window, 8);
  const short = window.until - window.from <= 10 * 60_000;

  const shareAt = (clientX: number): number => {
    const box = line.current?.getBoundingClientRect();
    return box === undefined || box.width === 0 ? 0 : (clientX - box.left) / box.width;
  };
  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const factor = event.deltaY > 0 ? 1.25 : 0.8;
    onWindow(zoomed(window, factor, momentAt(window, shareAt(event.clientX)), whole));
  });
  // React listens to the wheel passively; the page would scroll.
  useEffect(() => {
    const element = line.current;
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, []);

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, window, moved: false };
  };
  const onPointerMove = (event: PointerEvent) => {
    const begun = drag.current;
    if (begun === null) return;
    if (Math.abs(event.clientX - begun.x) > dragFrom) begun.moved = true;
    if (!begun.moved) return;
    const by = (shareAt(begun.x) - shareAt(event.clientX)) * (begun.window.until - begun.window.from);
    onWindow(within({ from: begun.window.from + by, until: begun.window.until + by }, whole));
  };
  const onPointerUp = (event: PointerEvent) => {
    const begun = drag.current;
    drag.current = null;
    if (begun !== null && !begun.moved) onSeek(momentAt(window, shareAt(event.clientX)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined) onSeek(Math.min(whole.until, Math.max(whole.from, atMs + step)));
    else if (event.key === 'Home') onSeek(whole.from);
    else if (event.key === '+' || event.key === '=') onWindow(zoomed(window, 0.6, atMs, whole));
    else if (event.key === '-') onWindow(zoomed(window, 1.6, atMs, whole));
    else return;
    event.preventDefault();
  };
  const picture = useMemo(
    () => <TimelinePicture timeline={timeline} moments={moments} window={window} />,
    [timeline, moments, window],
  );

  return (
    <div className={styles.bar}>
      <div className={styles.names} aria-hidden="true">
        <span>{w.playback.sittings}</span>
        {timeline.cameras.map(({ cameraId, name }) => (
          <span key={cameraId} title={name}>
            {name}
          </span>
        ))}
        <span>{w.playback.marks}</span>
      </div>
      <div
        ref={line}
        className={styles.line}
        role="slider"
        tabIndex={0}
        aria-label={w.playback.timeline({ room: timeline.roomName })}
        aria-valuemin={Math.round(whole.from / second)}
        aria-valuemax={Math.round(whole.until / second)}
        aria-valuenow={Math.round(atMs / second)}
        aria-valuetext={clockOf(atMs)}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onKeyDown={onKeyDown}
      >
        {picture}
        <i
          className={styles.cursor}
          hidden={atMs < window.from || atMs > window.until}
          style={{ '--at': shareOf(window, atMs) }}
        />
        <div className={styles.ticks} aria-hidden="true">
          {ticks.map((tick) => (
            <span key={tick} style={{ '--at': shareOf(window, tick) }}>
              {short ? clockOf(tick) : timeOf(tick)}
            </span>
          ))}
        </div>
      </div>
      <div className={styles.zoom}>
        <Button
          size="small"
          icon
          aria-label={w.playback.zoomIn}
          onClick={() => onWindow(zoomed(window, 0.5, atMs, whole))}
        >
          +
        </Button>
        <Button
          size="small"
          icon
          aria-label={w.playback.zoomOut}
          onClick={() => onWindow(zoomed(window, 2, atMs, whole))}
        >
          −
        </Button>
      </div>
      <TimelineLegend />
    </div>
  );
}

function TimelineLegend() {
  const w = useWords('cameraPages');
  const kinds = ['live', 'schoolRecorder', 'imported', 'gap'] as const;
  return (
    <ul className={styles.legend}>
      {kinds.map((kind) => (
        <li key={kind}>
          <svg width="34" height="14" aria-hidden="true" data-kind={kind}>
            <rect className={styles.shape} x="0" y="0" width="34" height="14" />
            {kind === 'gap' && <path className={styles.cross} d="M0 0 34 14M0 14 34 0" />}
          </svg>
          {kind === 'gap' ? w.playback.gapKind : w.coverage.classes[kind]}
        </li>
      ))}
      <li>
        <svg width="14" height="14" aria-hidden="true">
          <path className={styles.moment} d="M7 1 13 13H1Z" />
        </svg>
        {w.playback.marks}
      </li>
    </ul>
  );
}
