import type { SittingCoverage } from '#shared/contract/views/cameras.ts';

/** Letters of `SittingCoverage.minutes`, best first. */
export const minuteKinds = ['L', 'l', 'S', 'I', '-', '.'] as const;
export type MinuteKind = (typeof minuteKinds)[number];

/** Minutes beside each other that are covered alike: `from` counts minutes from the beginning. */
export interface MinuteRun {
  readonly kind: MinuteKind;
  readonly from: number;
  readonly count: number;
}

/** Letters as runs; a letter that nobody knows counts as not covered. */
export function runsOf(minutes: string): readonly MinuteRun[] {
  const runs: MinuteRun[] = [];
  for (const [index, letter] of [...minutes].entries()) {
    const kind = minuteKinds.find((one) => one === letter) ?? '-';
    const last = runs.at(-1);
    if (last?.kind === kind) runs[runs.length - 1] = { ...last, count: last.count + 1 };
    else runs.push({ kind, from: index, count: 1 });
  }
  return runs;
}

/** How many minutes of each kind. */
export function countsOf(minutes: string): Readonly<Record<MinuteKind, number>> {
  const counts: Record<MinuteKind, number> = { L: 0, l: 0, S: 0, I: 0, '-': 0, '.': 0 };
  for (const { kind, count } of runsOf(minutes)) counts[kind] += count;
  return counts;
}

/** Instants at which a run begins and ends. */
export function timesOf(
  coverage: Pick<SittingCoverage, 'from'>,
  run: MinuteRun,
): { from: string; to: string } {
  const begin = Date.parse(coverage.from) + run.from * 60_000;
  return { from: new Date(begin).toISOString(), to: new Date(begin + run.count * 60_000).toISOString() };
}

/** Minutes covered in one way or another, of those that are over. */
export function coveredOf(coverage: Pick<SittingCoverage, 'minutes'>): {
  readonly covered: number;
  readonly total: number;
} {
  const { L, l, S, I, '-': missing } = countsOf(coverage.minutes);
  const covered = L + l + S + I;
  return { covered, total: covered + missing };
}
