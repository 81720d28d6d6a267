import type { CoverageClass } from './cameras.ts';
import { recordingLimits } from './cameras.ts';
import { joinedStretches, without } from './recordingTimes.ts';
import type { Stretch } from './recordingTimes.ts';

const minuteMs = 60_000;

/** What one camera kept, and when it stood in the room. */
export interface CoveringCamera {
  readonly placed: readonly Stretch[];
  readonly pieces: readonly (Stretch & { readonly coverage: CoverageClass })[];
}

export interface Coverage {
  /** First minute, in milliseconds at a full minute. */
  readonly fromMs: number;
  /** One letter a minute: see `SittingCoverage`. */
  readonly minutes: string;
  /** Of each camera in the order given: seconds covered live in each minute. */
  readonly seconds: readonly (readonly number[])[];
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

function within({ fromMs, toMs }: Stretch, stretches: readonly Stretch[]): readonly Stretch[] {
  return stretches.flatMap((one) => {
    const piece = { fromMs: Math.max(fromMs, one.fromMs), toMs: Math.min(toMs, one.toMs) };
    return piece.fromMs < piece.toMs ? [piece] : [];
  });
}

/**
 * The coverage of a room in the time of a sitting, minute by minute. A minute counts as covered when nothing of its share of that time
 * is missing; the classes are never mixed. `L` live by every camera that stood in the room, `l` live by some of them together, `S` by the
 * school's recorder, `I` by a file that was added later, `-` not covered, `.` not known yet (it ends after `judgedUntilMs`).
 */
export function coverageOf(
  due: Stretch,
  cameras: readonly CoveringCamera[],
  judgedUntilMs: number,
): Coverage {
  const first = Math.floor(due.fromMs / minuteMs) * minuteMs;
  const many = Math.max(0, Math.ceil((due.toMs - first) / minuteMs));
  const known = cameras.map(({ placed, pieces }) => ({
    placed: joinedStretches(placed),
    live: joinedStretches(pieces.filter((one) => one.coverage === 'live')),
  }));
  const allOf = (coverage: CoverageClass): readonly Stretch[] =>
    joinedStretches(cameras.flatMap(({ pieces }) => pieces.filter((one) => one.coverage === coverage)));
  const [live, school, imported] = [allOf('live'), allOf('schoolRecorder'), allOf('imported')];
  // A share may be shorter than a joint; that is covered by nothing all the same.
  const covers = (stretches: readonly Stretch[], share: Stretch): boolean =>
    lengthOf(without(share, stretches)) < Math.min(recordingLimits.jointMs, lengthOf([share]));
  const letterOf = (minute: Stretch): string => {
    const share = { fromMs: Math.max(minute.fromMs, due.fromMs), toMs: Math.min(minute.toMs, due.toMs) };
    if (share.toMs > judgedUntilMs) return '.';
    const there = known.filter(({ placed }) => within(share, placed).length > 0);
    const everyOne = there.every((one) => within(share, one.placed).every((part) => covers(one.live, part)));
    if (there.length > 0 && everyOne && covers(live, share)) return 'L';
    if (covers(live, share)) return 'l';
    if (covers(school, share)) return 'S';
    return covers(imported, share) ? 'I' : '-';
  };
  const minutes = Array.from({ length: many }, (_, index) => ({
    fromMs: first + index * minuteMs,
    toMs: first + (index + 1) * minuteMs,
  }));
  return {
    fromMs: first,
    minutes: minutes.map(letterOf).join(''),
    seconds: known.map((camera) =>
      minutes.map((minute) => Math.floor(lengthOf(within(minute, camera.live)) / 1000)),
    ),
  };
}

/** Minutes that are not covered at all. */
export function missingMinutes(minutes: string): number {
  return [...minutes].filter((letter) => letter === '-').length;
}
