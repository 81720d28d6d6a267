import { utils, write } from 'xlsx';
import type { CellObject } from 'xlsx';
import { neverFormula } from '#shared/domain/spreadsheetText.ts';
import type { Store } from '../store/openDatabase.ts';
import { stockOf } from './queries.ts';
import { items } from './tables.ts';

// The annex form leaves the site in Chinese, whatever the language of the desk.
const headings = ['序号', '名称', '品牌', '规格/型号', '数量', '所有权归属'] as const;
const sheets = {
  equipment: '设施设备情况',
  examination: '考务管理及视频监控设备',
} as const;
const ownershipWords = { own: '自有', borrowed: '借用', rented: '租用', shared: '校企共建' } as const;

/**
 * The tables of the annex form (四、场地设备等情况, (二) and (三)) as xlsx: pieces of one name, brand and model are one line. Every
 * cell is text and never a formula. What is scrapped or gone is not listed.
 */
export function annexWorkbook(store: Store): Buffer {
  const lines = new Map<
    string,
    { readonly texts: readonly string[]; readonly video: boolean; count: number }
  >();
  for (const item of store.orm.select().from(items).orderBy(items.number).all()) {
    if (item.state === 'scrapped') continue;
    const count = item.counted ? stockOf(store, item.itemId).reduce((sum, one) => sum + one.count, 0) : 1;
    if (count === 0) continue;
    const texts = [
      item.name,
      item.brand ?? '',
      item.model ?? '',
      item.ownershipText ?? ownershipWords[item.ownership],
    ];
    const video = item.kind === 'computer' || item.kind === 'video';
    const key = JSON.stringify([...texts, video]);
    const line = lines.get(key) ?? { texts, video, count: 0 };
    line.count += count;
    lines.set(key, line);
  }
  const workbook = utils.book_new();
  for (const part of ['equipment', 'examination'] as const) {
    const chosen = [...lines.values()].filter((line) => line.video === (part === 'examination'));
    const rows = chosen.map(
      ({ texts: [name = '', brand = '', model = '', ownership = ''], count }, index) => [
        String(index + 1),
        name,
        brand,
        model,
        String(count),
        ownership,
      ],
    );
    const cells = [[...headings], ...rows].map((row) => row.map(textCell));
    const sheet = utils.aoa_to_sheet(cells);
    sheet['!cols'] = [6, 24, 18, 24, 8, 14].map((wch) => ({ wch }));
    utils.book_append_sheet(workbook, sheet, sheets[part]);
  }
  return write(workbook, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

function textCell(text: string): CellObject {
  return { t: 's', v: neverFormula(text), z: '@' };
}
