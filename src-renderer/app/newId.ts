import { ulid } from 'ulid';
import type { Id } from '#shared/contract/ids.ts';

/** Makes a new id (ULID) for something this desk is about to ask for: `newId<'candidate'>()`. */
export function newId<Kind extends string>(): Id<Kind> {
  return ulid() as Id<Kind>;
}

/** Local time of this desk with its offset, as a command carries it: `2026-11-24T09:30:00.000+08:00`. */
export function deskTime(now: Date = new Date()): string {
  const offsetMinutes = -now.getTimezoneOffset();
  const sign = offsetMinutes < 0 ? '-' : '+';
  const two = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, '0');
  const local = new Date(now.getTime() + offsetMinutes * 60_000).toISOString().slice(0, -1);
  return `${local}${sign}${two(offsetMinutes / 60)}:${two(offsetMinutes % 60)}`;
}
