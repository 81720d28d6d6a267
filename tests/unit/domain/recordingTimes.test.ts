import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordingLimits } from '#shared/domain/cameras.ts';
import { coverageOf, missingMinutes } from '#shared/domain/coverage.ts';
import {
  coveredTime,
  gapSteps,
  holesOf,
  joinedSpans,
  joinedStretches,
  recordedFor,
  without,
} from '#shared/domain/recordingTimes.ts';
import type { CameraRecord, Hole, NotedGap } from '#shared/domain/recordingTimes.ts';
import { checkProperty } from '../../support/properties.ts';

const t0 = Date.parse('2026-11-24T01:00:00.000Z');
const minute = 60_000;
const planned = {
  startsAt: '2026-11-24T01:00:00.000Z',
  minutes: 90,
  state: 'notStarted',
  admittedAt: null,
  startedAt: null,
  finishedAt: null,
} as const;

describe('the time of a sitting', () => {
  it('is recorded from ten minutes before the plan, or before who comes earlier, to ten minutes after its end', () => {
    expect(recordedFor(planned)).toEqual({
      from: '2026-11-24T00:50:00.000Z',
      until: '2026-11-24T02:40:00.000Z',
    });
    const early = { ...planned, state: 'admitting', admittedAt: '2026-11-24T00:40:00.000Z' } as const;
    expect(recordedFor(early)).toEqual({ from: '2026-11-24T00:30:00.000Z', until: null });
    const late = { ...early, state: 'running', startedAt: '2026-11-24T03:00:00.000Z' } as const;
    expect(recordedFor(late).until).toBe(null);
    const over = { ...late, state: 'finished', finishedAt: '2026-11-24T05:00:00.000Z' } as const;
    expect(recordedFor(over).until).toBe('2026-11-24T05:10:00.000Z');
  });

  it('must be covered from the first entry to the end', () => {
    expect(coveredTime(planned)).toBe(null);
    expect(coveredTime({ ...planned, admittedAt: planned.startsAt })).toEqual({ fromMs: t0, toMs: null });
  });

  it('joins what touches and leaves out what is over', () => {
    const span = (from: number, until: number | null) => ({
      from: new Date(t0 + from * minute).toISOString(),
      until: until === null ? null : new Date(t0 + until * minute).toISOString(),
    });
    const at = new Date(t0).toISOString();
    expect(joinedSpans([span(5, 10), span(-9, 0), span(10, 20), span(30, 40)], at)).toEqual([
      span(5, 20),
      span(30, 40),
    ]);
    expect(joinedSpans([span(1, null), span(2, 3), span(0, 1)], at)).toEqual([span(0, null)]);
  });
});

const record = (more: Partial<CameraRecord>): CameraRecord => ({
  due: { fromMs: t0, toMs: null },
  segments: [],
  told: [],
  now: { writes: true, cause: null },
  ...more,
});

describe('holes', () => {
  it('are where a camera never came up, from the beginning of the time', () => {
    const never = record({ now: { writes: false, cause: 'wrongPassword' } });
    expect(holesOf(never, t0 + recordingLimits.alarmMs - 1)).toEqual([]);
    expect(holesOf(never, t0 + recordingLimits.alarmMs)).toEqual([
      { fromMs: t0, toMs: null, cause: 'wrongPassword' },
    ]);
  });

  it('are what a dead recorder leaves, when it says nothing at all', () => {
    const dead = record({ now: null, segments: [{ fromMs: t0, toMs: t0 + minute }] });
    expect(holesOf(dead, t0 + minute + recordingLimits.settleMs - 1)).toEqual([]);
    expect(holesOf(dead, t0 + 5 * minute)).toEqual([
      { fromMs: t0 + minute, toMs: null, cause: 'recorderStopped' },
    ]);
  });

  it('are closed by the next segment, with the cause that the chain tells', () => {
    const back = record({
      segments: [
        { fromMs: t0 - minute, toMs: t0 + minute },
        { fromMs: t0 + 2 * minute, toMs: t0 + 3 * minute },
      ],
      told: [{ fromMs: t0 + minute, toMs: t0 + 2 * minute, cause: 'diskFull' }],
    });
    expect(holesOf(back, t0 + 3 * minute)).toEqual([
      { fromMs: t0 + minute, toMs: t0 + 2 * minute, cause: 'diskFull' },
    ]);
  });

  it('are not the joint of two segments, unless the chain says that it is one, however short', () => {
    const joint = {
      segments: [
        { fromMs: t0, toMs: t0 + 9_800 },
        { fromMs: t0 + 10_000, toMs: t0 + 20_000 },
      ],
    };
    expect(holesOf(record(joint), t0 + 20_000)).toEqual([]);
    const told = [{ fromMs: t0 + 9_800, toMs: t0 + 10_000, cause: 'streamLost' as const }];
    expect(holesOf(record({ ...joint, told }), t0 + 20_000)).toHaveLength(1);
  });

  it('of a sitting that has ended wait for what is still on its way, then are closed at its end', () => {
    const due = { fromMs: t0, toMs: t0 + 10 * minute };
    const segments = [{ fromMs: t0, toMs: t0 + 9 * minute }];
    expect(holesOf(record({ due, segments }), due.toMs + 1_000)).toEqual([]);
    expect(holesOf(record({ due, segments }), due.toMs + recordingLimits.settleMs)).toEqual([
      { fromMs: t0 + 9 * minute, toMs: due.toMs, cause: 'streamLost' },
    ]);
  });
});

describe('gaps in the ledger', () => {
  const hole = (from: number, to: number | null): Hole => ({
    fromMs: t0 + from * 1000,
    toMs: to === null ? null : t0 + to * 1000,
    cause: 'streamLost',
  });
  const gap = (gapId: string, from: number, to: number | null): NotedGap =>
    hole(from, to) && { gapId, fromMs: t0 + from * 1000, toMs: to === null ? null : t0 + to * 1000 };

  it('are noted once, ended as they were measured, and end as nothing where nothing was missing', () => {
    expect(gapSteps([], [hole(10, null)])).toEqual({ note: [hole(10, null)], end: [] });
    expect(gapSteps([gap('a', 10, null)], [hole(10, null)])).toEqual({ note: [], end: [] });
    expect(gapSteps([gap('a', 10, null)], [hole(18, 70)])).toEqual({
      note: [],
      end: [{ gapId: 'a', fromMs: t0 + 18_000, toMs: t0 + 70_000 }],
    });
    expect(gapSteps([gap('a', 10, null)], [])).toEqual({
      note: [],
      end: [{ gapId: 'a', fromMs: t0 + 10_000, toMs: t0 + 10_000 }],
    });
    expect(gapSteps([gap('a', 10, null)], [hole(600, null)]).end).toHaveLength(1);
  });

  it('together are the holes, none thinned away, whatever was noted before', () => {
    const pieces = fc.array(fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 60 })), { maxLength: 6 });
    checkProperty(
      fc.property(pieces, pieces, fc.boolean(), (noted, found, isOpen) => {
        const known = joinedStretches(
          noted.map(([from, length]) => ({ fromMs: t0 + from * 1000, toMs: t0 + (from + length) * 1000 })),
        ).map((one, index, all): NotedGap => ({
          gapId: `g${index}`,
          ...one,
          ...(isOpen && index === all.length - 1 ? { toMs: null } : {}),
        }));
        const holes = joinedStretches(
          found.map(([from, length]) => ({ fromMs: t0 + from * 1000, toMs: t0 + (from + length) * 1000 })),
        ).map((one): Hole => ({ ...one, cause: 'streamLost' }));
        const { note, end } = gapSteps(known, holes);
        const after = [
          ...known
            .filter((one) => one.toMs !== null)
            .map(({ fromMs, toMs }) => ({ fromMs, toMs: toMs ?? 0 })),
          ...end,
          ...note.map(({ fromMs, toMs }) => ({ fromMs, toMs: toMs ?? 0 })),
        ];
        for (const one of holes)
          expect(without({ fromMs: one.fromMs, toMs: one.toMs ?? 0 }, after)).toEqual([]);
        // Said again, nothing is written twice.
        const settled = after.map((one, index): NotedGap => ({ gapId: `h${index}`, ...one }));
        expect(gapSteps(settled, holes)).toEqual({ note: [], end: [] });
      }),
    );
  });
});

describe('coverage', () => {
  const due = { fromMs: t0 + 30_000, toMs: t0 + 4 * minute };
  const camera = (...pieces: readonly (readonly [number, number])[]) => ({
    placed: [due],
    pieces: pieces.map(([from, to]) => ({
      fromMs: t0 + from * 1000,
      toMs: t0 + to * 1000,
      coverage: 'live' as const,
    })),
  });

  it('says of each minute the best that is true of it, and never mixes classes', () => {
    const all = camera([0, 240]);
    const half = camera([0, 60], [120, 150]);
    expect(coverageOf(due, [all, half], Infinity)).toEqual({
      fromMs: t0,
      minutes: 'Llll',
      seconds: [
        [60, 60, 60, 60],
        [60, 0, 30, 0],
      ],
    });
    const later = {
      ...camera([0, 60]),
      pieces: [
        ...camera([0, 60]).pieces,
        { fromMs: t0 + minute, toMs: t0 + 2 * minute, coverage: 'imported' as const },
        { fromMs: t0 + 2 * minute, toMs: t0 + 3 * minute, coverage: 'schoolRecorder' as const },
      ],
    };
    const { minutes } = coverageOf(due, [later], Infinity);
    expect(minutes).toBe('LIS-');
    expect(missingMinutes(minutes)).toBe(1);
    expect(coverageOf(due, [all], t0 + 2 * minute).minutes).toBe('LL..');
    expect(coverageOf(due, [], Infinity).minutes).toBe('----');
  });

  it('of a minute is complete exactly when nothing of its share is missing', () => {
    const piece = fc.tuple(fc.nat(240), fc.integer({ min: 1, max: 90 }));
    checkProperty(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const one = camera(...pieces.map(([from, length]) => [from, from + length] as const));
        const { minutes, seconds } = coverageOf(due, [one], Infinity);
        expect(minutes).toHaveLength(4);
        for (const [index, letter] of [...minutes].entries()) {
          const share = {
            fromMs: Math.max(due.fromMs, t0 + index * minute),
            toMs: t0 + (index + 1) * minute,
          };
          const missing = without(share, one.pieces).reduce((sum, left) => sum + left.toMs - left.fromMs, 0);
          expect(letter).toBe(missing < recordingLimits.jointMs ? 'L' : '-');
          expect(seconds[0]?.[index]).toBeLessThanOrEqual(60);
        }
      }),
    );
  });
});
