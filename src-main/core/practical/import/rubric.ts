import * as z from 'zod';
import { readScore } from '#shared/domain/score.ts';
import { itemKinds, vetoEffects } from '#shared/domain/practicalKinds.ts';
import type { VetoEffect, ItemKind } from '#shared/domain/practicalKinds.ts';
import type { Workbook } from '../../spreadsheets/grid.ts';
import { headingWords } from '../../spreadsheets/headings.ts';
import { readTable } from '../../spreadsheets/tableRows.ts';
import type { Table, TableRow } from '../../spreadsheets/tableRows.ts';

export const RubricItem = z.object({
  no: z.int().positive(),
  /** 考核内容 */
  content: z.string(),
  /** 考核要点; empty where there is none. */
  points: z.string(),
  fullHundredths: z.int().nonnegative(),
  /** 评分标准, as it stands. */
  rule: z.string(),
  mode: z.enum(itemKinds),
  /** Of a veto item: what it ends. 取消本题 the module, 取消考试资格 the subject. */
  vetoEffect: z.enum(vetoEffects).nullable(),
});
export type RubricItem = z.infer<typeof RubricItem>;

export const RubricModule = z.object({
  sheet: z.string(),
  title: z.string(),
  code: z.string().nullable(),
  /** 7000 = 70 %. */
  weightHundredths: z.int().positive().max(10_000),
  minutes: z.int().positive().nullable(),
  items: z.array(RubricItem),
});
export type RubricModule = z.infer<typeof RubricModule>;

export const RubricProblem = z.object({
  sheet: z.string(),
  row: z.int().positive().nullable(),
  code: z.enum([
    'module-sum-not-100',
    'stated-sum-differs',
    'weights-not-100',
    'weight-missing',
    'minutes-missing',
    'bad-full-marks',
    'unknown-mode',
    'content-missing',
    'veto-without-effect',
  ]),
  facts: z.record(z.string(), z.string()),
});
export type RubricProblem = z.infer<typeof RubricProblem>;

/** A rubric as a file gives it; usable when `problems` is empty. */
export const Rubric = z.object({ modules: z.array(RubricModule), problems: z.array(RubricProblem) });
export type Rubric = z.infer<typeof Rubric>;

const words = headingWords({
  no: ['序号', '编号', '项目编号'],
  content: ['考核内容', '鉴定内容', '考核项目', '考核要素', '评分项', '评分项目', '项目'],
  points: ['考核要点', '考核要求', '技术要求', '要求', '要点'],
  full: ['配分', '分值', '满分', '标准分'],
  rule: ['评分标准', '扣分标准', '评分细则', '评分要求'],
  mode: ['评分方式', '评分方法', '评判方式', '评分类型'],
});
type Field = typeof words extends ReadonlyMap<string, infer F> ? F : never;

const modes: readonly (readonly [RegExp, ItemKind])[] = [
  [/否决|一票否决/, 'veto'],
  [/检测|测量|检验/, 'measured'],
  [/过程|观察|现场/, 'observed'],
  [/评判|评价|主观|评审/, 'judged'],
];

/** Reads a practical rubric: one module (试题) a sheet, with its weight and time in the title row. Null: no such table. */
export function readRubric(workbook: Workbook): Rubric | null {
  const tables = workbook.sheets
    .filter((sheet) => !sheet.hidden)
    .flatMap(
      (sheet) => readTable(sheet, words, (fields) => fields.has('content') && fields.has('full')) ?? [],
    );
  if (tables.length === 0) return null;
  const problems: RubricProblem[] = [];
  const modules = tables.map((table) => readModule(table, tables.length === 1, problems));
  const weights = modules.reduce((sum, module) => sum + module.weightHundredths, 0);
  if (weights !== 10_000)
    problems.push({
      sheet: modules[0]?.sheet ?? '',
      row: null,
      code: 'weights-not-100',
      facts: { found: String(weights / 100) },
    });
  return { modules, problems };
}

function readModule(table: Table<Field>, alone: boolean, problems: RubricProblem[]): RubricModule {
  const sheet = table.sheet.name;
  const title = table.titles.join(' ');
  const name =
    /(?:试题[一二三四五六七八九十\d]*|题目|考题)\s*[:：]\s*([^（(]+)/.exec(title)?.[1]?.trim() ??
    table.titles[0] ??
    sheet;
  const code = /代[号码]\s*[:：]?\s*([A-Za-z0-9][A-Za-z0-9-]*)/.exec(title)?.[1] ?? null;
  const weight = /权重\s*[:：]?\s*(\d+(?:\.\d{1,2})?)\s*[%％]/.exec(title)?.[1];
  const weightHundredths = weight === undefined ? (alone ? 10_000 : 1) : Math.round(Number(weight) * 100);
  if (weight === undefined && !alone) problems.push({ sheet, row: null, code: 'weight-missing', facts: {} });
  const minutes = /(?:时间|时长|考核时间)\s*[:：]?\s*(\d+)\s*(分|min)/.exec(title)?.[1];
  if (minutes === undefined) problems.push({ sheet, row: null, code: 'minutes-missing', facts: {} });
  const items = table.rows.map((row, at) => readItem(row, at + 1, problems));
  const sum = items.reduce((total, item) => total + item.fullHundredths, 0);
  if (sum !== 10_000)
    problems.push({ sheet, row: null, code: 'module-sum-not-100', facts: { found: String(sum / 100) } });
  const stated = statedSum(table);
  if (stated !== null && stated !== sum)
    problems.push({
      sheet,
      row: null,
      code: 'stated-sum-differs',
      facts: { found: String(sum / 100), stated: String(stated / 100) },
    });
  return {
    sheet,
    title: name,
    code,
    weightHundredths: Math.max(1, Math.min(10_000, weightHundredths)),
    minutes: minutes === undefined ? null : Number(minutes),
    items,
  };
}

function readItem(row: TableRow<Field>, place: number, problems: RubricProblem[]): RubricItem {
  const note = (code: RubricProblem['code'], value: string): void =>
    void problems.push({ sheet: row.sheet, row: row.row, code, facts: { value } });
  const full = readScore(row.text('full'));
  const mode = modes.find(([pattern]) => pattern.test(row.text('mode')))?.[1] ?? null;
  const rule = row.text('rule');
  const no = Number(row.text('no'));
  if (!full.ok) note('bad-full-marks', row.text('full'));
  if (mode === null) note('unknown-mode', row.text('mode'));
  if (row.text('content') === '') note('content-missing', '');
  const effect = mode === 'veto' ? readVetoEffect(rule) : null;
  if (mode === 'veto' && effect === null) note('veto-without-effect', rule);
  return {
    no: Number.isInteger(no) && no > 0 ? no : place,
    content: row.text('content'),
    points: row.text('points'),
    fullHundredths: full.ok ? full.hundredths : 0,
    rule,
    mode: mode ?? 'judged',
    vetoEffect: effect,
  };
}

function readVetoEffect(rule: string): VetoEffect | null {
  if (
    /取消(其)?(本次)?(考试|考核|鉴定|认定)?(资格|全部成绩|考试成绩)|终止考试|总成绩(为|记)?零|不合格/.test(
      rule,
    ) &&
    !/本题/.test(rule)
  )
    return 'subject';
  return /本题|该题|本试题|此题/.test(rule) ? 'module' : null;
}

/** The sum that the sheet itself states in its line 合计. */
function statedSum(table: Table<Field>): number | null {
  for (const row of table.sheet.rows) {
    const cells = (row ?? []).flatMap((cell) =>
      cell === undefined || cell.text.trim() === '' ? [] : [cell],
    );
    if (cells[0] === undefined || !/^(合计|总计)/.test(cells[0].text.trim())) continue;
    for (const cell of cells.slice(1)) {
      const reading = readScore(cell.text, 100_000);
      if (reading.ok) return reading.hundredths;
    }
  }
  return null;
}
