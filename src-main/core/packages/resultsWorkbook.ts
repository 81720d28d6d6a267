import * as XLSX from 'xlsx';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import { levelLabel } from '#shared/domain/level.ts';
import { formatScore } from '#shared/domain/score.ts';

type PackageResults = PackageFiles['results.json'];
type Line = PackageResults['rows'][number];

// The words of this file are part of the package's bytes, so they stand here and not in the catalogue.
const theorySources: Readonly<Record<string, string>> = {
  machine: '读卡',
  paper: '人工登分',
  courseExam: '结课成绩替代',
  examiners: '',
};
const states: Readonly<Record<string, string>> = {
  notTaken: '未考',
  taken: '已考',
  absent: '缺考',
  deferred: '缓考',
  misconduct: '违纪',
  cheating: '作弊',
  substituted: '成绩替代',
};
const outcomes: Readonly<Record<string, string>> = {
  passed: '合格',
  failed: '不合格',
  cancelled: '成绩取消',
};

/** Columns of the table for people, in order: heading and text of a line. All cells are text: nothing is ever computed. */
const columns: readonly (readonly [
  heading: string,
  width: number,
  text: (line: Line, index: number) => string,
])[] = [
  ['序号', 6, (_line, index) => String(index + 1)],
  ['准考证号', 18, (line) => line.ticketNumber],
  ['姓名', 14, (line) => line.identity?.name ?? '（已清除）'],
  ['证件号码', 22, (line) => line.identity?.documentNumber ?? ''],
  ['职业', 18, (line) => line.occupationLevel.name],
  ['职业编码', 13, (line) => line.occupationLevel.code],
  ['等级', 14, (line) => levelLabel(line.occupationLevel.level)],
  ['理论状态', 10, (line) => states[line.subjects.theory.state] ?? ''],
  ['理论成绩', 10, (line) => mark(line.subjects.theory.scoreHundredths)],
  ['理论成绩来源', 14, (line) => theorySources[line.subjects.theory.source ?? ''] ?? ''],
  ['实操状态', 10, (line) => states[line.subjects.practical.state] ?? ''],
  ['实操成绩', 10, (line) => mark(line.subjects.practical.scoreHundredths)],
  ['评定成绩', 10, (line) => outcomes[line.outcome] ?? ''],
];

function mark(hundredths: number | null): string {
  return hundredths === null ? '' : formatScore(hundredths);
}

/** `results.xlsx`: the results as a table for people. The same results give the same bytes. */
export function resultsWorkbook(
  results: PackageResults,
  institutionName: string,
  batchName: string,
  sealedAt: string,
): Uint8Array {
  const cells = [
    [`${institutionName} ${batchName} 职业技能等级认定成绩表`],
    columns.map(([heading]) => heading),
    ...results.rows.map((line, index) => columns.map(([, , text]) => text(line, index))),
  ];
  const sheet = XLSX.utils.aoa_to_sheet(cells);
  for (const key of Object.keys(sheet)) {
    const cell = sheet[key] as XLSX.CellObject | undefined;
    if (!key.startsWith('!') && cell !== undefined) cell.t = 's';
  }
  sheet['!cols'] = columns.map(([, wch]) => ({ wch }));
  sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: columns.length - 1 } }];
  const book = XLSX.utils.book_new();
  book.Props = { Title: batchName, CreatedDate: new Date(sealedAt), ModifiedDate: new Date(sealedAt) };
  XLSX.utils.book_append_sheet(book, sheet, '成绩');
  return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer);
}
