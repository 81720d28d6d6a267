import { useCallback, useEffect, useRef, useState } from 'react';
import type { AngleHandle } from './Angle.tsx';
import { createPlayClock } from './playClock.ts';
import type { PlaySpeed } from './playClock.ts';

/** So often all angles are told the moment. */
const stepMs = 100;
/** The newest seconds are still being written; they can be seen on the wall. */
const notYetMs = 20_000;
/** A picture on its way holds up the others for this long at most. */
const waitAtMostMs = 4000;

export interface PlaybackState {
  readonly atMs: number;
  readonly running: boolean;
  readonly speed: PlaySpeed;
  play(): void;
  pause(): void;
  seek(atMs: number): void;
  setSpeed(speed: PlaySpeed): void;
  /** Where an angle says how it is led; null when it goes. */
  angle(cameraId: string): (handle: AngleHandle | null) => void;
}

/** One clock for all angles of a room: they show the same moment, and wait for each other a little. */
export function usePlayback(startMs: number, untilMs: number, siteNow: () => number): PlaybackState {
  const [clock] = useState(() => createPlayClock(startMs, () => performance.now()));
  const angles = useRef(new Map<string, AngleHandle>());
  const [shown, setShown] = useState({ atMs: startMs, running: false, speed: 1 as PlaySpeed });
  const show = useCallback(
    () =>
      setShown((before) => {
        const next = { atMs: clock.at(), running: clock.running, speed: clock.speed };
        const same =
          Math.abs(before.atMs - next.atMs) < 1 &&
          before.running === next.running &&
          before.speed === next.speed;
        return same ? before : next;
      }),
    [clock],
  );

  useEffect(() => {
    let waitsSince: number | null = null;
    const timer = setInterval(() => {
      const now = siteNow();
      const last = Math.min(untilMs, now - notYetMs);
      if (clock.running && clock.at() > last) {
        clock.pause();
        clock.seek(last);
      }
      const states = [...angles.current.values()].map((angle) =>
        angle.follow(clock.at(), now, clock.speed, clock.running),
      );
      const waits = states.includes('waiting');
      waitsSince = waits ? (waitsSince ?? performance.now()) : null;
      const shows = states.includes('showing');
      clock.hold(waitsSince !== null && (!shows || performance.now() - waitsSince < waitAtMostMs));
      show();
    }, stepMs);
    return () => {
      clearInterval(timer);
      clock.pause();
    };
  }, [clock, show, siteNow, untilMs]);

  const angle = useCallback(
    (cameraId: string) => (handle: AngleHandle | null) => {
      if (handle === null) angles.current.delete(cameraId);
      else angles.current.set(cameraId, handle);
    },
    [],
  );
  const change = (work: () => void) => () => {
    work();
    show();
  };
  return {
    ...shown,
    play: change(() => clock.play()),
    pause: change(() => clock.pause()),
    seek: (atMs) => {
      clock.seek(Math.min(atMs, untilMs));
      show();
    },
    setSpeed: (speed) => {
      clock.setSpeed(speed);
      show();
    },
    angle,
  };
}
