/** Numbers of a live picture, in seconds. */
export const liveLimits = {
  /** Older pictures are thrown away. */
  keepS: 10,
  /** Farther behind the newest picture than this it jumps. */
  jumpBehindS: 3,
  /** Where it jumps to: so much is left to play while the next piece is on its way. */
  cushionS: 0.6,
  /** Farther behind than this it plays a little faster. */
  hurryBehindS: 1.5,
} as const;

/** What to do so that a tile stays near the newest picture. */
export interface LiveStep {
  /** Where to jump, in the time of the buffer; null: stay. */
  readonly seekTo: number | null;
  readonly rate: number;
  /** Throw away everything before this; null: nothing yet. */
  readonly removeBefore: number | null;
}

/**
 * The next step of a live picture by what is buffered: `start` and `end` of the newest stretch, `first` of the oldest, and where
 * it plays, all in seconds of the buffer.
 */
export function liveStep(buffer: {
  readonly first: number;
  readonly start: number;
  readonly end: number;
  readonly at: number;
}): LiveStep {
  const { first, start, end, at } = buffer;
  const behind = end - at;
  const jump = at < start || behind > liveLimits.jumpBehindS || behind < -1;
  const seekTo = jump ? Math.max(start, end - liveLimits.cushionS) : null;
  const oldest = (seekTo ?? at) - liveLimits.keepS;
  return {
    seekTo,
    rate: !jump && behind > liveLimits.hurryBehindS ? 1.1 : 1,
    // Not piece by piece: throwing away costs something, too.
    removeBefore: first < oldest - liveLimits.keepS / 2 ? oldest : null,
  };
}
