import * as z from 'zod';
import { compactCode } from '#shared/domain/fullWidth.ts';
import { normaliseName } from '#shared/domain/personName.ts';
import type { Workbook } from '../../spreadsheets/grid.ts';
import { documentNumberWords, headingWords } from '../../spreadsheets/headings.ts';
import { readTable } from '../../spreadsheets/tableRows.ts';
import type { TableRow } from '../../spreadsheets/tableRows.ts';
import { MarkProblem, markProblem, readMark, repeats } from './markProblem.ts';

export const TheoryMarkRow = z.object({
  sheet: z.string(),
  row: z.int().positive(),
  ticketNumber: z.string().nullable(),
  documentNumber: z.string().nullable(),
  name: z.string().nullable(),
  absent: z.boolean(),
  objectiveHundredths: z.int().nullable(),
  subjectiveHundredths: z.int().nullable(),
  /** Null when absent, or when the mark cannot be read. */
  totalHundredths: z.int().nullable(),
  problems: z.array(MarkProblem),
});
export type TheoryMarkRow = z.infer<typeof TheoryMarkRow>;

/** What a machine-marking file says. `rows = marked + absent + errors`. */
export const TheoryMarks = z.object({
  rows: z.array(TheoryMarkRow),
  counts: z.object({ rows: z.int(), marked: z.int(), absent: z.int(), errors: z.int() }),
});
export type TheoryMarks = z.infer<typeof TheoryMarks>;

const words = headingWords({
  ticketNumber: ['考号', '准考证号', '准考证号码', '准考证', '考生号', '考生编号'],
  documentNumber: documentNumberWords,
  name: ['姓名', '考生姓名', '学生姓名'],
  objective: ['客观题', '客观分', '客观题得分', '客观题成绩', '选择题'],
  subjective: ['主观题', '主观分', '主观题得分', '主观题成绩'],
  total: ['总分', '成绩', '总成绩', '理论成绩', '理论知识', '理论知识成绩', '得分', '卷面成绩', '卷面'],
  flag: ['缺考标记', '缺考', '是否缺考', '考试状态', '状态', '标记'],
  remark: ['备注', '说明'],
});
type Field = typeof words extends ReadonlyMap<string, infer F> ? F : never;

const absentWords = /^(缺考|缺|1|是|Y|YES|TRUE|√|✓)$/i;
const presentWords = /^(|0|否|N|NO|FALSE|正常|已考|到考)$/i;

/**
 * Reads the marks of theory papers as a marking machine exports them: by ticket or document number, total in hundredths,
 * absences by flag or by the word in the place of the mark. Where parts stand there, they must add up. Null: no such table.
 */
export function readTheoryMarks(workbook: Workbook): TheoryMarks | null {
  const tables = workbook.sheets
    .filter((sheet) => !sheet.hidden)
    .flatMap(
      (sheet) =>
        readTable(
          sheet,
          words,
          (fields) => fields.has('total') && (fields.has('ticketNumber') || fields.has('documentNumber')),
        ) ?? [],
    );
  if (tables.length === 0) return null;
  const seen = new Map<string, number>();
  const rows = tables.flatMap((table) => table.rows.map((row) => readRow(row, seen)));
  const errors = rows.filter((row) => row.problems.length > 0).length;
  const absent = rows.filter((row) => row.absent && row.problems.length === 0).length;
  return { rows, counts: { rows: rows.length, marked: rows.length - errors - absent, absent, errors } };
}

function readRow(row: TableRow<Field>, seen: Map<string, number>): TheoryMarkRow {
  const problems: MarkProblem[] = [];
  const ticketNumber = compactCode(row.text('ticketNumber')) || null;
  const documentNumber = compactCode(row.text('documentNumber')) || null;
  if (ticketNumber === null && documentNumber === null)
    problems.push(markProblem(row, 'documentNumber', 'key-missing'));
  if (row.cell('documentNumber')?.kind === 'number' && (documentNumber ?? '').length > 15)
    problems.push(markProblem(row, 'documentNumber', 'bad-document-number'));
  const earlier = repeats(seen, documentNumber ?? `ticket ${ticketNumber ?? row.row}`, row.row);
  if (earlier !== null)
    problems.push(markProblem(row, 'documentNumber', 'repeated-person', { otherRow: String(earlier) }));
  const flag = row.text('flag');
  const inPlace = absentWords.test(row.text('total')) && !/^1$/.test(row.text('total'));
  const absent = absentWords.test(flag) || inPlace || /^缺考/.test(row.text('remark'));
  if (!absent && !presentWords.test(flag)) problems.push(markProblem(row, 'flag', 'unknown-flag'));
  const marks = inPlace
    ? [null, null, null]
    : (['objective', 'subjective', 'total'] as const).map((field) => readMark(row, field, 10_000, problems));
  const [objective = null, subjective = null, total = null] = marks;
  if (absent && marks.some((mark) => mark !== null && mark > 0))
    problems.push(markProblem(row, 'total', 'absent-with-marks'));
  if (!absent && total === null && row.text('total') === '')
    problems.push(markProblem(row, 'total', 'mark-missing'));
  if (
    !absent &&
    total !== null &&
    objective !== null &&
    subjective !== null &&
    objective + subjective !== total
  )
    problems.push(markProblem(row, 'total', 'sum-differs'));
  return {
    sheet: row.sheet,
    row: row.row,
    ticketNumber,
    documentNumber,
    name: normaliseName(row.text('name')) || null,
    absent,
    objectiveHundredths: absent ? null : objective,
    subjectiveHundredths: absent ? null : subjective,
    totalHundredths: absent ? null : total,
    problems,
  };
}
