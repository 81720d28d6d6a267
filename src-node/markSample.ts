import { sampleSize } from '#shared/domain/theoryComparison.ts';
import { sha256Hex } from './hashes.ts';

/**
 * Draws the lines of a mark file that are compared with the paper: those whose SHA-256 of `seed:enrolmentId` is smallest, as
 * many as `sampleSize` says. The same seed and lines draw the same; a file that grows keeps what was drawn.
 */
export function drawSample<Line extends string>(seed: string, lines: readonly Line[]): readonly Line[] {
  return lines
    .map((line) => ({ line, rank: sha256Hex(`${seed}:${line}`) }))
    .toSorted((one, other) => (one.rank < other.rank ? -1 : 1))
    .slice(0, sampleSize(lines.length))
    .map(({ line }) => line);
}
