import type { SpreadsheetRefusal } from '#shared/contract/rosterReport.ts';
import type { Workbook } from './grid.ts';
import { limits } from './limits.ts';
import { readCsv } from './readCsv.ts';
import { readHtml } from './readHtml.ts';
import { oleStreams, readSheetJs } from './readSheetJs.ts';
import { RefusedFile, refusedFile } from './refuse.ts';
import { declaredCharset, decodeText } from './textEncoding.ts';
import type { DecodedText } from './textEncoding.ts';
import { remakeZip } from './zipGuard.ts';

export type WorkbookReading =
  | { readonly ok: true; readonly workbook: Workbook }
  | { readonly ok: false; readonly refusal: SpreadsheetRefusal };

/**
 * Reads an untrusted spreadsheet. What it is shows in its bytes, never in its name; the name is only asked whether an OLE file
 * is an .et, which looks like an old .xls from outside. Runs in a child process (see `parse.ts`): a file may still exhaust it.
 */
export function readWorkbook(bytes: Buffer, fileName: string): WorkbookReading {
  try {
    return { ok: true, workbook: readByContent(bytes, fileName) };
  } catch (error) {
    if (error instanceof RefusedFile) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

function readByContent(bytes: Buffer, fileName: string): Workbook {
  if (bytes.length === 0) throw refusedFile('empty-file');
  if (bytes.length > limits.fileBytes) throw refusedFile('file-too-large', { limit: '50 MB' });
  if (bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))) return readZip(bytes);
  if (bytes.subarray(0, 8).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])))
    return readOle(bytes, fileName);
  const format = foreignFormat(bytes);
  if (format !== null) throw refusedFile('unsupported-format', { format });
  const notText = /\.ett?$/i.test(fileName) ? 'et-format' : 'not-a-spreadsheet';
  const decoded = decodeText(bytes, declaredCharset(bytes));
  if (decoded === null || !looksLikeText(decoded.text)) throw refusedFile(notText);
  if (decoded.text.trim() === '') throw refusedFile('empty-file');
  return readText(decoded, bytes);
}

function readZip(bytes: Buffer): Workbook {
  const { names, bytes: remade } = remakeZip(bytes, (name, content) => {
    if (/\.(xml|rels|vml)$/i.test(name)) refuseEntities(content);
  });
  if (names.has('xl/workbook.bin')) throw refusedFile('unsupported-format', { format: 'xlsb' });
  if (names.has('content.xml')) throw refusedFile('unsupported-format', { format: 'ods' });
  if (names.has('EncryptedPackage')) throw refusedFile('password-protected');
  if (!names.has('[Content_Types].xml') || ![...names].some((name) => /^xl\/workbook\d*\.xml$/i.test(name))) {
    throw refusedFile(names.has('word/document.xml') ? 'unsupported-format' : 'not-a-spreadsheet', {
      format: names.has('word/document.xml') ? 'docx' : 'zip',
    });
  }
  return readSheetJs(remade, 'xlsx');
}

/** No spreadsheet program writes a document type into its parts: it is there to name entities (expansion, files of the machine). */
function refuseEntities(xml: Buffer): void {
  if (xml.includes('<!DOCTYPE') || xml.includes('<!ENTITY') || xml.includes('<!doctype'))
    throw refusedFile('unsafe-content', { found: 'DOCTYPE' });
}

function readOle(bytes: Buffer, fileName: string): Workbook {
  const streams = oleStreams(bytes);
  const calledEt = /\.ett?$/i.test(fileName);
  if (streams === null) throw refusedFile(calledEt ? 'et-format' : 'damaged-file');
  if (streams.includes('EncryptedPackage')) throw refusedFile('password-protected');
  const ofWps = streams.some((name) => /^et(ext)?data$|^etworkbook|^wpscustomdata$/i.test(name));
  if (calledEt || ofWps) throw refusedFile('et-format');
  if (streams.includes('WordDocument')) throw refusedFile('unsupported-format', { format: 'doc' });
  if (!streams.some((name) => /^(workbook|book)$/i.test(name))) throw refusedFile('not-a-spreadsheet');
  return readSheetJs(bytes, 'xls');
}

function foreignFormat(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, 16);
  if (head.startsWith('%PDF-')) return 'pdf';
  if (head.startsWith('{\\rtf')) return 'rtf';
  if (head.startsWith('Rar!')) return 'rar';
  if (head.startsWith('7z\xbc\xaf')) return '7z';
  if (head.startsWith('\x89PNG') || head.startsWith('\xff\xd8\xff')) return 'picture';
  if (/^MIME-Version:/i.test(head)) return 'mht';
  // BIFF 2–4 without a container: programs of the early nineties
  if (/^\x09[\x00\x02\x04][\x04\x06]\x00/.test(head)) return 'xls-4';
  return null;
}

/** Text has no control characters but tab, line breaks and form feed. */
function looksLikeText(text: string): boolean {
  return !/[\u0000-\u0008\u000B\u000E-\u001F\u007F]/.test(text);
}

function readText({ text, encoding }: DecodedText, bytes: Buffer): Workbook {
  const head = text.slice(0, 4_096);
  if (/^\s*</.test(head)) {
    if (/<Workbook[\s>]/.test(head) && head.includes('urn:schemas-microsoft-com:office:spreadsheet')) {
      if (encoding !== 'utf-8') throw refusedFile('unsupported-format', { format: encoding });
      refuseEntities(bytes);
      return readSheetJs(bytes, 'xml-2003');
    }
    const sheets = readHtml(text);
    if (sheets.length === 0) throw refusedFile('not-a-spreadsheet');
    return { format: 'html', encoding, dateSystem: 1900, sheets };
  }
  return { format: 'csv', encoding, dateSystem: 1900, sheets: [readCsv(text)] };
}
