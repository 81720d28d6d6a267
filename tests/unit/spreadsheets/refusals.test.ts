import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../src-main/core/spreadsheets/limits.ts';
import { readWorkbook } from '../../../src-main/core/spreadsheets/readWorkbook.ts';
import { makeOle, makeWorkbook, makeZip, oleContent, smallRoster, xlsxParts } from './makeFiles.ts';
import { checkProperty } from '../../support/properties.ts';

const xlsx = makeWorkbook({ a: smallRoster });
const cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>';

function codeOf(bytes: Buffer, name = 'roster.xlsx'): string {
  const reading = readWorkbook(bytes, name);
  return reading.ok ? 'read' : reading.refusal.code;
}

describe('files that are refused', () => {
  it('reads the hand-made file that the others are bent from', () => {
    expect(codeOf(makeZip(xlsxParts(cell)))).toBe('read');
  });

  const workbookStream = oleContent(makeWorkbook({ a: smallRoster }, 'biff8'), 'Workbook');
  it.each([
    ['empty', Buffer.alloc(0), 'empty-file'],
    ['blank text', Buffer.from(' \r\n\r\n'), 'empty-file'],
    ['too large', Buffer.alloc(limits.fileBytes + 1, 0x41), 'file-too-large'],
    [
      'password-protected xlsx',
      makeOle({ EncryptionInfo: Buffer.alloc(64, 4), EncryptedPackage: Buffer.alloc(4_096, 7) }),
      'password-protected',
    ],
    [
      'zip with an encrypted entry',
      makeZip(xlsxParts(cell).map((part) => ({ ...part, flags: 1 }))),
      'password-protected',
    ],
    ['Word in OLE', makeOle({ WordDocument: Buffer.alloc(4_096) }), 'unsupported-format'],
    ['OLE without a workbook', makeOle({ Something: Buffer.alloc(4_096) }), 'not-a-spreadsheet'],
    [
      'OLE with the streams of WPS',
      makeOle({ Workbook: workbookStream, ETExtData: Buffer.alloc(64) }),
      'et-format',
    ],
    [
      'docx',
      makeZip([...xlsxParts(cell).slice(0, 2), { name: 'word/document.xml', content: Buffer.from('<w/>') }]),
      'unsupported-format',
    ],
    ['ods', makeZip([{ name: 'content.xml', content: Buffer.from('<o/>') }]), 'unsupported-format'],
    ['xlsb', makeWorkbook({ a: smallRoster }, 'xlsb'), 'unsupported-format'],
    ['some zip', makeZip([{ name: 'a.txt', content: Buffer.from('a') }]), 'not-a-spreadsheet'],
    ['pdf', Buffer.from('%PDF-1.7\n'), 'unsupported-format'],
    ['page saved as one file', Buffer.from('MIME-Version: 1.0\r\n'), 'unsupported-format'],
    ['page without a table', Buffer.from('<html><body>姓名</body></html>'), 'not-a-spreadsheet'],
    ['binary', Buffer.from([1, 2, 3, 0, 255, 254, 7]), 'not-a-spreadsheet'],
    ['xlsx cut in half', xlsx.subarray(0, xlsx.length / 2), 'damaged-file'],
    ['xlsx with one byte changed', Buffer.from(xlsx).fill(xlsx.readUInt8(60) ^ 0xff, 60, 61), 'damaged-file'],
    ['OLE cut in half', makeOle({ Workbook: workbookStream }).subarray(0, 700), 'damaged-file'],
  ])('%s', (_, bytes, code) => {
    expect(codeOf(bytes)).toBe(code);
  });

  it('refuses an .et by its streams, and an OLE file that is called .et; the same bytes as .xls are read', () => {
    const ole = makeOle({ Workbook: workbookStream });
    expect(codeOf(ole, '名册.et')).toBe('et-format');
    expect(codeOf(ole, '名册.xls')).toBe('read');
    expect(codeOf(ole.subarray(0, 600), '名册.et')).toBe('et-format');
    expect(codeOf(Buffer.from([1, 2, 3, 0, 255]), '名册.et')).toBe('et-format');
    // what is plainly an xlsx is read whatever it is called
    expect(codeOf(xlsx, '名册.et')).toBe('read');
  });

  it('refuses an xls that is protected by a password', () => {
    // FILEPASS right after BOF: the rest is no longer plain
    const bofEnd = 4 + workbookStream.readUInt16LE(2);
    const filePass = Buffer.concat([
      Buffer.from([0x2f, 0x00, 0x36, 0x00, 0x01, 0x00, 0x01, 0x00, 0x01, 0x00]),
      Buffer.alloc(48, 9),
    ]);
    const locked = Buffer.concat([
      workbookStream.subarray(0, bofEnd),
      filePass,
      workbookStream.subarray(bofEnd),
    ]);
    expect(codeOf(makeOle({ Workbook: locked }), 'a.xls')).toBe('password-protected');
  });
});

describe('zip bombs', () => {
  it('refuses a part that swells beyond all measure', () => {
    const zeros = Buffer.alloc(40 * 1024 * 1024);
    expect(codeOf(makeZip([...xlsxParts(cell), { name: 'xl/media/a.bin', content: zeros }]))).toBe(
      'zip-bomb',
    );
  });

  it('refuses a part that holds more than its header says', () => {
    const parts = xlsxParts(cell).map((part) =>
      part.name.includes('sheet1')
        ? { ...part, content: Buffer.alloc(30_000_000, 0x20), claimedSize: 1_000 }
        : part,
    );
    expect(codeOf(makeZip(parts))).toBe('zip-bomb');
  });

  it('refuses sizes that add up too high before anything is inflated', () => {
    const parts = [1, 2, 3].map((at) => ({
      name: `${at}`,
      content: Buffer.alloc(1_000_000, at),
      claimedSize: 200 * 1024 * 1024,
    }));
    expect(codeOf(makeZip(parts))).toBe('zip-bomb');
  });

  it('refuses too many entries', () => {
    const parts = Array.from({ length: limits.zipEntries + 1 }, (_, at) => ({
      name: `${at}`,
      content: Buffer.alloc(0),
    }));
    expect(codeOf(makeZip(parts))).toBe('zip-bomb');
    expect(codeOf(makeZip(xlsxParts(cell), 0xffff))).toBe('zip-bomb');
  });

  it('refuses entries that lie over one another', () => {
    const zip = makeZip([...xlsxParts(cell), { name: 'again', content: Buffer.from('x') }]);
    // let the last entry of the directory point to the first entry's bytes
    const end = zip.length - 22;
    const last = zip.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    const first = zip.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    const bent = Buffer.from(zip);
    zip.copy(bent, last + 16, first + 16, first + 28);
    bent.writeUInt32LE(zip.readUInt32LE(first + 42), last + 42);
    expect(end).toBeGreaterThan(last);
    expect(codeOf(bent)).toBe('zip-bomb');
  });
});

describe('tricks inside', () => {
  it.each([
    [
      'an entity bomb',
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData>',
    ],
    [
      'an external entity',
      '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet><sheetData>',
    ],
  ])('%s', (_, head) => {
    expect(codeOf(makeZip(xlsxParts(cell, head)))).toBe('unsafe-content');
  });

  it('refuses entities in XML 2003 too', () => {
    const xml = makeWorkbook({ a: smallRoster }, 'xlml')
      .toString('utf8')
      .replace('<Workbook', '<!DOCTYPE x [<!ENTITY a "b">]><Workbook');
    expect(codeOf(Buffer.from(xml), 'a.xls')).toBe('unsafe-content');
  });

  it('counts rows with content, not the number of the last row', () => {
    const far = '<row r="1048576"><c r="XFD1048576"/></row>';
    expect(codeOf(makeZip(xlsxParts(cell + far)))).toBe('read');
  });

  it('refuses content in columns that no roster has', () => {
    expect(codeOf(makeZip(xlsxParts('<row r="1"><c r="XFD1"><v>1</v></c></row>')))).toBe('too-many-columns');
    expect(codeOf(Buffer.from(`${'a,'.repeat(600)}b\n`))).toBe('too-many-columns');
    expect(codeOf(Buffer.from(`<table><tr>${'<td colspan=300>a'.repeat(3)}</table>`))).toBe(
      'too-many-columns',
    );
  });

  it('reads 200,000 rows and refuses 200,001', () => {
    const rows = (count: number): Buffer => Buffer.from('1,2\n'.repeat(count));
    expect(codeOf(rows(limits.rows))).toBe('read');
    expect(codeOf(rows(limits.rows + 1))).toBe('too-many-rows');
  });

  it('walks a page that nests ten thousand deep', () => {
    const deep = `${'<div>'.repeat(10_000)}<table><tr><td>${'<b>'.repeat(400)}甲</table>`;
    expect(codeOf(Buffer.from(deep))).toBe('read');
  });
});

describe('any bytes at all', () => {
  const starts = [
    Buffer.alloc(0),
    Buffer.from('PK\x03\x04', 'latin1'),
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.from('<table>'),
    Buffer.from('姓名,'),
  ];

  it('end in a reading or a typed refusal, never in an exception', () => {
    checkProperty(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 600 }), (start, rest) => {
        expect(codeOf(Buffer.concat([start, rest]))).toMatch(/^[a-z-]+$/);
      }),
      { times: 6 },
    );
  });

  it('also when a good file is cut or changed anywhere', () => {
    const files = [xlsx, makeWorkbook({ a: smallRoster }, 'biff8'), makeWorkbook({ a: smallRoster }, 'xlml')];
    checkProperty(
      fc.property(
        fc.constantFrom(...files),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        (file, place, by, cut) => {
          const at = Math.min(file.length - 1, Math.floor(place * file.length));
          const bent = cut ? file.subarray(0, at) : Buffer.from(file).fill((file[at] ?? 0) ^ by, at, at + 1);
          expect(codeOf(bent)).toMatch(/^[a-z-]+$/);
        },
      ),
      { times: 3 },
    );
  });
});
