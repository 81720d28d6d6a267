import { compactCode, tidySpaces } from '#shared/domain/fullWidth.ts';
import { readPhone } from '#shared/domain/phone.ts';
import { checkFormulas, readIdentity, readName } from './normaliseIdentity.ts';
import { readOccupation, readRowLevel } from './normaliseOccupation.ts';
import type { RowContext } from './rowContext.ts';

/** Fills a person's values from the cells and reports what is wrong within the row. */
export function normaliseRow(row: RowContext): void {
  const { values } = row;
  checkFormulas(row);
  readName(row);
  readIdentity(row);
  readOccupation(row);
  readRowLevel(row);
  readRowPhone(row);
  values.studentNumber = compactCode(row.text('studentNumber')) || null;
  values.className = words(row, 'className') ?? row.title.className;
  values.department = words(row, 'department');
  values.nation = words(row, 'nation');
  values.education = words(row, 'education');
  values.source = words(row, 'source');
  values.remark = words(row, 'remark');
  readStanding(row);
}

function words(
  row: RowContext,
  field: 'className' | 'department' | 'nation' | 'education' | 'source' | 'remark',
): string | null {
  const text = row.text(field);
  return /^\s*[=@]/.test(text) ? null : tidySpaces(text) || null;
}

function readRowPhone(row: RowContext): void {
  const text = row.text('phone');
  if (text === '') return;
  row.values.phone = readPhone(text);
  if (row.values.phone === null && !row.problems.some((problem) => problem.column === 'phone'))
    row.report('phone', 'bad-phone');
}

/** What the remark says about the student: gone, or away for a while and not back (复学). */
function readStanding(row: RowContext): void {
  const remark = row.values.remark ?? '';
  if (/退学|转学|转出|除名|开除|注销学籍|取消学籍/.test(remark) && !/^(未|没有|非)/.test(remark))
    row.report('remark', 'student-withdrawn');
  else if (/休学|保留学籍|停学/.test(remark) && !/复学/.test(remark))
    row.report('remark', 'student-on-leave');
}
