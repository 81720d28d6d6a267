import { crc32, deflateRawSync } from 'node:zlib';
import { CFB, utils, write } from 'xlsx';
import type { BookType, CellObject } from 'xlsx';

/** A made-up roster of a few sound people, as rows of text. */
export const smallRoster: readonly (readonly string[])[] = [
  ['姓名', '身份证号', '性别', '职业', '等级'],
  ['韦平建', '500103200809250741', '女', '车工', '三级'],
  ['马豪雨', '50010220071013156X', '女', '车工', '三级'],
];

export type SheetSource = readonly (readonly (string | number | CellObject | null)[])[];

/** A workbook with the given sheets, written by the library. */
export function makeWorkbook(
  sheets: Readonly<Record<string, SheetSource>>,
  bookType: BookType = 'xlsx',
  change: (book: ReturnType<typeof utils.book_new>) => void = () => undefined,
): Buffer {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  change(book);
  const bytes: unknown = write(book, { type: 'buffer', bookType });
  if (!Buffer.isBuffer(bytes)) throw new TypeError('no bytes');
  return bytes;
}

export interface ZipPart {
  readonly name: string;
  readonly content: Buffer;
  /** What the headers claim; the truth when absent. */
  readonly claimedSize?: number;
  readonly flags?: number;
}

/** A zip put together by hand, so that its headers can lie. */
export function makeZip(parts: readonly ZipPart[], claimedCount = parts.length): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimedSize = content.length, flags = 0 } of parts) {
    const packed = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claimedSize, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    centrals.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(claimedCount & 0xffff, 8);
  end.writeUInt16LE(claimedCount & 0xffff, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const sheetHead =
  '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';

/** The least parts of an xlsx, with the sheet's XML given. */
export function xlsxParts(sheetData: string, head = sheetHead): ZipPart[] {
  const part = (name: string, text: string): ZipPart => ({ name, content: Buffer.from(text) });
  return [
    part(
      '[Content_Types].xml',
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    ),
    part(
      '_rels/.rels',
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    ),
    part(
      'xl/workbook.xml',
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    part('xl/worksheets/sheet1.xml', `${head}${sheetData}</sheetData></worksheet>`),
  ];
}

/** An OLE container with the given streams. */
export function makeOle(streams: Readonly<Record<string, Buffer>>): Buffer {
  const container = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) CFB.utils.cfb_add(container, `/${name}`, content);
  return Buffer.from(CFB.write(container, { type: 'buffer' }) as Buffer);
}

/** Streams of an OLE container that the library wrote. */
export function oleContent(bytes: Buffer, name: string): Buffer {
  const entry = CFB.find(CFB.read(bytes, { type: 'buffer' }), name);
  if (entry === null) throw new Error(`no stream ${name}`);
  return Buffer.from(entry.content as Uint8Array);
}
