import type { RosterField } from '#shared/contract/rosterReport.ts';
import { compactCode, compactText } from '#shared/domain/fullWidth.ts';
import { textAt } from '../../spreadsheets/grid.ts';
import type { Cell, SheetGrid } from '../../spreadsheets/grid.ts';
import { repeatsHeadings } from '../../spreadsheets/headings.ts';
import type { RosterLayout } from './columns.ts';
import { rosterWords } from './columnWords.ts';

/** What makes a row a person besides a name: a number of one of these kinds. */
const numbers: readonly RosterField[] = ['documentNumber', 'studentNumber', 'phone'];

const footer =
  /^(合计|总计|小计|共计|总人数|人数|审核|审核人|审批|复核|制表|制表人|填表|填表人|经办|经办人|负责人|校长|班主任|单位盖章|盖章|日期|填表日期|制表日期|打印时间|注|说明|备注|以下空白|以下无正文)(\(.*\))?([:：].*)?$|^(合计|总计|小计|共计|共)\d*人?$|^(注|说明|备注)\d*[:：.、]|^以下(空白|无)/;

/** Whether people stand in this row for this block: not blank, no heading repeated, no line of totals or signatures. */
export function isPersonRow(
  sheet: SheetGrid,
  row: number,
  block: ReadonlyMap<RosterField, number>,
  layout: RosterLayout,
): boolean {
  const text = (field: RosterField): string => {
    const column = block.get(field);
    return column === undefined ? '' : textAt(sheet, row, column).trim();
  };
  const formula = (field: RosterField): boolean => isFormula(sheet.rows[row]?.[block.get(field) ?? -1]);
  const named = text('name') !== '' || formula('name');
  if (!named && !numbers.some((field) => /\d/.test(text(field)) || formula(field))) return false;
  if (/\d{6}/.test(compactCode(text('documentNumber')))) return true;
  if (layout.table !== null && repeatsHeadings(sheet, row, layout.table, rosterWords)) return false;
  const cells = (sheet.rows[row] ?? []).flatMap((cell) =>
    cell === undefined ? [] : [compactText(cell.text)],
  );
  return !cells
    .filter((cell) => cell !== '')
    .some((cell, at) => footer.test(cell) && (at === 0 || cell === compactText(text('name'))));
}

function isFormula(cell: Cell | undefined): boolean {
  return cell?.kind === 'formula';
}

/** A reader of cells that knows of merged ones: a cell merged downwards holds for every row that it covers (班级, 职业, 等级). */
export function mergedCells(sheet: SheetGrid): (row: number, column: number) => Cell | undefined {
  const tall = sheet.merges.filter((merge) => merge.bottom > merge.top && merge.bottom - merge.top < 10_000);
  const byColumn = new Map<number, typeof tall>();
  for (const merge of tall) byColumn.set(merge.left, [...(byColumn.get(merge.left) ?? []), merge]);
  return (row, column) => {
    const own = sheet.rows[row]?.[column];
    if (own !== undefined) return own;
    const merge = byColumn.get(column)?.find((one) => one.top < row && row <= one.bottom);
    return merge === undefined ? undefined : sheet.rows[merge.top]?.[column];
  };
}
