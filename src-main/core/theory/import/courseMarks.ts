import * as z from 'zod';
import { compactCode } from '#shared/domain/fullWidth.ts';
import { normaliseName } from '#shared/domain/personName.ts';
import { readScore } from '#shared/domain/score.ts';
import type { Workbook } from '../../spreadsheets/grid.ts';
import { documentNumberWords, headingWords } from '../../spreadsheets/headings.ts';
import { labelled, readTable } from '../../spreadsheets/tableRows.ts';
import type { TableRow } from '../../spreadsheets/tableRows.ts';
import { MarkProblem, markProblem, readMark, repeats } from './markProblem.ts';

export const CourseMarkRow = z.object({
  sheet: z.string(),
  row: z.int().positive(),
  studentNumber: z.string().nullable(),
  documentNumber: z.string().nullable(),
  name: z.string().nullable(),
  /** 卷面: of the course's full marks. */
  paperHundredths: z.int().nullable(),
  /** 平时: of 100. */
  courseworkHundredths: z.int().nullable(),
  /** 总评: of the course's full marks. What a substitution starts from. */
  finalHundredths: z.int().nullable(),
  remark: z.string().nullable(),
  problems: z.array(MarkProblem),
});
export type CourseMarkRow = z.infer<typeof CourseMarkRow>;

/** Marks of one course's exam, to propose them in the place of theory marks. A title that is missing is null: the registrar fills it in. */
export const CourseMarks = z.object({
  courseName: z.string().nullable(),
  courseCode: z.string().nullable(),
  term: z.string().nullable(),
  teacher: z.string().nullable(),
  examDate: z.string().nullable(),
  fullHundredths: z.int().positive(),
  /** False when the file did not say its full marks and 100 was taken. */
  fullMarksGiven: z.boolean(),
  rows: z.array(CourseMarkRow),
  counts: z.object({ rows: z.int(), usable: z.int(), refused: z.int() }),
});
export type CourseMarks = z.infer<typeof CourseMarks>;

const words = headingWords({
  studentNumber: ['学号', '学籍号'],
  documentNumber: documentNumberWords,
  name: ['姓名', '学生姓名'],
  paper: ['卷面', '卷面成绩', '期末', '期末成绩', '期末考试', '结课考试', '结课成绩'],
  coursework: ['平时', '平时成绩'],
  final: ['总评', '总评成绩', '总成绩', '成绩', '综合成绩'],
  remark: ['备注', '说明'],
});
type Field = typeof words extends ReadonlyMap<string, infer F> ? F : never;

/**
 * Reads a class's course-exam marks with the facts of its title row. Deferred (缓考), cancelled (取消) and missed exams are
 * refused for substitution, row by row. Null: no such table.
 */
export function readCourseMarks(workbook: Workbook): CourseMarks | null {
  const tables = workbook.sheets
    .filter((sheet) => !sheet.hidden)
    .flatMap(
      (sheet) =>
        readTable(
          sheet,
          words,
          (fields) =>
            (fields.has('final') || fields.has('paper')) &&
            (fields.has('studentNumber') || fields.has('documentNumber')),
        ) ?? [],
    );
  const [first] = tables;
  if (first === undefined) return null;
  const titles = tables.flatMap((table) => table.titles);
  const given = readScore(labelled(titles, '满分', '总分', '卷面满分') ?? '', 100_000);
  const fullHundredths = given.ok && given.hundredths > 0 ? given.hundredths : 10_000;
  const seen = new Map<string, number>();
  const rows = tables.flatMap((table) => table.rows.map((row) => readRow(row, fullHundredths, seen)));
  const refused = rows.filter((row) => row.problems.length > 0).length;
  return {
    courseName: labelled(titles, '课程名称', '课程', '科目'),
    courseCode: labelled(titles, '课程代码', '课程编号', '课程代号'),
    term: labelled(titles, '学期', '学年学期'),
    teacher: labelled(titles, '任课教师', '任课老师', '教师'),
    examDate: labelled(titles, '考试日期', '考试时间'),
    fullHundredths,
    fullMarksGiven: given.ok && given.hundredths > 0,
    rows,
    counts: { rows: rows.length, usable: rows.length - refused, refused },
  };
}

function readRow(row: TableRow<Field>, fullHundredths: number, seen: Map<string, number>): CourseMarkRow {
  const problems: MarkProblem[] = [];
  const studentNumber = compactCode(row.text('studentNumber')) || null;
  const documentNumber = compactCode(row.text('documentNumber')) || null;
  if (studentNumber === null && documentNumber === null)
    problems.push(markProblem(row, 'documentNumber', 'key-missing'));
  const earlier = repeats(seen, documentNumber ?? `student ${studentNumber ?? row.row}`, row.row);
  if (earlier !== null)
    problems.push(markProblem(row, 'documentNumber', 'repeated-person', { otherRow: String(earlier) }));
  const standing = refusedStanding(row);
  if (standing !== null) problems.push(standing);
  const silent: MarkProblem[] = [];
  const into = standing === null ? problems : silent;
  const paper = readMark(row, 'paper', fullHundredths, into);
  const coursework = readMark(row, 'coursework', 10_000, into);
  const final = readMark(row, 'final', fullHundredths, into);
  if (
    standing === null &&
    final === null &&
    row.text('final') === '' &&
    paper === null &&
    row.text('paper') === ''
  )
    problems.push(markProblem(row, 'final', 'mark-missing'));
  return {
    sheet: row.sheet,
    row: row.row,
    studentNumber,
    documentNumber,
    name: normaliseName(row.text('name')) || null,
    paperHundredths: paper,
    courseworkHundredths: coursework,
    finalHundredths: standing === null ? (final ?? (row.text('final') === '' ? paper : null)) : null,
    remark: row.text('remark') || null,
    problems,
  };
}

function refusedStanding(row: TableRow<Field>): MarkProblem | null {
  for (const field of ['final', 'paper', 'remark'] as const) {
    const text = row.text(field);
    if (/缓考/.test(text)) return markProblem(row, field, 'course-exam-deferred');
    if (/取消|作弊|违纪|无效/.test(text)) return markProblem(row, field, 'course-exam-cancelled');
    if (/缺考|旷考/.test(text)) return markProblem(row, field, 'course-exam-absent');
  }
  return null;
}
