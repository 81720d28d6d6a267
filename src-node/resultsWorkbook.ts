import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import { levelLabel } from '#shared/domain/level.ts';
import { formatScore } from '#shared/domain/score.ts';
import { refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { attempt, demand, need } from './attempt.ts';
import { readZip, writeZip, type ZipPart } from './plainZip.ts';

/**
 * `data/results.xlsx`: `results.json` as a table for people. Every cell is text and stays text in a spreadsheet (format `@`, marked
 * as typed text): nothing is ever computed, and nothing that a person was called can become a formula. The verifier makes the same
 * table again and compares it cell by cell, styles and sheets included.
 */

type PackageResults = PackageFiles['results.json'];
type Line = PackageResults['rows'][number];
type Stated = Pick<PackageFiles, 'results.json' | 'package.json'>;

// The words of this file are part of the package's bytes, so they stand here and not in the catalogue.
const theorySources: Readonly<Record<string, string>> = {
  machine: '读卡',
  paper: '人工登分',
  courseExam: '结课成绩替代',
  examiners: '',
};
const states: Readonly<Record<string, string>> = {
  notTaken: '未考',
  taken: '已考',
  absent: '缺考',
  deferred: '缓考',
  misconduct: '违纪',
  cheating: '作弊',
  substituted: '成绩替代',
};
const outcomes: Readonly<Record<string, string>> = {
  passed: '合格',
  failed: '不合格',
  cancelled: '成绩取消',
};

/** Columns of the table for people, in order: heading, width and text of a line. */
const columns: readonly (readonly [
  heading: string,
  width: number,
  text: (line: Line, index: number) => string,
])[] = [
  ['序号', 6, (_line, index) => String(index + 1)],
  ['准考证号', 18, (line) => line.ticketNumber],
  ['姓名', 14, (line) => line.identity?.name ?? '（已清除）'],
  ['证件号码', 22, (line) => line.identity?.documentNumber ?? ''],
  ['职业', 18, (line) => line.occupationLevel.name],
  ['职业编码', 13, (line) => line.occupationLevel.code],
  ['等级', 14, (line) => levelLabel(line.occupationLevel.level)],
  ['理论状态', 10, (line) => states[line.subjects.theory.state] ?? ''],
  ['理论成绩', 10, (line) => mark(line.subjects.theory.scoreHundredths)],
  ['理论成绩来源', 14, (line) => theorySources[line.subjects.theory.source ?? ''] ?? ''],
  ['实操状态', 10, (line) => states[line.subjects.practical.state] ?? ''],
  ['实操成绩', 10, (line) => mark(line.subjects.practical.scoreHundredths)],
  ['评定成绩', 10, (line) => outcomes[line.outcome] ?? ''],
];

function mark(hundredths: number | null): string {
  return hundredths === null ? '' : formatScore(hundredths);
}

/** The table for people. The same results give the same bytes. */
export function resultsWorkbook(stated: Stated): Uint8Array {
  return writeZip(partsOf(stated));
}

/** Whether a table says exactly what `results.json` says. Refusals: workbook-formula, workbook-differs, workbook-malformed. */
export function checkResultsWorkbook(bytes: Uint8Array, stated: Stated): FormatResult<null> {
  const expected = partsOf(stated);
  // A little more than expected is unpacked, so that the cell can be named.
  const mostOf = new Map(expected.map((part) => [part.name, 2 * part.bytes.length + 65_536]));
  return attempt(() => {
    const found = need(readZip(bytes, (name) => mostOf.get(name)));
    demand(found.size === expected.length, refuse('workbook-malformed', { part: 'zip' }));
    for (const { name, bytes: wanted } of expected) {
      const part = found.get(name);
      if (part?.equals(wanted) === true) continue;
      demand(name === sheetName && part !== undefined, refuse('workbook-malformed', { part: name }));
      const cell = differingCell(Buffer.from(wanted).toString('utf8'), part.toString('utf8'));
      demand(!part.includes('<f'), refuse('workbook-formula', { cell }));
      demand(false, refuse('workbook-differs', { cell }));
    }
    return null;
  });
}

const cellPattern = /^r="([A-Z]+[0-9]+)"/u;

/** The reference of the first cell that is not as it should be; a dash when it is no cell that differs. */
function differingCell(wanted: string, found: string): string {
  const wantedCells = wanted.split('<c ');
  const foundCells = found.split('<c ');
  const longer = foundCells.length > wantedCells.length ? foundCells : wantedCells;
  const at = longer.findIndex((_, index) => wantedCells[index] !== foundCells[index]);
  const named = cellPattern.exec(foundCells[at] ?? '') ?? cellPattern.exec(wantedCells[at] ?? '');
  return named?.[1] ?? '—';
}

const sheetName = 'xl/worksheets/sheet1.xml';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const mainSpace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationSpace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageSpace = 'http://schemas.openxmlformats.org/package/2006';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function partsOf(stated: Stated): readonly ZipPart[] {
  const part = (name: string, text: string): ZipPart => ({ name, bytes: Buffer.from(declaration + text) });
  return [
    part(
      '[Content_Types].xml',
      `<Types xmlns="${packageSpace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/><Override PartName="/${sheetName}" ContentType="${contentType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/></Types>`,
    ),
    part('_rels/.rels', relations(['officeDocument', 'xl/workbook.xml'])),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${mainSpace}" xmlns:r="${relationSpace}"><sheets><sheet name="成绩" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      relations(['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml']),
    ),
    part(
      'xl/styles.xml',
      `<styleSheet xmlns="${mainSpace}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ),
    part(sheetName, sheetText(stated)),
  ];
}

function relations(...targets: readonly (readonly [kind: string, target: string])[]): string {
  const lines = targets.map(
    ([kind, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${relationSpace}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packageSpace}/relationships">${lines.join('')}</Relationships>`;
}

function sheetText({ 'results.json': results, 'package.json': batch }: Stated): string {
  const widths = columns.map(
    ([, width], index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const title = [`${batch.institutionName} ${batch.batchName} 职业技能等级认定成绩表`];
  const rows = [
    title,
    columns.map(([heading]) => heading),
    ...results.rows.map((line, index) => columns.map(([, , text]) => text(line, index))),
  ];
  const lines = rows.map((texts, index) => rowText(texts, index + 1));
  return `<worksheet xmlns="${mainSpace}"><cols>${widths.join('')}</cols><sheetData>${lines.join('')}</sheetData><mergeCells count="1"><mergeCell ref="A1:${letterOf(columns.length - 1)}1"/></mergeCells></worksheet>`;
}

function rowText(texts: readonly string[], number: number): string {
  const cells = texts.map(
    (text, index) =>
      `<c r="${letterOf(index)}${number}" s="1" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`,
  );
  return `<row r="${number}">${cells.join('')}</row>`;
}

/** There are fewer columns than letters. */
function letterOf(index: number): string {
  return String.fromCharCode(65 + index);
}

/** As XML; a control character, which XML cannot hold, is shown as the sign for what cannot be shown. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}
