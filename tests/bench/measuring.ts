/** Takes a line of what was measured. */
export type Say = (line: string) => void;

/** What `npm run bench -- NAME` runs. */
export interface Bench {
  /** What is measured, and beside what, in one line. */
  readonly measures: string;
  /** What the figures must keep, in one line. */
  readonly bound: string;
  /** How many of what, unless options of these names say otherwise. */
  readonly counts: Readonly<Record<string, number>>;
  /** Measures; answers the figures. */
  readonly run: (given: Readonly<Record<string, number>>, say: Say) => Promise<{ readonly kept: boolean }>;
}

/** A bench, with the names of its counts known to what it runs. */
export function makeBench<Counts extends Readonly<Record<string, number>>>(
  bench: Omit<Bench, 'counts' | 'run'> & {
    readonly counts: Counts;
    readonly run: (
      counts: { readonly [Name in keyof Counts]: number },
      say: Say,
    ) => Promise<{ readonly kept: boolean }>;
  },
): Bench {
  return { ...bench, run: (given, say) => bench.run({ ...bench.counts, ...given }, say) };
}

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Percentiles of measured milliseconds, to three decimals. */
export function percentiles(samples: readonly number[]): Percentiles {
  const sorted = samples.toSorted((left, right) => left - right);
  const pick = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: pick(0.5), p95: pick(0.95), p99: pick(0.99) };
}

/** Three decimals. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<void> | void): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
