import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRubric } from '../../../src-main/core/practical/import/rubric.ts';
import type { Workbook } from '../../../src-main/core/spreadsheets/grid.ts';
import { readWorkbook } from '../../../src-main/core/spreadsheets/readWorkbook.ts';
import { readCourseMarks } from '../../../src-main/core/theory/import/courseMarks.ts';
import { readTheoryMarks } from '../../../src-main/core/theory/import/theoryMarks.ts';
import { makeWorkbook } from './makeFiles.ts';
import type { SheetSource } from './makeFiles.ts';

function open(bytes: Buffer): Workbook {
  const reading = readWorkbook(bytes, 'x');
  if (!reading.ok) throw new Error(reading.refusal.code);
  return reading.workbook;
}
const fixture = (name: string): Workbook =>
  open(readFileSync(new URL(`../../fixtures/rosters/${name}`, import.meta.url)));
const made = (...sheets: SheetSource[]): Workbook =>
  open(makeWorkbook(Object.fromEntries(sheets.map((rows, at) => [`s${at + 1}`, rows]))));

describe('theory marks from a marking machine', () => {
  it('reads file 05: 58 marks and two absences', () => {
    const marks = readTheoryMarks(fixture('05-理论成绩-车工三级-读卡导出.xlsx'));
    expect(marks?.counts).toEqual({ rows: 60, marked: 58, absent: 2, errors: 0 });
    expect(marks?.rows[1]).toMatchObject({
      row: 3,
      documentNumber: '500113200810087577',
      ticketNumber: null,
      objectiveHundredths: 8000,
      subjectiveHundredths: 50,
      totalHundredths: 8050,
    });
    expect(
      marks?.rows.filter((row) => row.absent).map((row) => [row.row, row.name, row.totalHundredths]),
    ).toEqual([
      [9, '司马航娟', null],
      [35, '段华', null],
    ]);
  });

  const header = ['准考证号', '姓名', '客观题', '主观题', '总分', '缺考标记'];
  it.each([
    ['a sum that is wrong', ['1', '甲', 50, 20, 71, ''], 'sum-differs', 'E2'],
    ['more than two decimals', ['1', '甲', '', '', '60.125', ''], 'too-many-decimals', 'E2'],
    ['more than 100', ['1', '甲', '', '', 101, ''], 'out-of-range', 'E2'],
    ['a word in the place of a mark', ['1', '甲', '', '', '优', ''], 'not-a-score', 'E2'],
    ['no mark and no absence', ['1', '甲', '', '', '', ''], 'mark-missing', 'E2'],
    ['an absence with a mark', ['1', '甲', '', '', 60, '缺考'], 'absent-with-marks', 'E2'],
    ['a flag that nobody knows', ['1', '甲', '', '', 60, '作弊'], 'unknown-flag', 'F2'],
    ['no number', ['', '甲', '', '', 60, ''], 'key-missing', null],
  ])('keeps out %s', (_, row, code, cell) => {
    const marks = readTheoryMarks(made([header, row]));
    expect(marks?.counts).toMatchObject({ rows: 1, errors: 1 });
    expect(marks?.rows[0]?.problems).toMatchObject([{ row: 2, cell, code }]);
  });

  it('takes an absence from the place of the mark, and the later of two rows of one person out', () => {
    const marks = readTheoryMarks(
      made([
        header,
        ['1', '甲', '', '', '缺考', ''],
        ['2', '乙', '', '', 60, '否'],
        ['2', '乙', '', '', 61, ''],
      ]),
    );
    expect(marks?.counts).toEqual({ rows: 3, marked: 1, absent: 1, errors: 1 });
    expect(marks?.rows[2]?.problems).toMatchObject([{ code: 'repeated-person', facts: { otherRow: '3' } }]);
  });

  it('does not take a document number that lost its digits', () => {
    const marks = readTheoryMarks(
      made([
        ['身份证号', '总分'],
        [500241200808025123, 60],
      ]),
    );
    expect(marks?.rows[0]?.problems).toMatchObject([{ code: 'bad-document-number' }]);
  });

  it('finds none where there are none', () => {
    expect(
      readTheoryMarks(
        made([
          ['姓名', '性别'],
          ['甲', '男'],
        ]),
      ),
    ).toBeNull();
  });
});

describe('course-exam marks', () => {
  it('reads file 06: full marks of 150, one deferred and one cancelled', () => {
    const marks = readCourseMarks(fixture('06-结课成绩-汽修-机械基础.xlsx'));
    expect(marks).toMatchObject({
      courseName: '汽车机械基础',
      term: '2025-2026学年第2学期',
      teacher: '刘某',
      fullHundredths: 15_000,
      fullMarksGiven: true,
      counts: { rows: 84, usable: 82, refused: 2 },
    });
    expect(marks?.rows[0]).toMatchObject({
      row: 3,
      studentNumber: '202301001',
      paperHundredths: 7200,
      courseworkHundredths: 9300,
      finalHundredths: 7200,
    });
    expect(
      marks?.rows.flatMap((row) =>
        row.problems.map((problem) => [row.row, problem.code, row.finalHundredths]),
      ),
    ).toEqual([
      [6, 'course-exam-deferred', null],
      [11, 'course-exam-cancelled', null],
    ]);
  });

  it('measures by the full marks that the title gives, and says so when it gives none', () => {
    const rows: SheetSource = [
      ['学号', '姓名', '总评'],
      ['1', '甲', 120],
    ];
    expect(readCourseMarks(made([['课程：焊接 满分：150 任课教师：某某'], ...rows]))).toMatchObject({
      courseName: '焊接',
      teacher: '某某',
      counts: { usable: 1 },
    });
    expect(readCourseMarks(made(rows))).toMatchObject({
      fullMarksGiven: false,
      fullHundredths: 10_000,
      rows: [{ problems: [{ code: 'out-of-range' }] }],
    });
  });
});

describe('rubric', () => {
  it('reads file 07: two modules, four kinds of items, sums and weights right', () => {
    const rubric = readRubric(fixture('07-评分标准-车工三级-实操.xlsx'));
    expect(rubric?.problems).toEqual([]);
    expect(
      rubric?.modules.map(({ title, code, weightHundredths, minutes, items }) => [
        title,
        code,
        weightHundredths,
        minutes,
        items.length,
      ]),
    ).toEqual([
      ['车削阶梯轴', 'C3-01', 7000, 240, 12],
      ['数控车床编程与操作', 'C3-02', 3000, 90, 4],
    ]);
    const modes = rubric?.modules.map((module) => module.items.map((item) => item.mode));
    expect(modes).toEqual([
      [...Array<string>(8).fill('measured'), 'judged', 'observed', 'observed', 'veto'],
      ['judged', 'observed', 'observed', 'veto'],
    ]);
    expect(rubric?.modules.map((module) => module.items.at(-1))).toMatchObject([
      { content: '安全文明生产', vetoEffect: 'subject', fullHundredths: 400 },
      { content: '操作规范', vetoEffect: 'module', rule: '酌情扣分；撞刀取消本题成绩', fullHundredths: 2000 },
    ]);
    expect(rubric?.modules[0]?.items[0]).toEqual({
      no: 1,
      content: '外圆 φ38',
      points: '尺寸 φ38 -0.025/0',
      fullHundredths: 1200,
      rule: '每超差 0.01 扣 2 分，扣完为止',
      mode: 'measured',
      vetoEffect: null,
    });
  });

  const header = ['序号', '考核内容', '配分', '评分标准', '评分方式'];
  const good = [1, '甲', 100, '', '检测'] as const;
  it.each([
    [
      'a sum that is not 100',
      [['试题：x 时间：60 分钟'], header, [1, '甲', 90, '', '检测']],
      'module-sum-not-100',
    ],
    [
      'a stated sum that differs',
      [['试题：x 时间：60 分钟'], header, good, ['合计', '', 99, '', '']],
      'stated-sum-differs',
    ],
    [
      'a kind that nobody knows',
      [['试题：x 时间：60 分钟'], header, [1, '甲', 100, '', '投票']],
      'unknown-mode',
    ],
    [
      'a veto that ends nothing',
      [['试题：x 时间：60 分钟'], header, [1, '甲', 100, '酌情', '否决']],
      'veto-without-effect',
    ],
    ['no time', [['试题：x'], header, good], 'minutes-missing'],
    [
      'full marks that are none',
      [['试题：x 时间：60 分钟'], header, good, [2, '乙', '十', '', '检测']],
      'bad-full-marks',
    ],
  ] as const)('reports %s', (_, rows, code) => {
    expect(readRubric(made(rows))?.problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('reports weights that do not make 100 %', () => {
    const module = (weight: number): SheetSource => [
      [`试题：x（代号 A-1） 权重：${weight}% 时间：60 分钟`],
      header,
      good,
    ];
    expect(readRubric(made(module(70), module(20)))?.problems).toMatchObject([
      { code: 'weights-not-100', facts: { found: '90' } },
    ]);
    expect(readRubric(made(module(70), module(30)))?.problems).toEqual([]);
  });
});
