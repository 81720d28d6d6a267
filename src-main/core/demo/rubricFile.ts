import * as XLSX from 'xlsx';
import type { RubricModule } from '#shared/contract/commands/practical.ts';
import type { ItemKind } from '#shared/domain/practicalKinds.ts';

const modes: Readonly<Record<ItemKind, string>> = {
  measured: '检测',
  judged: '评判',
  observed: '过程观察',
  veto: '否决',
};

/** A rubric as the file that it comes in: one sheet a module, its weight and time in the title row. */
export function rubricFile(modules: readonly RubricModule[]): {
  readonly name: string;
  readonly bytes: Uint8Array;
} {
  const book = XLSX.utils.book_new();
  for (const { no, title, code, weightPercent, minutes, items } of modules) {
    const cells = [
      [`试题${no}：${title}（代码 ${code}，权重 ${weightPercent}%，考核时间 ${minutes} 分钟）`],
      ['序号', '考核内容', '考核要点', '配分', '评分标准', '评分方式'],
      ...items.map((item) => [
        String(item.no),
        item.content,
        item.point,
        String(item.fullHundredths / 100),
        item.rule,
        modes[item.kind],
      ]),
    ];
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(cells), `试题${no}`);
  }
  return {
    name: '评分标准.xlsx',
    bytes: new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer),
  };
}
