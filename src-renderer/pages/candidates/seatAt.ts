import type { PlannedSeat } from '#shared/contract/views/preparation.ts';

/** People come before a sitting begins, by this much at most. */
const earlyMs = 2 * 60 * 60_000;

/** The seat for which somebody came in at this moment: of the sitting that was on, or soon to begin; null when there was none. */
export function seatAt<Seat extends Pick<PlannedSeat, 'startsAt' | 'minutes'>>(
  seats: readonly Seat[],
  at: string,
): Seat | null {
  const moment = Date.parse(at);
  const fitting = seats.filter(({ startsAt, minutes }) => {
    const begins = Date.parse(startsAt);
    return begins - earlyMs <= moment && moment <= begins + minutes * 60_000;
  });
  // Of two that fit, the one that is on goes before the one that is still to come.
  return fitting.toSorted((one, other) => one.startsAt.localeCompare(other.startsAt))[0] ?? null;
}
