import { addDays, calendarDate } from './calendarDate.ts';
import type { CalendarDate } from './calendarDate.ts';
import { toHalfWidth } from './fullWidth.ts';

/** Where the serial numbers of a workbook begin to count. */
export type DateSystem = 1900 | 1904;

/**
 * The date of a spreadsheet's serial number. Whole days only; a fraction (the time of day) is dropped.
 * In the 1900 system serial 60 is the 29 February 1900 that never was: null. Serials of the 1904 system start at 0 = 1904-01-01.
 */
export function dateFromSerial(serial: number, system: DateSystem): CalendarDate | null {
  const day = Math.floor(serial);
  if (!Number.isFinite(serial) || day < (system === 1904 ? 0 : 1) || day > 2_958_465) return null;
  if (system === 1904) return addDays('1904-01-01', day);
  if (day === 60) return null;
  return addDays('1899-12-31', day > 60 ? day - 1 : day);
}

/**
 * Reads a date as people type it: 2007-07-16, 2007/7/16, 2007.7.16, 2007年7月16日, 20070716, also with a time behind it.
 * A two-digit year is not guessed: null.
 */
export function dateFromText(text: string): CalendarDate | null {
  const plain = toHalfWidth(text).trim();
  const spaced =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/.exec(
      plain,
    );
  const match = spaced ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  return match === null ? null : calendarDate(Number(match[1]), Number(match[2]), Number(match[3]));
}
