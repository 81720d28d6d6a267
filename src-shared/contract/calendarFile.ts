import { z } from 'zod';
import { weekdayOf } from '../domain/calendarDate.ts';
import { day, shortText } from './values.ts';

const isWeekend = (date: string): boolean => [0, 6].includes(weekdayOf(date));

/** Days of a year that differ from the plain week: off, though from Monday to Friday; work, though on a weekend. */
const calendarYear = z.strictObject({ off: z.array(day).min(1).max(366), work: z.array(day).max(366) });

/**
 * `holidays.json`: the working days as the State Council's notices say them. A year without a single day off would be a guess at
 * a plain week, so it is no year. Signed in namespace kaodian-calendar as the bytes stand.
 */
export const calendarFile = z
  .strictObject({
    format: z.literal('kaodian-calendar-v1'),
    version: shortText,
    /** The newest issue is in force. */
    issued: day,
    source: z.string().max(500),
    meaning: z.string().max(500).optional(),
    years: z.record(z.string().regex(/^\d{4}$/), calendarYear),
  })
  .superRefine(({ years }, context) => {
    for (const [year, { off, work }] of Object.entries(years)) {
      const all = [...off, ...work];
      const fault =
        all.find((date) => !date.startsWith(`${year}-`)) ??
        off.find(isWeekend) ??
        work.find((date) => !isWeekend(date)) ??
        all.find((date, index) => all.indexOf(date) !== index);
      if (fault !== undefined) context.addIssue({ code: 'custom', path: [year, fault], message: 'day' });
    }
  });
export type CalendarFile = z.infer<typeof calendarFile>;
