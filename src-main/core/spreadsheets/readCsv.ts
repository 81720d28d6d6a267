import { CsvError, parse } from 'csv-parse/sync';
import type { Cell, SheetGrid } from './grid.ts';
import { limits } from './limits.ts';
import { refusedFile } from './refuse.ts';
import { cellFromText } from './textCell.ts';

const delimiters = [',', '\t', ';', '|', '，'] as const;

/**
 * Separated values as one sheet. The delimiter is the one that stands evenly in the first lines; quotes by RFC 4180, also with
 * line breaks inside; quotes that do not enclose a whole field are ordinary characters. Every value stays text.
 */
export function readCsv(text: string): SheetGrid {
  const separator = /^sep=(.)\r?\n/.exec(text);
  const body = separator === null ? text : text.slice(separator[0].length);
  const delimiter = separator?.[1] ?? findDelimiter(body);
  const rows: (Cell | undefined)[][] = separator === null ? [] : [[]];
  let filled = 0;
  readRows(body, delimiter, (fields) => {
    if (fields.length > limits.columns)
      throw refusedFile('too-many-columns', { limit: String(limits.columns) });
    const cells = fields.map((field) => cellFromText(field));
    if (cells.some((cell) => cell !== undefined)) filled += 1;
    if (filled > limits.rows || rows.length > limits.rows * 5)
      throw refusedFile('too-many-rows', { limit: String(limits.rows) });
    rows.push(cells);
  });
  return { name: 'CSV', hidden: false, rows, merges: [] };
}

function findDelimiter(text: string): string {
  const sample = text.slice(0, 20_000);
  let best: string = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const widths: number[] = [];
    readRows(sample, delimiter, (fields) => {
      if (widths.length < 30 && (fields.length > 1 || fields[0] !== '')) widths.push(fields.length);
    });
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

/** Tells the rows of a text one by one, so that too many of them are never held; what `onRow` throws ends the reading. */
function readRows(text: string, delimiter: string, onRow: (fields: readonly string[]) => void): void {
  let told = 0;
  const read = (whole: string, from: number) =>
    parse(whole, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_quotes: true,
      relax_column_count: true,
      on_record: (fields: string[], { records }) => {
        if (records > from) onRow(fields);
        told = records;
        return null;
      },
    });
  try {
    read(text, 0);
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== 'CSV_QUOTE_NOT_CLOSED') throw error;
    // The last field, and so the last row, reaches to the end of the text.
    read(`${text}"`, told);
  }
}
