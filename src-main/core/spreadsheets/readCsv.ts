import type { Cell, SheetGrid } from './grid.ts';
import { limits } from './limits.ts';
import { refusedFile } from './refuse.ts';
import { cellFromText } from './textCell.ts';

const delimiters = [',', '\t', ';', '|', '，'] as const;

/**
 * Separated values as one sheet. The delimiter is the one that stands evenly in the first lines; quotes by RFC 4180, also with
 * line breaks inside; a quote in the middle of an unquoted field is an ordinary character. Every value stays text.
 */
export function readCsv(text: string): SheetGrid {
  const separator = /^sep=(.)\r?\n/.exec(text);
  const body = separator === null ? text : text.slice(separator[0].length);
  const delimiter = separator?.[1] ?? findDelimiter(body);
  const rows: (Cell | undefined)[][] = separator === null ? [] : [[]];
  let filled = 0;
  for (const fields of splitRows(body, delimiter)) {
    if (fields.length > limits.columns)
      throw refusedFile('too-many-columns', { limit: String(limits.columns) });
    const cells = fields.map((field) => cellFromText(field));
    if (cells.some((cell) => cell !== undefined)) filled += 1;
    if (filled > limits.rows || rows.length > limits.rows * 5)
      throw refusedFile('too-many-rows', { limit: String(limits.rows) });
    rows.push(cells);
  }
  return { name: 'CSV', hidden: false, rows, merges: [] };
}

function findDelimiter(text: string): string {
  const sample = text.slice(0, 20_000);
  let best: string = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const widths: number[] = [];
    for (const fields of splitRows(sample, delimiter)) {
      if (fields.length > 1 || fields[0] !== '') widths.push(fields.length);
      if (widths.length >= 30) break;
    }
    const counts = new Map<number, number>();
    for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
    // the width that most lines share, weighted by how many share it
    const score = Math.max(
      0,
      ...[...counts].map(
        ([width, lines]) => (lines * lines * Math.min(width, 20)) / Math.max(1, widths.length),
      ),
    );
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

function* splitRows(text: string, delimiter: string): Generator<string[]> {
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      at += 1;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote < 0) {
          field += text.slice(at);
          at = text.length;
          break;
        }
        field += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        field += '"';
        at += 1;
      }
    }
    const from = at;
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
    row.push(field + text.slice(from, at));
    if (text[at] === delimiter) {
      at += 1;
      if (at === text.length) row.push('');
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    yield row;
    row = [];
  }
  if (row.length > 0) yield row;
}
