import { describe, expect, it } from 'vitest';
import { CameraClock, MediaClock } from '../../../src-main/recorder/mediaClock.ts';
import { spanAt, wantedWithin } from '../../../src-main/recorder/spans.ts';

const at = (minute: number): string => new Date(minute * 60_000).toISOString();

describe('spans', () => {
  const spans = [
    { from: at(10), until: at(20) },
    { from: at(15), until: at(25) },
    { from: at(40), until: null },
  ];

  it.each([
    [9, null],
    [10, 10],
    [19, 10],
    [20, 15],
    [25, null],
    [40, 40],
    [999, 40],
  ])('at minute %i the span from %s holds', (minute, from) => {
    expect(spanAt(spans, minute * 60_000)?.from ?? null).toBe(from === null ? null : at(from));
  });

  it('what of a stretch was wanted is joined and cut to it', () => {
    const parts = wantedWithin(spans, { fromMs: 12 * 60_000, toMs: 45 * 60_000 });
    expect(parts.map(({ fromMs, toMs }) => [fromMs / 60_000, toMs / 60_000])).toEqual([
      [12, 25],
      [40, 45],
    ]);
    expect(wantedWithin(spans, { fromMs: 26 * 60_000, toMs: 40 * 60_000 })).toEqual([]);
  });
});

describe('the clock of a stream', () => {
  it('goes by the least delay, so that a slow line moves nothing', () => {
    const clock = new MediaClock();
    for (const [end, late] of [
      [1, 300],
      [2, 100],
      [3, 4000],
      [4, 3000],
      [5, 150],
    ] as const)
      expect(clock.heard(end, 1_000_000 + end * 1000 + late)).toBe(true);
    expect(clock.at(5)).toBe(1_005_100);
  });

  it('notices when media time jumps ahead', () => {
    const clock = new MediaClock();
    expect(clock.heard(1, 1_000_000)).toBe(true);
    expect(clock.heard(100, 1_001_000)).toBe(false);
  });
});

describe("a camera's own clock", () => {
  it('is known when it tells it', () => {
    const clock = new CameraClock();
    for (let second = 1; second <= 5; second += 1)
      clock.heard(second * 1000 + 7_000, second * 1000, second * 1000 + 1_000);
    expect(clock.offsetMs).toBe(7_000);
  });

  it('is not known when ffmpeg wrote its own time', () => {
    const clock = new CameraClock();
    for (let second = 1; second <= 5; second += 1)
      clock.heard(second * 1000 + 1_010, second * 1000, second * 1000 + 1_000);
    expect(clock.offsetMs).toBeNull();
  });
});
