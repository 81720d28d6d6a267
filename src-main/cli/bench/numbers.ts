/** Percentiles of measured milliseconds, to three decimals. */
export function percentiles(samples: readonly number[]): {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
} {
  const sorted = samples.toSorted((left, right) => left - right);
  const pick = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: pick(0.5), p95: pick(0.95), p99: pick(0.99) };
}

/** Three decimals. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
