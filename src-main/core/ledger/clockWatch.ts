import type { EventData } from '#shared/contract/events/index.ts';

export interface Clock {
  /** Milliseconds since 1970, as the host's clock says. */
  readonly now: () => number;
  /** Milliseconds that never jump; while the machine sleeps they stand still on some systems and run on others. */
  readonly monotonic: () => number;
  /** Milliseconds that never jump, with those in which the machine slept. Without it `monotonic` stands in, and sleep looks like a jump. */
  readonly sinceBoot?: () => number;
}

/** How far the host's clock may be off its own steady one, all small steps together, before that is a row. */
const jumpToleranceMs = 2000;

/** What a row says of a clock that did not keep its pace. */
export type ClockJump = EventData<'clock.jumped'>;

/** Holds the host's clock against a steady one since the ledger was opened. */
export interface ClockWatch {
  /** What is to be noted now; null when the clock kept its pace. */
  readonly look: () => ClockJump | null;
  /** The jump stands on the disk and is not told again. */
  readonly noted: (jump: ClockJump) => void;
}

/**
 * Begins to watch. The base stays where it is for as long as the ledger is open, so that many small steps add up; what was noted
 * is taken off. `lastAt` is the time of the last stored row: a clock behind it was turned back while nobody watched.
 */
export function watchClock(clock: Clock, lastAt: string | null): ClockWatch {
  const steady = clock.sinceBoot ?? clock.monotonic;
  const base = { now: clock.now(), steady: steady() };
  const behindMs = lastAt === null ? 0 : Math.round(base.now - Date.parse(lastAt));
  let opening: ClockJump | null =
    lastAt === null || behindMs >= 0
      ? null
      : { fromAt: lastAt, toAt: instant(base.now), jumpMs: behindMs, whileClosed: true };
  let notedMs = 0;
  return {
    look() {
      if (opening !== null) return opening;
      const now = clock.now();
      const due = base.now + (steady() - base.steady) + notedMs;
      const jumpMs = Math.round(now - due);
      return Math.abs(jumpMs) < jumpToleranceMs ? null : { fromAt: instant(due), toAt: instant(now), jumpMs };
    },
    noted(jump) {
      if (jump === opening) opening = null;
      else notedMs += jump.jumpMs;
    },
  };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
