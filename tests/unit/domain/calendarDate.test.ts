import { describe, expect, it } from 'vitest';
import { addDays, ageOn, calendarDate, isCalendarDate, weekdayOf } from '#shared/domain/calendarDate.ts';

/** docs/rules.md, People and identity: a birth date is real. */
describe('a calendar date', () => {
  it.each([
    [2026, 11, 24, '2026-11-24'],
    [1, 1, 1, '0001-01-01'],
    [99, 12, 31, '0099-12-31'],
    [9999, 12, 31, '9999-12-31'],
    [2026, 1, 31, '2026-01-31'],
    [2026, 4, 30, '2026-04-30'],
    [2026, 2, 28, '2026-02-28'],
    [2024, 2, 29, '2024-02-29'],
    [2000, 2, 29, '2000-02-29'],
  ])('%d, %d, %d is %s', (year, month, day, date) => {
    expect(calendarDate(year, month, day)).toBe(date);
    expect(isCalendarDate(date)).toBe(true);
  });

  it.each([
    ['a year before the first', 0, 1, 1],
    ['a year of five digits', 10_000, 1, 1],
    ['a month 0', 2026, 0, 1],
    ['a month 13', 2026, 13, 1],
    ['a month -11', 2026, -11, 1],
    ['a day 0', 2026, 1, 0],
    ['a day 32', 2026, 1, 32],
    ['31 April', 2026, 4, 31],
    ['29 February of a plain year', 2026, 2, 29],
    ['29 February of a full century', 1900, 2, 29],
    ['half a year', 2026.5, 1, 1],
    ['half a month', 2026, 1.5, 1],
    ['half a day', 2026, 1, 1.5],
    ['no number', Number.NaN, 1, 1],
  ])('is none for %s', (_, year, month, day) => {
    expect(calendarDate(year, month, day)).toBeNull();
  });

  it.each([
    '2026-2-03',
    '2026-02-3',
    '26-02-03',
    '2026-02-30',
    '2026/02/03',
    ' 2026-02-03',
    '12026-02-03',
    '2026-02-031',
    '2026-02-03T00:00',
    '２０２６-02-03',
    '',
  ])('is not written %j', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it.each([
    ['2026-12-31', 1, '2027-01-01', 5],
    ['2027-01-01', -1, '2026-12-31', 4],
    ['2024-02-28', 1, '2024-02-29', 4],
    ['2026-02-28', 1, '2026-03-01', 0],
    ['2026-11-21', 0, '2026-11-21', 6],
  ])('%s and %i days is %s, a weekday %i', (date, days, later, weekday) => {
    expect([addDays(date, days), weekdayOf(later)]).toEqual([later, weekday]);
  });
});

/** Age is counted in full years: a year more from the birthday on; who was born on 29 February has it on 1 March in plain years. */
describe('the age of a person born on', () => {
  it.each([
    ['2008-11-24', '2008-11-24', 0],
    ['2008-11-24', '2026-11-23', 17],
    ['2008-11-24', '2026-11-24', 18],
    ['2008-11-24', '2026-11-25', 18],
    ['2008-11-24', '2026-10-25', 17],
    ['2008-11-24', '2026-12-01', 18],
    ['2008-12-31', '2027-01-01', 18],
    ['2008-01-01', '2026-12-31', 18],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-28', 19],
    ['2008-02-29', '2028-02-29', 20],
    ['1999-12-31', '2000-01-01', 0],
  ])('%s is on %s: %i', (birth, day, age) => {
    expect(ageOn(birth, day)).toBe(age);
  });
});
