import { expect, it } from 'vitest';
import { read } from 'xlsx';
import { readWorkbook } from '../../../src-main/core/spreadsheets/readWorkbook.ts';
import { makeZip, xlsxParts } from './makeFiles.ts';
import type { ZipPart } from './makeFiles.ts';

/** Files that two readers take for two different workbooks: what was looked at is what is read. */

const cell = (text: string): string => `<row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row>`;
const endBytes = 22;
const centralHead = Buffer.from('PK\x01\x02', 'latin1');

/** Two zips in one file, each with its directory; of the second one's end record the last two bytes are left out. */
function twoDirectories(shown: readonly ZipPart[], hidden: readonly ZipPart[]): Buffer {
  const below = makeZip(hidden);
  const body = below.subarray(0, -endBytes);
  const above = makeZip(shown);
  let at = above.readUInt32LE(above.length - 6);
  above.writeUInt32LE(at + body.length, above.length - 6);
  for (let entry = 0; entry < shown.length; entry += 1) {
    above.writeUInt32LE(above.readUInt32LE(at + 42) + body.length, at + 42);
    at = above.indexOf(centralHead, at + 46);
  }
  return Buffer.concat([body, above, below.subarray(-endBytes, -2)]);
}

/** The one text of a workbook's first cell. */
function firstCell(bytes: Buffer): string | undefined {
  const reading = readWorkbook(bytes, '名册.xlsx');
  return reading.ok ? reading.workbook.sheets[0]?.rows[0]?.[0]?.text : reading.refusal.code;
}

/** What the library makes of the file by itself. */
function libraryCell(bytes: Buffer): unknown {
  const book = read(bytes, { type: 'buffer' });
  const cells = book.Sheets[book.SheetNames[0] ?? '']?.['A1'] as { readonly v: unknown } | undefined;
  return cells?.v;
}

it('two end records: the guard and the reader see the same workbook', () => {
  const bytes = twoDirectories(xlsxParts(cell('looked at')), xlsxParts(cell('hidden')));
  expect(libraryCell(bytes), 'the file is as crafted').toBe('hidden');
  expect(firstCell(bytes)).toBe('looked at');
});

it('a bomb cannot hide behind the second end record', () => {
  const bomb = [
    ...xlsxParts(cell('x')),
    { name: 'xl/bomb.xml', content: Buffer.alloc(16 * 1024 * 1024, 'a') },
  ];
  expect(firstCell(twoDirectories(xlsxParts(cell('looked at')), bomb))).toBe('looked at');
  expect(firstCell(twoDirectories(bomb, xlsxParts(cell('hidden'))))).toBe('zip-bomb');
});

it('other names in the entries’ own heads do not count', () => {
  const parts = [
    ...xlsxParts(cell('looked at')),
    {
      name: 'xl/worksheets/sheet2.xml',
      content: Buffer.from(xlsxParts(cell('hidden')).at(-1)?.content ?? ''),
    },
  ];
  const bytes = makeZip(parts);
  const directory = bytes.readUInt32LE(bytes.length - 6);
  const first = bytes.indexOf('xl/worksheets/sheet1.xml');
  const second = bytes.indexOf('xl/worksheets/sheet2.xml');
  expect(second).toBeLessThan(directory);
  bytes.write('xl/worksheets/sheet2.xml', first);
  bytes.write('xl/worksheets/sheet1.xml', second);
  expect(libraryCell(bytes), 'the file is as crafted').toBe('hidden');
  expect(firstCell(bytes)).toBe('looked at');
});

it.each(['xl/worksheets/sheet1.xml', 'XL/Worksheets/Sheet1.XML', '/xl\\worksheets/sheet1.xml'])(
  'the same name twice (%s) is refused',
  (name) => {
    const parts = [...xlsxParts(cell('one')), { name, content: Buffer.from('other') }];
    expect(firstCell(makeZip(parts))).toBe('unsafe-content');
  },
);
