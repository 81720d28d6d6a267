import { describe, expect, it } from 'vitest';
import { columnLetter } from '../../../src-main/core/spreadsheets/grid.ts';
import type { Workbook } from '../../../src-main/core/spreadsheets/grid.ts';
import { readWorkbook } from '../../../src-main/core/spreadsheets/readWorkbook.ts';
import { makeWorkbook, smallRoster } from './makeFiles.ts';

function open(bytes: Buffer, name = 'x'): Workbook {
  const reading = readWorkbook(bytes, name);
  if (!reading.ok) throw new Error(`refused: ${reading.refusal.code}`);
  return reading.workbook;
}
const texts = (workbook: Workbook, sheet = 0): string[][] =>
  (workbook.sheets[sheet]?.rows ?? []).map((row) => Array.from(row ?? [], (cell) => cell?.text ?? ''));

const roster = smallRoster.map((row) => [...row]);
const csv = roster.map((row) => row.join(',')).join('\r\n');
/** 姓名 身份证号 … in GB18030, made beforehand: Node writes no GB18030. */
const gb18030 = new Map([...csv].map((character) => [character, gbBytes(character)]));
function gbBytes(character: string): number[] {
  if (character.charCodeAt(0) < 128) return [character.charCodeAt(0)];
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f && new TextDecoder('gb18030').decode(Uint8Array.of(lead, trail)) === character)
        return [lead, trail];
    }
  }
  throw new Error(`not in GBK: ${character}`);
}
const inGb18030 = Buffer.from([...csv].flatMap((character) => gb18030.get(character) ?? []));

describe('formats are known by their content', () => {
  it.each([
    ['xlsx', makeWorkbook({ 名册: roster }), 'xlsx', null],
    ['xlsx that calls itself .xls', makeWorkbook({ 名册: roster }), 'xlsx', null],
    ['xls (BIFF 8)', makeWorkbook({ 名册: roster }, 'biff8'), 'xls', null],
    ['XML 2003', makeWorkbook({ 名册: roster }, 'xlml'), 'xml-2003', null],
    ['csv in UTF-8', Buffer.from(csv), 'csv', 'utf-8'],
    ['csv in UTF-8 with its mark', Buffer.from(`\uFEFF${csv}`), 'csv', 'utf-8'],
    ['csv in UTF-16', Buffer.from(`\uFEFF${csv}`, 'utf16le'), 'csv', 'utf-16le'],
    ['csv in GB18030', inGb18030, 'csv', 'gb18030'],
    ['tabs', Buffer.from(csv.replaceAll(',', '\t')), 'csv', 'utf-8'],
    ['semicolons', Buffer.from(csv.replaceAll(',', ';')), 'csv', 'utf-8'],
    ['sep= line', Buffer.from(`sep=;\r\n${csv.replaceAll(',', ';')}`), 'csv', 'utf-8'],
    [
      'a page',
      Buffer.from(
        `<table>${roster.map((row) => `<tr>${row.map((text) => `<td>${text}</td>`).join('')}</tr>`).join('')}</table>`,
      ),
      'html',
      'utf-8',
    ],
  ])('%s', (_, bytes, format, encoding) => {
    const workbook = open(bytes, 'roster.xls');
    expect(workbook).toMatchObject({ format, encoding });
    expect(texts(workbook).filter((row) => row.length > 0)).toEqual(roster);
  });

  it('reads a page in the character set that it names', () => {
    const page = Buffer.concat([
      Buffer.from('<html><meta charset=gb2312><table><tr><td>'),
      inGb18030.subarray(0, 4),
      Buffer.from('</table>'),
    ]);
    expect(open(page)).toMatchObject({ format: 'html', encoding: 'gb18030' });
    expect(texts(open(page))).toEqual([['姓名']]);
  });
});

describe('cells', () => {
  it('keeps 18 digits of text as they are, and shows a number with the 15 that were kept', () => {
    const [row] =
      open(makeWorkbook({ a: [['500241200808025123', 500241200808025123]] })).sheets[0]?.rows ?? [];
    expect(row).toEqual([
      { text: '500241200808025123', kind: 'text' },
      { text: '500241200808025000', kind: 'number' },
    ]);
  });

  it('never reads the text of a page as a number', () => {
    const page =
      '<table><tr><td x:num>500241200808025123</td><td>="500241200808025123"</td><td>1E5</td><td>  段&nbsp;凯<br>博 </td></tr></table>';
    expect(texts(open(Buffer.from(page)))).toEqual([
      ['500241200808025123', '500241200808025123', '1E5', '段\u00A0凯 博'],
    ]);
  });

  it('neither runs nor reads scripts and styles of a page', () => {
    const page =
      '<table><tr><td><script>document.write("x")</script><style>a{}</style>甲</td><td onclick="x()"><img src=x onerror=alert(1)>乙</td></tr></table><script>1</script>';
    expect(texts(open(Buffer.from(page)))).toEqual([['甲', '乙']]);
  });

  it('takes the stored result of a formula, its text, and says that it is one', () => {
    const bytes = makeWorkbook({
      a: [
        [
          { t: 'n', v: 3, f: '1+2' },
          { t: 's', v: '点', f: 'HYPERLINK("http://x","点")' },
        ],
      ],
    });
    expect(open(bytes).sheets[0]?.rows[0]).toEqual([
      { text: '3', kind: 'formula', formula: '=1+2' },
      { text: '点', kind: 'formula', formula: '=HYPERLINK("http://x","点")' },
    ]);
  });

  it('reads dates by their format, in both date systems', () => {
    const date = { t: 'n', v: 39279, z: 'yyyy-mm-dd' } as const;
    const book1900 = open(makeWorkbook({ a: [[{ ...date }, 39279]] }));
    expect(book1900.sheets[0]?.rows[0]).toEqual([
      { text: '2007-07-16', kind: 'date' },
      { text: '39279', kind: 'number' },
    ]);
    const book1904 = open(
      makeWorkbook(
        { a: [[{ ...date, v: 37817 }]] },
        'xlsx',
        (book) => (book.Workbook = { WBProps: { date1904: true } }),
      ),
    );
    expect(book1904.dateSystem).toBe(1904);
    expect(texts(book1904)).toEqual([['2007-07-16']]);
  });

  it('keeps quotes, separators and line breaks inside quoted values', () => {
    const text = 'a,b,c\n"x,1","say ""hi""","two\nlines"\n"=""0012""",5\' 2",\n';
    expect(texts(open(Buffer.from(text)))).toEqual([
      ['a', 'b', 'c'],
      ['x,1', 'say "hi"', 'two\nlines'],
      ['0012', '5\' 2"', ''],
    ]);
  });

  it('takes quotes that enclose no whole field as they stand, and a last one that is not closed to the end', () => {
    expect(texts(open(Buffer.from('a,b\n"x"y,z"1"')))).toEqual([
      ['a', 'b'],
      ['"x"y', 'z"1"'],
    ]);
    expect(texts(open(Buffer.from('a,b\n1,2\n"x,y\nz""')))).toEqual([['a', 'b'], ['1', '2'], ['x,y\nz"']]);
  });

  it('notes hidden sheets', () => {
    const bytes = makeWorkbook(
      { shown: [['a']], kept: [['b']] },
      'xlsx',
      (book) => (book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] }),
    );
    expect(open(bytes).sheets.map((sheet) => [sheet.name, sheet.hidden])).toEqual([
      ['shown', false],
      ['kept', true],
    ]);
  });

  it('places cells of a page around those that reach over rows and columns', () => {
    const page =
      '<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><td>丁</td></tr><tr><td>戊</td></tr></table>';
    const workbook = open(Buffer.from(page));
    expect(texts(workbook)).toEqual([['甲', '乙'], ['', '丙', '丁'], ['戊']]);
    expect(workbook.sheets[0]?.merges).toEqual([
      { top: 0, left: 0, bottom: 1, right: 0 },
      { top: 0, left: 1, bottom: 0, right: 2 },
    ]);
  });

  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('column %i is %s', (index, letter) => {
    expect(columnLetter(index)).toBe(letter);
  });
});
