import type { BatchRules } from '../contract/batchRules.ts';
import { rational } from './rational.ts';
import type { Rational } from './rational.ts';

/** From this many marks on a trimmed mean leaves the highest and the lowest out. */
export const trimmedFrom = 5;

/**
 * Combines the marks of several examiners (hundredths) by the batch's rule; exact, not rounded; null when there are none. Trimmed
 * mean: from five marks on without the highest and the lowest, the plain mean below. Median of an even number: the mean of the two in the middle.
 */
export function combineMarks(marks: readonly number[], combining: BatchRules['combining']): Rational | null {
  if (marks.length === 0) return null;
  const sorted = marks.toSorted((left, right) => left - right);
  if (combining === 'mean') return meanOf(sorted);
  if (combining === 'trimmedMean') return meanOf(sorted.length >= trimmedFrom ? sorted.slice(1, -1) : sorted);
  const middle = (sorted.length - 1) / 2;
  return meanOf(sorted.slice(Math.floor(middle), Math.ceil(middle) + 1));
}

function meanOf(marks: readonly number[]): Rational {
  return rational(
    marks.reduce((sum, mark) => sum + mark, 0),
    marks.length,
  );
}
