import { describe, expect, test } from 'vitest';
import { csvText } from '../../../src-renderer/parts/csv.ts';
import { markText, parseMark } from '../../../src-renderer/parts/Mark.tsx';
import { arrangeRows, valuesOf } from '../../../src-renderer/parts/tableColumns.ts';
import type { Column } from '../../../src-renderer/parts/tableColumns.ts';

interface Row {
  readonly name: string | null;
  readonly score: number | null;
}
const columns: readonly Column<Row>[] = [
  { key: 'name', title: '姓名', text: (row) => row.name },
  {
    key: 'score',
    title: '成绩',
    text: (row) => (row.score === null ? null : markText(row.score)),
    sortBy: (row) => row.score,
  },
];
const rows: readonly Row[] = [
  { name: '王建国', score: 6150 },
  { name: '安然', score: null },
  { name: '李秀英', score: 10_000 },
  { name: null, score: 900 },
];
const none = { filter: '', chosen: {}, sorting: null };

describe('rows of a table', () => {
  test('stay as they are without a options', () => {
    expect(arrangeRows(rows, columns, none)).toEqual(rows);
  });

  test('fit when every word of the filter stands somewhere in the row', () => {
    expect(arrangeRows(rows, columns, { ...none, filter: '王 61.5' })).toEqual([rows[0]]);
    expect(arrangeRows(rows, columns, { ...none, filter: '王 100' })).toEqual([]);
  });

  test('sort numbers by size and not as text, what is missing last', () => {
    const sorted = arrangeRows(rows, columns, { ...none, sorting: { key: 'score', down: false } });
    expect(sorted.map((row) => row.score)).toEqual([900, 6150, 10_000, null]);
  });

  test('sort names in the Chinese order', () => {
    const sorted = arrangeRows(rows, columns, { ...none, sorting: { key: 'name', down: false } });
    expect(sorted.map((row) => row.name)).toEqual(['安然', '李秀英', '王建国', null]);
  });

  test('a chosen value must be the whole value', () => {
    expect(arrangeRows(rows, columns, { ...none, chosen: { score: '61.50' } })).toEqual([rows[0]]);
    expect(valuesOf(rows, columns[0] as Column<Row>)).toEqual(['安然', '李秀英', '王建国']);
  });
});

describe('an exported cell', () => {
  test('keeps eighteen digits, commas and quotes', () => {
    expect(csvText([['50010120080101123X', 'a,"b"', 61.5, null]])).toBe(
      '\uFEFF"=""50010120080101123X""","a,""b""",61.5,\r\n',
    );
  });
});

describe('a typed mark', () => {
  test.each([
    ['60', 6000],
    ['61.5', 6150],
    ['61.55', 6155],
    ['1000', 100_000],
    ['1000.01', null],
    ['61.555', null],
    ['-1', null],
    ['', null],
    ['6o', null],
  ])('%s is %s hundredths', (text, hundredths) => {
    expect(parseMark(text)).toBe(hundredths);
  });
});
