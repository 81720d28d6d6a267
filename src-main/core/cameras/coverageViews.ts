import type { BatchId, RoomId } from '#shared/contract/ids.ts';
import type { SittingCoverage } from '#shared/contract/views/cameras.ts';
import type { CoverageClass } from '#shared/domain/cameras.ts';
import { coverageClasses, coverageClassOf, recordingLimits } from '#shared/domain/cameras.ts';
import { coverageOf, missingMinutes } from '#shared/domain/coverage.ts';
import type { CoveringCamera } from '#shared/domain/coverage.ts';
import { coveredTime } from '#shared/domain/recordingTimes.ts';
import { sittingsOfBatch } from '../arrangement/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import type { Chains, ChainRow } from '../store/recordingChains.ts';
import { camerasOfRoom } from './queries.ts';
import type { PlacedCamera } from './queries.ts';

const isoOf = (ms: number): string => new Date(ms).toISOString();

/** What one camera of a room kept in a span, for `coverageOf`. */
export function coveringCamera(
  stays: readonly PlacedCamera[],
  rows: readonly ChainRow[],
  span: { readonly toMs: number },
): CoveringCamera {
  return {
    placed: stays.map(({ fromAt, untilAt }) => ({
      fromMs: Date.parse(fromAt),
      toMs: untilAt === null ? span.toMs : Date.parse(untilAt),
    })),
    pieces: rows.flatMap((row) => {
      const coverage = coverageClassOf(row);
      return coverage === null
        ? []
        : [{ fromMs: Date.parse(row.start), toMs: Date.parse(row.end), coverage }];
    }),
  };
}

/** Coverage of every sitting of a batch that has begun, by start and room. */
export function coverageOfBatch(
  store: Store,
  chains: Chains,
  batchId: BatchId,
  at: string,
): readonly SittingCoverage[] {
  return sittingsOfBatch(store, batchId).flatMap((sitting): readonly SittingCoverage[] => {
    const covered = coveredTime(sitting);
    if (covered === null) return [];
    const due = { fromMs: covered.fromMs, toMs: Math.max(covered.fromMs, covered.toMs ?? Date.parse(at)) };
    const judgedUntilMs = Date.parse(at) - recordingLimits.settleMs;
    const cameras = roomCameras(store, chains, sitting.roomId, due);
    const coverage = coverageOf(
      due,
      cameras.map(({ covering }) => covering),
      judgedUntilMs,
    );
    return [
      {
        sittingId: sitting.sittingId,
        roomId: sitting.roomId,
        roomName: sitting.roomName,
        subject: sitting.subject,
        from: isoOf(coverage.fromMs),
        minutes: coverage.minutes,
        cameras: cameras.map(({ cameraId, name }, index) => ({
          cameraId,
          name,
          seconds: coverage.seconds[index] ?? [],
        })),
        missingMinutes: missingMinutes(coverage.minutes),
      },
    ];
  });
}

/** Cameras that stood in a room within a span, with what they kept. */
function roomCameras(
  store: Store,
  chains: Chains,
  roomId: RoomId,
  span: { readonly fromMs: number; readonly toMs: number },
) {
  const there = camerasOfRoom(store, roomId).filter(
    ({ fromAt, untilAt }) =>
      Date.parse(fromAt) < span.toMs && (untilAt === null || Date.parse(untilAt) > span.fromMs),
  );
  return Array.from(
    Map.groupBy(there, (one) => one.cameraId),
    ([cameraId, stays]) => ({
      cameraId,
      name: stays[0]?.name ?? '—',
      // whole minutes are shown, so what is looked at reaches a minute further
      covering: coveringCamera(
        stays,
        chains.within(cameraId, isoOf(span.fromMs - 60_000), isoOf(span.toMs + 60_000)),
        { toMs: span.toMs },
      ),
    }),
  );
}

/** By what the time of a gap is covered all the same: another camera of the room, the school's recorder, a file added later. */
export function coveredOtherwise(
  store: Store,
  chains: Chains,
  gap: { readonly roomId: RoomId; readonly fromAt: string; readonly toAt: string | null },
  at: string,
): readonly CoverageClass[] {
  const due = { fromMs: Date.parse(gap.fromAt), toMs: Date.parse(gap.toAt ?? at) };
  if (due.toMs <= due.fromMs) return [];
  const pieces = roomCameras(store, chains, gap.roomId, due).flatMap(({ covering }) => covering.pieces);
  return coverageClasses.filter((coverage) => {
    const { minutes } = coverageOf(
      due,
      [
        {
          placed: [due],
          pieces: pieces
            .filter((one) => one.coverage === coverage)
            .map((one) => ({ ...one, coverage: 'live' as const })),
        },
      ],
      due.toMs,
    );
    return [...minutes].every((letter) => letter === 'L');
  });
}
