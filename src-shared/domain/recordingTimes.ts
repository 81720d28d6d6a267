import type { GapCause } from './cameras.ts';
import { recordingLimits } from './cameras.ts';
import type { SittingState } from './sittingTimes.ts';
import { endOf } from './sittingTimes.ts';

/** A stretch of time, in milliseconds; its end does not belong to it. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What of a sitting says when it must be recorded. */
export interface SittingTimes {
  readonly startsAt: string;
  readonly minutes: number;
  readonly state: SittingState;
  readonly admittedAt: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

/**
 * When cameras record for a sitting: some minutes before the plan or the first entry, whichever is earlier, to some minutes after it
 * ended. Without an end as long as it is open: a core that is away must not end a recording.
 */
export function recordedFor(sitting: SittingTimes): { readonly from: string; readonly until: string | null } {
  const { beforeSittingMs, afterSittingMs } = recordingLimits;
  const begins = [sitting.startsAt, sitting.admittedAt, sitting.startedAt].flatMap((at) =>
    at === null ? [] : [Date.parse(at)],
  );
  const from = isoOf(Math.min(...begins) - beforeSittingMs);
  switch (sitting.state) {
    case 'notStarted':
      return { from, until: isoOf(Date.parse(endOf(sitting)) + afterSittingMs) };
    case 'admitting':
    case 'running':
      return { from, until: null };
    case 'finished':
      return { from, until: isoOf(Date.parse(sitting.finishedAt ?? endOf(sitting)) + afterSittingMs) };
  }
}

/**
 * The time of a sitting that must be covered: from the first entry to its end; null while nobody was let in. `toMs` null: it goes on.
 */
export function coveredTime(
  sitting: Pick<SittingTimes, 'admittedAt' | 'startedAt' | 'finishedAt'>,
): { readonly fromMs: number; readonly toMs: number | null } | null {
  const from = sitting.admittedAt ?? sitting.startedAt;
  if (from === null) return null;
  return {
    fromMs: Date.parse(from),
    toMs: sitting.finishedAt === null ? null : Date.parse(sitting.finishedAt),
  };
}

/** Spans of recording, joined where they touch, oldest first; those that are over by `at` are left out. */
export function joinedSpans(
  spans: readonly { readonly from: string; readonly until: string | null }[],
  at: string,
): readonly { readonly from: string; readonly until: string | null }[] {
  const open = spans
    .filter(({ until }) => until === null || until > at)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const joined: { readonly from: string; until: string | null }[] = [];
  for (const span of open) {
    const last = joined.at(-1);
    if (last === undefined || (last.until !== null && last.until < span.from)) joined.push({ ...span });
    else if (last.until !== null && (span.until === null || span.until > last.until)) last.until = span.until;
  }
  return joined;
}

/** Stretches joined where they overlap or touch, oldest first. */
export function joinedStretches(stretches: readonly Stretch[]): readonly Stretch[] {
  const joined: { readonly fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of stretches.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (toMs <= fromMs) continue;
    const last = joined.at(-1);
    if (last === undefined || last.toMs < fromMs) joined.push({ fromMs, toMs });
    else last.toMs = Math.max(last.toMs, toMs);
  }
  return joined;
}

/** What is left of a stretch when others are taken out of it. */
export function without({ fromMs, toMs }: Stretch, taken: readonly Stretch[]): readonly Stretch[] {
  const left: Stretch[] = [];
  let at = fromMs;
  for (const piece of joinedStretches(taken)) {
    if (piece.toMs <= at) continue;
    if (piece.fromMs >= toMs) break;
    if (piece.fromMs > at) left.push({ fromMs: at, toMs: piece.fromMs });
    at = piece.toMs;
  }
  if (at < toMs) left.push({ fromMs: at, toMs });
  return left;
}

/** Time in which nothing of a camera was kept; `toMs` null while it goes on. */
export interface Hole {
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly cause: GapCause;
}

/** What is known of one camera about the time of one sitting. */
export interface CameraRecord {
  /** What must be covered while the camera was in that room; `toMs` null: it goes on. */
  readonly due: { readonly fromMs: number; readonly toMs: number | null };
  /** Finished segments that came live. */
  readonly segments: readonly Stretch[];
  /** Gaps as the chain says them. */
  readonly told: readonly (Stretch & { readonly cause: GapCause })[];
  /** How it stands now; null: the recorder does not answer. */
  readonly now: { readonly writes: boolean; readonly cause: GapCause | null } | null;
}

/**
 * Every hole in the time that must be covered, oldest first. What may still be on its way (an unfinished segment) is no hole yet; a
 * camera that is known to write nothing is one after the time of an alarm, any other after `settleMs`.
 */
export function holesOf({ due, segments, told, now }: CameraRecord, nowMs: number): readonly Hole[] {
  const { jointMs, settleMs, alarmMs } = recordingLimits;
  const endMs = Math.min(due.toMs ?? nowMs, nowMs);
  if (endMs <= due.fromMs) return [];
  const knownMs = Math.max(due.fromMs, ...segments.map((one) => one.toMs));
  const causeOf = (hole: Stretch): GapCause =>
    told.find((one) => one.fromMs < hole.toMs && hole.fromMs < one.toMs)?.cause ??
    (now === null ? 'recorderStopped' : (now.cause ?? 'streamLost'));
  const isTold = (hole: Stretch): boolean =>
    told.some((one) => one.fromMs < hole.toMs && hole.fromMs < one.toMs && one.toMs - one.fromMs > 0);
  const counts = (hole: Stretch): boolean => hole.toMs - hole.fromMs >= jointMs || isTold(hole);
  const settled = without({ fromMs: due.fromMs, toMs: Math.min(endMs, knownMs) }, segments)
    .filter(counts)
    .map((hole): Hole => ({ ...hole, cause: causeOf(hole) }));
  const tail = { fromMs: knownMs, toMs: endMs };
  if (tail.toMs <= tail.fromMs || !counts(tail)) return settled;
  const isOver = due.toMs !== null && due.toMs <= nowMs;
  if (isOver) return nowMs - endMs < settleMs ? settled : [...settled, { ...tail, cause: causeOf(tail) }];
  const patienceMs = now?.writes === false ? alarmMs : settleMs;
  if (tail.toMs - tail.fromMs < patienceMs) return settled;
  return [...settled, { fromMs: tail.fromMs, toMs: null, cause: causeOf(tail) }];
}

/** A gap that stands in the ledger; `toMs` null while it is open. */
export interface NotedGap<Id extends string = string> {
  readonly gapId: Id;
  readonly fromMs: number;
  readonly toMs: number | null;
}

/**
 * What must be written so that the ledger says of every hole that it is one: new gaps, and the ends of those that were open. An open
 * gap that turns out to be none ends where it began.
 */
export function gapSteps<Id extends string>(
  noted: readonly NotedGap<Id>[],
  holes: readonly Hole[],
): {
  readonly note: readonly Hole[];
  readonly end: readonly (Stretch & { readonly gapId: Id })[];
} {
  const end: (Stretch & { readonly gapId: Id })[] = [];
  const closed = noted.flatMap(({ fromMs, toMs }) => (toMs === null ? [] : [{ fromMs, toMs }]));
  const stays: Stretch[] = [...closed];
  for (const { gapId, fromMs } of noted.filter((one) => one.toMs === null)) {
    const hole = holes.find((one) => one.toMs === null || one.toMs > fromMs);
    if (hole === undefined) end.push({ gapId, fromMs, toMs: fromMs });
    else if (hole.toMs === null) {
      // A beginning that is a little later than was thought is put right at its end; one much later is another gap.
      if (hole.fromMs - fromMs <= recordingLimits.settleMs)
        stays.push({ fromMs, toMs: Number.MAX_SAFE_INTEGER });
      else end.push({ gapId, fromMs, toMs: fromMs });
    } else {
      const measured = { fromMs: Math.max(fromMs, hole.fromMs), toMs: hole.toMs };
      end.push({ gapId, ...measured });
      stays.push(measured);
    }
  }
  const note = holes.flatMap((hole): readonly Hole[] => {
    const whole = { fromMs: hole.fromMs, toMs: hole.toMs ?? Number.MAX_SAFE_INTEGER };
    return without(whole, stays).map((piece) => ({
      fromMs: piece.fromMs,
      toMs: piece.toMs === Number.MAX_SAFE_INTEGER ? null : piece.toMs,
      cause: hole.cause,
    }));
  });
  return { note, end };
}
