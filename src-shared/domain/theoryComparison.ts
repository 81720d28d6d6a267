import type { TheoryMark } from './theoryScore.ts';

/** Of the lines of a mark file a second person compares this share, at least so many, and all if there are fewer. */
const comparedPercent = 5;
const fewestCompared = 10;

/** How many of a file's lines are drawn for the comparison. */
export function sampleSize(lines: number): number {
  return Math.min(lines, Math.max(fewestCompared, Math.ceil((lines * comparedPercent) / 100)));
}

/** How far the comparison of a mark file with the paper is. */
export interface FileComparison {
  /** Lines that somebody compared and found different, whoever is right. */
  readonly differing: number;
  /** Drawn lines that nobody has compared yet. */
  readonly sampleDue: number;
}

/** One difference among the drawn lines, and every line is compared. */
export function everyLineIsDue({ differing }: FileComparison): boolean {
  return differing > 0;
}

/** What is known of one line of a mark file besides its mark. */
export interface LineComparison {
  readonly sampled: boolean;
  /** What the second person read on the paper; null while they have not looked. */
  readonly compared: { readonly scoreHundredths: TheoryMark } | null;
}

/** Whether a line waits for the second person's look. */
export function isDue(file: FileComparison, line: LineComparison): boolean {
  return line.compared === null && (line.sampled || everyLineIsDue(file));
}

/**
 * Whether an imported mark counts, as far as the comparison goes: with its file once the drawn lines were all found right; by
 * itself, once compared, when a difference was found among them.
 */
export function importStands(file: FileComparison, line: LineComparison): boolean {
  return everyLineIsDue(file) ? line.compared !== null : file.sampleDue === 0;
}
