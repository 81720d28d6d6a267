import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addDays, isCalendarDate, weekdayOf } from '#shared/domain/calendarDate.ts';
import { addWorkingDays, isWorkingDay } from '#shared/domain/workingDays.ts';
import type { WorkingCalendar } from '#shared/domain/workingDays.ts';

const file = new URL('../../../resources/calendar/holidays.json', import.meta.url);
const calendar: WorkingCalendar = JSON.parse(readFileSync(file, 'utf8'));

describe('working days', () => {
  it.each([
    ['2020-01-23', 5, '2020-02-07'],
    ['2020-01-10', 10, '2020-01-23'],
    ['2020-01-23', 10, '2020-02-14'],
    ['2020-04-30', 10, '2020-05-18'],
    ['2020-09-30', 10, '2020-10-21'],
    ['2025-09-30', 10, '2025-10-21'],
    ['2026-02-13', 10, '2026-03-05'],
    ['2020-02-17', -10, '2020-02-03'],
    ['2020-10-15', -10, '2020-09-25'],
    ['2026-03-05', -10, '2026-02-13'],
  ])('%s %i -> %s', (from, count, date) => {
    expect(addWorkingDays(calendar, from, count)).toEqual({
      ok: true,
      date,
      calendarVersion: calendar.version,
    });
  });

  it('computes nothing where a year is missing', () => {
    expect(addWorkingDays(calendar, '2026-12-25', 10)).toEqual({
      ok: false,
      code: 'calendar-missing',
      year: 2027,
    });
    expect(addWorkingDays(calendar, '2019-01-05', -10)).toEqual({
      ok: false,
      code: 'calendar-missing',
      year: 2018,
    });
    expect(isWorkingDay(calendar, '2030-01-02')).toBeNull();
  });

  it('leaves the day alone when no days are added', () => {
    expect(addWorkingDays(calendar, '2026-10-04', 0)).toMatchObject({ ok: true, date: '2026-10-04' });
  });

  it('knows extended holidays and make-up days', () => {
    expect(
      ['2020-02-03', '2020-01-19', '2025-10-11', '2026-02-14'].map((date) => isWorkingDay(calendar, date)),
    ).toEqual([true, true, true, true]);
    expect(
      ['2020-01-31', '2020-02-01', '2025-10-08', '2026-10-10'].map((date) => isWorkingDay(calendar, date)),
    ).toEqual([false, false, false, true]);
  });

  it('holds only days that differ from the plain week, in their own year, once', () => {
    expect(Object.keys(calendar.years)).toEqual([
      '2019',
      '2020',
      '2021',
      '2022',
      '2023',
      '2024',
      '2025',
      '2026',
    ]);
    for (const [year, { off, work }] of Object.entries(calendar.years)) {
      const all = [...off, ...work];
      expect(new Set(all).size).toBe(all.length);
      expect(all.every((date) => isCalendarDate(date) && date.startsWith(year))).toBe(true);
      expect(off.every((date) => ![0, 6].includes(weekdayOf(date)))).toBe(true);
      expect(work.every((date) => [0, 6].includes(weekdayOf(date)))).toBe(true);
    }
  });

  it('counts 250 or so working days in every year', () => {
    for (const year of Object.keys(calendar.years)) {
      let days = 0;
      for (let date = `${year}-01-01`; date.startsWith(year); date = addDays(date, 1))
        if (isWorkingDay(calendar, date) === true) days += 1;
      expect(days).toBeGreaterThanOrEqual(247);
      expect(days).toBeLessThanOrEqual(251);
    }
  });
});
