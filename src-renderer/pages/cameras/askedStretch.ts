const minute = 60_000;

/** A stretch of a recording that was asked for. Moments in milliseconds since 1970, by the site's clock. */
export interface AskedStretch {
  readonly from: number;
  readonly until: number;
  /** When it was asked for: what was recorded later is not in the answer. */
  readonly askedAt: number;
  /** Its addresses serve until then. */
  readonly goodUntil: number;
}

/** So much is asked for at once, because every question is a row that says who looked at what. */
export const stretchLimits = {
  before: 2 * minute,
  after: 30 * minute,
  /** So long before its end the next one is asked for. */
  ahead: minute,
  /** Up to the present a recording grows; then it is asked for again so often at most. */
  grows: 30_000,
  /** After whatever answer, also a refusal. */
  pause: 3_000,
} as const;

/** What to ask for next so that this moment and what follows can be played; null while the last answer does. */
export function nextStretch(
  last: AskedStretch | null,
  atMs: number,
  nowMs: number,
): { readonly from: number; readonly until: number } | null {
  const { before, after, ahead, grows, pause } = stretchLimits;
  const fresh = { from: atMs - before, until: atMs + after };
  if (last === null) return fresh;
  const gone = nowMs - last.askedAt;
  if (gone < pause) return null;
  if (atMs < last.from || atMs >= last.until) return fresh;
  if (nowMs > last.goodUntil - ahead) return fresh;
  if (atMs > last.until - ahead && last.until <= last.askedAt) return fresh;
  // Asked for before it was over: what came since is missing, and it is soon needed.
  if (last.askedAt < last.until && atMs > last.askedAt - ahead && gone > grows) return fresh;
  return null;
}
