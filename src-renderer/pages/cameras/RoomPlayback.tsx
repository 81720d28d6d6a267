import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { CameraId } from '#shared/contract/ids.ts';
import type { RoomTimeline } from '#shared/contract/views/cameras.ts';
import { useWords } from '../../app/language.tsx';
import { clockOf, dayOf } from '../../app/time.ts';
import { Button } from '../../parts/Button.tsx';
import { Block } from '../../parts/Page.tsx';
import text from '../../parts/text.module.css';
import { Angle } from './Angle.tsx';
import { MomentList } from './MomentList.tsx';
import styles from './playback.module.css';
import { playSpeeds } from './playClock.ts';
import type { PlaySpeed } from './playClock.ts';
import { TimelineBar } from './TimelineBar.tsx';
import { neighbour, showing } from './timeScale.ts';
import type { TimeWindow } from './timeScale.ts';
import { firstMoment, firstWindow, gapStarts, momentsInOrder, skipTo } from './timelineShape.ts';
import { useKeys } from './useKeys.ts';
import { usePlayback } from './usePlayback.ts';

interface RoomPlaybackProps {
  readonly timeline: RoomTimeline;
  readonly askedMs: number | null;
  siteNow(): number;
}

/** All angles of a room in step, and the time line on which one jumps. */
export function RoomPlayback({ timeline, askedMs, siteNow }: RoomPlaybackProps) {
  const w = useWords('cameraPages');
  const [start] = useState(() => firstMoment(timeline, askedMs));
  const [window, setWindow] = useState<TimeWindow>(() => firstWindow(timeline));
  const [hidden, setHidden] = useState<ReadonlySet<CameraId>>(new Set());
  const whole = useMemo(
    () => ({ from: Date.parse(timeline.from), until: Date.parse(timeline.to) }),
    [timeline.from, timeline.to],
  );
  const playback = usePlayback(start, whole.until, siteNow);
  const { atMs, running } = playback;
  const moments = useMemo(() => momentsInOrder(timeline), [timeline]);
  const gaps = useMemo(() => gapStarts(timeline), [timeline]);
  const shown = timeline.cameras.filter(({ cameraId }) => !hidden.has(cameraId));
  const view = running ? showing(window, atMs, whole) : window;

  const skip = skipTo(timeline, atMs);

  const jump = (to: number | null) => {
    if (to === null) return;
    playback.seek(to);
    setWindow((before) => showing(before, to, whole));
  };
  const toggle = () => (running ? playback.pause() : playback.play());
  useKeys((key) => {
    if (key === ' ') toggle();
    else if (key === 'ArrowLeft') jump(atMs - 10_000);
    else if (key === 'ArrowRight') jump(atMs + 10_000);
    else if (key === ',') jump(neighbour(gaps, atMs, 'before'));
    else if (key === '.') jump(neighbour(gaps, atMs, 'next'));
    else return false;
    return true;
  });

  return (
    <>
      <div className={styles.angles} style={{ '--across': shown.length > 1 ? 2 : 1 }}>
        {shown.map((camera) => (
          <Angle
            key={camera.cameraId}
            ref={playback.angle(camera.cameraId)}
            camera={camera}
            roomName={timeline.roomName}
            zeroMs={whole.from}
            atMs={atMs}
          />
        ))}
      </div>
      <div className={styles.controls}>
        <Button kind="primary" onClick={toggle} aria-keyshortcuts="Space">
          {running ? w.playback.pause : w.playback.play}
        </Button>
        <Button onClick={() => jump(atMs - 10_000)}>{w.playback.back}</Button>
        <Button onClick={() => jump(atMs + 10_000)}>{w.playback.forward}</Button>
        <Segmented<PlaySpeed>
          aria-label={w.playback.speed}
          value={playback.speed}
          onChange={playback.setSpeed}
          options={playSpeeds.map((value) => ({ value, label: `${value}×` }))}
        />
        <time className={styles.clock} dateTime={new Date(atMs).toISOString()}>
          {dayOf(atMs)} {clockOf(atMs)}
        </time>
        <Button
          disabled={neighbour(gaps, atMs, 'before') === null}
          onClick={() => jump(neighbour(gaps, atMs, 'before'))}
        >
          {w.playback.gapBefore}
        </Button>
        <Button
          disabled={neighbour(gaps, atMs, 'next') === null}
          onClick={() => jump(neighbour(gaps, atMs, 'next'))}
        >
          {w.playback.gapNext}
        </Button>
        {skip !== null && <Button onClick={() => jump(skip)}>{w.playback.skip}</Button>}
      </div>
      <Block title={w.playback.timeline({ room: timeline.roomName })}>
        <TimelineBar
          timeline={timeline}
          moments={moments}
          whole={whole}
          window={view}
          atMs={atMs}
          onWindow={setWindow}
          onSeek={playback.seek}
        />
        {timeline.cameras.length > 1 && (
          <fieldset className={styles.chosen}>
            <legend className={text.soft}>{w.playback.angles}</legend>
            {timeline.cameras.map(({ cameraId, name }) => (
              <label key={cameraId}>
                <input
                  type="checkbox"
                  checked={!hidden.has(cameraId)}
                  disabled={!hidden.has(cameraId) && shown.length === 1}
                  onChange={() => {
                    const next = new Set(hidden);
                    if (!next.delete(cameraId)) next.add(cameraId);
                    setHidden(next);
                  }}
                />
                {name}
              </label>
            ))}
          </fieldset>
        )}
      </Block>
      <MomentList timeline={timeline} moments={moments} onJump={jump} />
    </>
  );
}
