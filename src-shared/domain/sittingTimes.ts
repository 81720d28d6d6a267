import { dayMs } from './calendarDate.ts';
import { chinaOffsetMs } from './deskTime.ts';
import type { CalendarDate } from './calendarDate.ts';

const minuteMs = 60_000;

/** How much earlier than planned a sitting may begin although people are missing, in minutes. */
export const earlyStartMinutes = 5;

/** States of a sitting, in their order. */
export const sittingStates = ['notStarted', 'admitting', 'running', 'finished'] as const;
export type SittingState = (typeof sittingStates)[number];

/** States in which nobody is let in, invigilates or needs the room any more. */
export const overStates: readonly SittingState[] = ['finished'];

/** Whether a sitting is over: see `overStates`. Who was absent is another question, asked of `finished` alone. */
export function isOver(state: SittingState): boolean {
  return overStates.includes(state);
}

/** A span of planned time: a UTC instant and a length in minutes. */
export interface PlannedTime {
  readonly startsAt: string;
  readonly minutes: number;
}

/** Day of an instant at the exam site (UTC+8). */
export function siteDay(instant: string): CalendarDate {
  return new Date(Date.parse(instant) + chinaOffsetMs).toISOString().slice(0, 10);
}

/** Day and minute of an instant at the exam site, `2026-11-24 09:30`: how refusals name a time in every language. */
export function siteTime(instant: string): string {
  return new Date(Date.parse(instant) + chinaOffsetMs).toISOString().slice(0, 16).replace('T', ' ');
}

/** First and last millisecond of a day at the exam site, as UTC instants; texts of instants may be compared with them. */
export function siteDaySpan(day: CalendarDate): { readonly from: string; readonly until: string } {
  const from = Date.parse(`${day}T00:00:00.000Z`) - chinaOffsetMs;
  return { from: new Date(from).toISOString(), until: new Date(from + dayMs - 1).toISOString() };
}

/** When a planned time ends, UTC. */
export function endOf(time: PlannedTime): string {
  return new Date(Date.parse(time.startsAt) + time.minutes * minuteMs).toISOString();
}

/** Whether two planned times share a moment; one may begin when the other ends. */
export function overlaps(one: PlannedTime, other: PlannedTime): boolean {
  const [oneStart, otherStart] = [Date.parse(one.startsAt), Date.parse(other.startsAt)];
  return oneStart < otherStart + other.minutes * minuteMs && otherStart < oneStart + one.minutes * minuteMs;
}

/**
 * Minutes late, begun ones counted whole, so that 30 minutes sharp are still 30 and a second more is 31. Counted from the
 * moment the sitting really began: while it has not begun (null) nobody is late, however long the start is delayed.
 */
export function minutesLate(startedAt: string | null, at: string): number {
  if (startedAt === null) return 0;
  return Math.max(0, Math.ceil((Date.parse(at) - Date.parse(startedAt)) / minuteMs));
}

/** Whether a sitting may begin now although people are missing: from five minutes before the planned start. */
export function mayStart(startsAt: string, at: string): boolean {
  return Date.parse(at) >= Date.parse(startsAt) - earlyStartMinutes * minuteMs;
}
