import { dayMs } from '#shared/domain/calendarDate.ts';
import { offsetToHour } from './demoClock.ts';

/** The hour (China) at which the demonstration is entered. */
const entryHour = 11.5;

/** Midnight in China of the demonstration's exam day, milliseconds since 1970. */
export function demoMidnight(nowMs: number): number {
  return nowMs + offsetToHour(nowMs, entryHour) - entryHour * 3_600_000;
}

/** When the story begins: weeks before the exam day. */
export function demoBeginning(nowMs: number): number {
  return demoMidnight(nowMs) - 45 * dayMs + 9 * 3_600_000;
}

/** A moment of the story: whole days before (negative) or after the exam day, and the time of day. */
export function demoMoment(midnightMs: number, days: number, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return midnightMs + days * dayMs + (hours * 60 + minutes) * 60_000;
}

/** The moment at which the demonstration is entered. */
export const entryTime = '11:30';
