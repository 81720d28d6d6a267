import { chinaOffsetMs } from '#shared/domain/deskTime.ts';
import { dayMs } from '#shared/domain/calendarDate.ts';
import type { Clock } from '../ledger/clockWatch.ts';

/** How far to move a clock (milliseconds, never forward) so that it is this hour in China: today, or yesterday when that hour is still to come. */
export function offsetToHour(nowMs: number, hour: number): number {
  const since = (nowMs + chinaOffsetMs - hour * 3_600_000) % dayMs;
  return since === 0 ? 0 : -since;
}

/** The demonstration's clock: it stands where the story is, and then runs on like the host's. No jump, for nobody set it. */
export interface DemoClock extends Clock {
  /** Moves the story to an instant (milliseconds since 1970). */
  readonly moveTo: (nowMs: number) => void;
}

/** Makes a clock that starts where the host's is. */
export function createDemoClock(host: Clock): DemoClock {
  let offsetMs = 0;
  return {
    now: () => host.now() + offsetMs,
    monotonic: () => host.monotonic() + offsetMs,
    sinceBoot: () => (host.sinceBoot ?? host.monotonic)() + offsetMs,
    moveTo: (nowMs) => {
      offsetMs = nowMs - host.now();
    },
  };
}
