import type { WantedSpan } from './segmentStore.ts';

/** A stretch of time in milliseconds since 1970. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The span that holds a moment; null: nothing is wanted then. Of several the one that began first. */
export function spanAt(spans: readonly WantedSpan[], atMs: number): WantedSpan | null {
  const holding = spans.filter(
    ({ from, until }) => Date.parse(from) <= atMs && (until === null || atMs < Date.parse(until)),
  );
  return holding.toSorted((left, right) => Date.parse(left.from) - Date.parse(right.from))[0] ?? null;
}

/** What of a stretch was wanted: the parts of it within any of the spans, joined where they touch, in their order. */
export function wantedWithin(spans: readonly WantedSpan[], stretch: Stretch): readonly Stretch[] {
  const parts = spans
    .map(({ from, until }) => ({
      fromMs: Math.max(stretch.fromMs, Date.parse(from)),
      toMs: Math.min(stretch.toMs, until === null ? stretch.toMs : Date.parse(until)),
    }))
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .toSorted((left, right) => left.fromMs - right.fromMs);
  const joined: Stretch[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    if (before !== undefined && part.fromMs <= before.toMs)
      joined[joined.length - 1] = { fromMs: before.fromMs, toMs: Math.max(before.toMs, part.toMs) };
    else joined.push(part);
  }
  return joined;
}
