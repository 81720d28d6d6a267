import type { RoomTimeline } from '#shared/contract/views/cameras.ts';

type Moment = RoomTimeline['moments'][number];

/** Stretches of a camera that lie so close together that no gap can be seen between them, as one: fewer shapes to draw. */
export function joinedStretches(
  stretches: RoomTimeline['cameras'][number]['stretches'],
  closerMs: number,
): readonly { readonly from: number; readonly until: number; readonly coverage: string }[] {
  const joined: { from: number; until: number; coverage: string }[] = [];
  for (const { from, to, coverage } of stretches) {
    const last = joined.at(-1);
    const begin = Date.parse(from);
    if (last !== undefined && last.coverage === coverage && begin - last.until <= closerMs)
      last.until = Math.max(last.until, Date.parse(to));
    else joined.push({ from: begin, until: Date.parse(to), coverage });
  }
  return joined;
}

/** What one jumps to, in order of time. */
export function momentsInOrder(timeline: RoomTimeline): readonly (Moment & { readonly atMs: number })[] {
  return timeline.moments
    .map((moment) => ({ ...moment, atMs: Date.parse(moment.at) }))
    .toSorted((one, other) => one.atMs - other.atMs);
}

/** Beginnings of all gaps of a room, in order of time, each once. */
export function gapStarts(timeline: RoomTimeline): readonly number[] {
  return [
    ...new Set(timeline.cameras.flatMap(({ gaps }) => gaps.map(({ from }) => Date.parse(from)))),
  ].toSorted((one, other) => one - other);
}

/** Whether anything of the room was recorded at a moment, and where that goes on when not; null: nowhere. */
export function skipTo(timeline: RoomTimeline, atMs: number): number | null {
  const stretches = timeline.cameras.flatMap((camera) => camera.stretches);
  if (stretches.some(({ from, to }) => Date.parse(from) <= atMs && atMs < Date.parse(to))) return null;
  const starts = stretches.map(({ from }) => Date.parse(from)).filter((start) => start > atMs);
  return starts.length === 0 ? null : Math.min(...starts);
}

/** Where one begins to look: the asked moment, else the newest that was recorded, a little before its end; else the beginning. */
export function firstMoment(timeline: RoomTimeline, askedMs: number | null): number {
  const from = Date.parse(timeline.from);
  const until = Date.parse(timeline.to);
  if (askedMs !== null && askedMs >= from && askedMs < until) return askedMs;
  const ends = timeline.cameras.flatMap(({ stretches }) => stretches.map(({ to }) => Date.parse(to)));
  if (ends.length === 0) return Date.parse(timeline.sittings[0]?.from ?? timeline.from);
  return Math.max(from, Math.max(...ends) - 30_000);
}

/** The window one begins with: what was recorded and the sittings of the day, with some room around. */
export function firstWindow(timeline: RoomTimeline): { readonly from: number; readonly until: number } {
  const whole = { from: Date.parse(timeline.from), until: Date.parse(timeline.to) };
  const stretches = timeline.cameras.flatMap((camera) => camera.stretches);
  const spans = [...stretches, ...timeline.sittings];
  if (spans.length === 0) return whole;
  const around = 10 * 60_000;
  return {
    from: Math.max(whole.from, Math.min(...spans.map(({ from }) => Date.parse(from))) - around),
    until: Math.min(whole.until, Math.max(...spans.map(({ to }) => Date.parse(to))) + around),
  };
}
