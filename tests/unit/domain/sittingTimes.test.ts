import { describe, expect, it } from 'vitest';
import {
  endOf,
  mayStart,
  minutesLate,
  overlaps,
  siteDay,
  siteDaySpan,
  siteTime,
} from '#shared/domain/sittingTimes.ts';

const at9 = '2026-11-24T01:00:00.000Z';

describe('times of sittings', () => {
  it.each([
    ['2026-11-23T15:59:59.999Z', '2026-11-23'],
    ['2026-11-23T16:00:00.000Z', '2026-11-24'],
    ['2026-12-31T18:00:00.000Z', '2027-01-01'],
  ])('the site’s day of %s is %s', (instant, day) => {
    expect(siteDay(instant)).toBe(day);
  });

  it('spans a day from its first to its last millisecond', () => {
    const { from, until } = siteDaySpan('2026-11-24');
    expect([siteDay(from), siteDay(until)]).toEqual(['2026-11-24', '2026-11-24']);
    expect(Date.parse(until) - Date.parse(from)).toBe(86_400_000 - 1);
    expect(siteTime(at9)).toBe('2026-11-24 09:00');
  });

  it.each([
    [null, '2026-11-24T05:00:00.000Z', 0],
    [at9, '2026-11-24T00:50:00.000Z', 0],
    [at9, at9, 0],
    [at9, '2026-11-24T01:00:00.001Z', 1],
    [at9, '2026-11-24T01:30:00.000Z', 30],
    [at9, '2026-11-24T01:30:00.001Z', 31],
  ])('started %s, entered %s: %i minutes late', (startedAt, at, late) => {
    expect(minutesLate(startedAt, at)).toBe(late);
  });

  it.each([
    ['2026-11-24T02:30:00.000Z', 60, false],
    ['2026-11-24T02:29:00.000Z', 60, true],
    ['2026-11-24T00:00:00.000Z', 60, false],
    ['2026-11-24T00:00:00.000Z', 61, true],
    ['2026-11-24T01:10:00.000Z', 10, true],
  ])('9:00 for 90 minutes and %s for %i overlap: %s', (startsAt, minutes, expected) => {
    const nine = { startsAt: at9, minutes: 90 };
    expect([overlaps(nine, { startsAt, minutes }), overlaps({ startsAt, minutes }, nine)]).toEqual([
      expected,
      expected,
    ]);
  });

  it('ends when its minutes are over', () => {
    expect(endOf({ startsAt: at9, minutes: 90 })).toBe('2026-11-24T02:30:00.000Z');
  });

  it('may begin from five minutes before the plan', () => {
    expect([mayStart(at9, '2026-11-24T00:54:59.999Z'), mayStart(at9, '2026-11-24T00:55:00.000Z')]).toEqual([
      false,
      true,
    ]);
  });
});
