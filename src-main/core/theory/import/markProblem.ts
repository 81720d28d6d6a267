import * as z from 'zod';
import { readScore, scoreFaults } from '#shared/domain/score.ts';
import type { TableRow } from '../../spreadsheets/tableRows.ts';

/** What can be wrong with a row of a mark file. */
export const markProblemCodes = [
  'key-missing',
  'bad-document-number',
  'repeated-person',
  'mark-missing',
  ...scoreFaults,
  'sum-differs',
  'absent-with-marks',
  'unknown-flag',
  'course-exam-deferred',
  'course-exam-cancelled',
  'course-exam-absent',
] as const;
export const MarkProblemCode = z.enum(markProblemCodes);
export type MarkProblemCode = z.infer<typeof MarkProblemCode>;

/** Every problem keeps the row out until it is settled: a mark is never guessed. */
export const MarkProblem = z.object({
  sheet: z.string(),
  row: z.int().positive(),
  cell: z.string().nullable(),
  column: z.string(),
  code: MarkProblemCode,
  value: z.string(),
  facts: z.record(z.string(), z.string()),
});
export type MarkProblem = z.infer<typeof MarkProblem>;

/** Puts a problem together from the row that it stands in. */
export function markProblem<Field extends string>(
  row: TableRow<Field>,
  column: Field,
  code: MarkProblemCode,
  facts: Readonly<Record<string, string>> = {},
): MarkProblem {
  return {
    sheet: row.sheet,
    row: row.row,
    cell: row.address(column),
    column,
    code,
    value: row.text(column).slice(0, 200),
    facts: { ...facts },
  };
}

/** A mark in hundredths, or null with the problem noted; a blank cell is null without one. */
export function readMark<Field extends string>(
  row: TableRow<Field>,
  column: Field,
  fullHundredths: number,
  problems: MarkProblem[],
): number | null {
  const text = row.text(column);
  if (text === '') return null;
  const reading = readScore(text, fullHundredths);
  if (reading.ok) return reading.hundredths;
  problems.push(markProblem(row, column, reading.code));
  return null;
}

/** Reports each row whose person (by `key`) stood in an earlier row; answers whether any did. */
export function repeats(seen: Map<string, number>, key: string, row: number): number | null {
  const earlier = seen.get(key);
  if (earlier === undefined) seen.set(key, row);
  return earlier ?? null;
}
