import { formatScore, readScore } from '#shared/domain/score.ts';
import type { ScoreFault } from '#shared/domain/score.ts';

/** What a cell of the entry grid holds once it is read: a mark, an absence, nothing yet, or something that is no mark. */
export type CellReading =
  | { readonly kind: 'mark'; readonly scoreHundredths: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'wrong'; readonly code: ScoreFault };

const absentWords = new Set(['缺', '缺考', '-', 'Q', 'A', 'ABSENT']);

/** Reads a cell: 0 to 100 with up to two decimals; `缺`, `-`, `q` or `a` for an absent candidate. */
export function readCell(text: string): CellReading {
  const plain = text.trim();
  if (plain === '') return { kind: 'empty' };
  if (absentWords.has(plain.toUpperCase())) return { kind: 'absent' };
  const reading = readScore(plain);
  return reading.ok
    ? { kind: 'mark', scoreHundredths: reading.hundredths }
    : { kind: 'wrong', code: reading.code };
}

/** What stands in the cell of a row that has its own entry already. */
export function cellText(given: boolean, scoreHundredths: number | null, absentWord: string): string {
  if (!given) return '';
  return scoreHundredths === null ? absentWord : formatScore(scoreHundredths);
}

/** The next row that may be typed into, going down (1) or up (-1); stays where it is at the end. */
export function nextCell(open: readonly boolean[], from: number, step: 1 | -1): number {
  for (let at = from + step; at >= 0 && at < open.length; at += step) if (open[at] === true) return at;
  return from;
}
