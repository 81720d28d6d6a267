/** Speeds of playback. */
export const playSpeeds = [0.5, 1, 2, 4, 8] as const;
export type PlaySpeed = (typeof playSpeeds)[number];

/**
 * The time of a playback: which moment of the recordings is looked at now. All angles follow it, so that they stay in step. It
 * stands still while it is held (a picture is still on its way) or paused.
 */
export interface PlayClock {
  /** The moment that is looked at, in milliseconds since 1970. */
  at(): number;
  readonly running: boolean;
  readonly speed: PlaySpeed;
  play(): void;
  pause(): void;
  /** Goes to a moment; it goes on playing when it did. */
  seek(atMs: number): void;
  setSpeed(speed: PlaySpeed): void;
  /** True: stand still although it plays, until told otherwise. */
  hold(held: boolean): void;
}

/** Makes the clock of a playback. `nowMs`: any time that only goes on, in milliseconds. */
export function createPlayClock(startMs: number, nowMs: () => number): PlayClock {
  let base = startMs;
  let since = nowMs();
  let playing = false;
  let held = false;
  let speed: PlaySpeed = 1;

  const at = (): number => (playing && !held ? base + (nowMs() - since) * speed : base);
  /** What has passed is kept before anything changes. */
  const settle = (): void => {
    base = at();
    since = nowMs();
  };
  return {
    at,
    get running() {
      return playing;
    },
    get speed() {
      return speed;
    },
    play() {
      settle();
      playing = true;
    },
    pause() {
      settle();
      playing = false;
    },
    seek(atMs) {
      settle();
      base = atMs;
    },
    setSpeed(next) {
      settle();
      speed = next;
    },
    hold(next) {
      if (next === held) return;
      settle();
      held = next;
    },
  };
}
