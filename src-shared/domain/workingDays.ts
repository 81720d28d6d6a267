import { addDays, weekdayOf } from './calendarDate.ts';
import type { CalendarDate } from './calendarDate.ts';

/** Days that differ from the plain week, by calendar year (State Council notices). A year that is not in it is unknown. */
export interface WorkingCalendar {
  readonly version: string;
  /** Day of its issue; the newest is in force. */
  readonly issued?: CalendarDate;
  readonly years: Readonly<
    Record<string, { readonly off: readonly CalendarDate[]; readonly work: readonly CalendarDate[] }>
  >;
}

export type WorkingDayAnswer =
  | { readonly ok: true; readonly date: CalendarDate; readonly calendarVersion: string }
  | { readonly ok: false; readonly code: 'calendar-missing'; readonly year: number };

/** Whether people work on that day; null when the year is not in the calendar (nothing is guessed). */
export function isWorkingDay(calendar: WorkingCalendar, date: CalendarDate): boolean | null {
  const year = calendar.years[date.slice(0, 4)];
  if (year === undefined) return null;
  if (year.work.includes(date)) return true;
  if (year.off.includes(date)) return false;
  const weekday = weekdayOf(date);
  return weekday !== 0 && weekday !== 6;
}

/**
 * The working day that is `count` working days after `date` (before it, when negative). Day 0 does not count and may itself be
 * a day off. Fails when the way leads through a year that the calendar does not have.
 */
export function addWorkingDays(
  calendar: WorkingCalendar,
  date: CalendarDate,
  count: number,
): WorkingDayAnswer {
  const step = count < 0 ? -1 : 1;
  let at = date;
  let left = Math.abs(count);
  while (left > 0) {
    at = addDays(at, step);
    const works = isWorkingDay(calendar, at);
    if (works === null) return { ok: false, code: 'calendar-missing', year: Number(at.slice(0, 4)) };
    if (works) left -= 1;
  }
  return { ok: true, date: at, calendarVersion: calendar.version };
}

/** The same by the first of several calendars that has all the years; what is missing is said of the last one. */
export function countWorkingDays(
  calendars: readonly [WorkingCalendar, ...WorkingCalendar[]],
  date: CalendarDate,
  count: number,
): WorkingDayAnswer {
  const [first, ...others] = calendars;
  const answer = addWorkingDays(first, date, count);
  const [next, ...rest] = others;
  return answer.ok || next === undefined ? answer : countWorkingDays([next, ...rest], date, count);
}
