/** A stretch of time that is looked at, in milliseconds since 1970. */
export interface TimeWindow {
  readonly from: number;
  readonly until: number;
}

const minute = 60_000;
const hour = 60 * minute;

/** How close one may look, and how far. */
export const windowLimits = { least: 2 * minute, most: 24 * hour } as const;

/** Distances of the strokes that a scale may have. */
const steps = [
  10_000,
  30_000,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
] as const;
/** Exam sites stand in China: the strokes stand at full hours there. */
const zoneMs = 8 * hour;

/** The strokes of a scale: at round times of day, at most `most` of them. */
export function ticksOf({ from, until }: TimeWindow, most: number): readonly number[] {
  const span = until - from;
  const step = steps.find((one) => span / one <= most) ?? steps.at(-1) ?? hour;
  const first = Math.ceil((from + zoneMs) / step) * step - zoneMs;
  return Array.from(
    { length: Math.max(0, Math.floor((until - first) / step) + 1) },
    (_, index) => first + index * step,
  );
}

/** Where a moment stands in a window, as a share of its width; outside of it below 0 or above 1. */
export function shareOf({ from, until }: TimeWindow, atMs: number): number {
  return (atMs - from) / (until - from);
}

/** The moment at a share of the width. */
export function momentAt({ from, until }: TimeWindow, share: number): number {
  return Math.round(from + (until - from) * share);
}

/** The window made narrower (factor below 1) or wider around a moment, which keeps its place; within `whole`. */
export function zoomed(window: TimeWindow, factor: number, aroundMs: number, whole: TimeWindow): TimeWindow {
  const span = Math.min(
    Math.max((window.until - window.from) * factor, windowLimits.least),
    Math.min(windowLimits.most, whole.until - whole.from),
  );
  const share = Math.min(1, Math.max(0, shareOf(window, aroundMs)));
  const from = aroundMs - span * share;
  return within({ from, until: from + span }, whole);
}

/** The window moved so that it lies within the whole. */
export function within(window: TimeWindow, whole: TimeWindow): TimeWindow {
  const span = Math.min(window.until - window.from, whole.until - whole.from);
  const from = Math.min(Math.max(window.from, whole.from), whole.until - span);
  return { from, until: from + span };
}

/** The window moved so that a moment can be seen in it, with some room around. */
export function showing(window: TimeWindow, atMs: number, whole: TimeWindow): TimeWindow {
  const share = shareOf(window, atMs);
  if (share >= 0.02 && share <= 0.98) return window;
  const span = window.until - window.from;
  return within({ from: atMs - span * 0.2, until: atMs + span * 0.8 }, whole);
}

/** The moment after (or before) this one among those there are; null when it is the last. */
export function neighbour(moments: readonly number[], atMs: number, way: 'next' | 'before'): number | null {
  // A jump lands a little beside; that is still the same moment.
  const beside = 1500;
  const found =
    way === 'next'
      ? moments.filter((one) => one > atMs + beside)
      : moments.filter((one) => one < atMs - beside);
  if (found.length === 0) return null;
  return way === 'next' ? Math.min(...found) : Math.max(...found);
}
