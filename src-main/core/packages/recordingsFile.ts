import { asc } from 'drizzle-orm';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import type { BatchId, CameraId } from '#shared/contract/ids.ts';
import { coverageClassOf } from '#shared/domain/cameras.ts';
import { coverageOf } from '#shared/domain/coverage.ts';
import { coveredTime } from '#shared/domain/recordingTimes.ts';
import { sittingsOfBatch } from '../arrangement/queries.ts';
import { anchorsOf, camerasOfRoom, gapsOfBatch } from '../cameras/queries.ts';
import { cameraPlaces, cameras } from '../cameras/tables.ts';
import type { Store } from '../store/openDatabase.ts';
import type { Chains, ChainRow } from '../store/recordingChains.ts';

type Recordings = PackageFiles['recordings.json'];
type Chain = Recordings['cameras'][number]['chains'][number];

interface Due {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * `data/recordings.json`: the cameras of the batch's sittings with their chains, gaps with what was done instead, coverage minute by
 * minute. Of a chain only what is anchored in rows 0 … S stands here, so that it is the same whenever it is made.
 */
export function recordingsFile(store: Store, chains: Chains, batchNo: string, batchId: BatchId): Recordings {
  const held = sittingsOfBatch(store, batchId).flatMap((sitting) => {
    const covered = coveredTime(sitting);
    if (covered === null || covered.toMs === null) return [];
    const due: Due = { fromMs: covered.fromMs, toMs: covered.toMs };
    const there = Map.groupBy(
      camerasOfRoom(store, sitting.roomId)
        .map(({ cameraId, fromAt, untilAt }) => ({
          cameraId,
          fromMs: Date.parse(fromAt),
          toMs: untilAt === null ? due.toMs : Date.parse(untilAt),
        }))
        .filter((place) => place.fromMs < due.toMs && place.toMs > due.fromMs),
      (place) => place.cameraId,
    );
    return [{ sittingId: sitting.sittingId, due, there }];
  });
  const ids = new Set(held.flatMap(({ there }) => [...there.keys()]));
  const known = store.orm
    .select()
    .from(cameras)
    .orderBy(asc(cameras.cameraId))
    .all()
    .filter(({ cameraId }) => ids.has(cameraId));
  const kept = new Map(
    known.map(({ cameraId }) => {
      const times = held.filter(({ there }) => there.has(cameraId)).map(({ due }) => due);
      return [
        cameraId,
        anchoredRanges(store, chains, cameraId, times).map((range) => chains.rows(cameraId, ...range)),
      ];
    }),
  );
  const rowsOf = (cameraId: CameraId): readonly ChainRow[] => (kept.get(cameraId) ?? []).flat();
  return {
    format: 'kaodian-recordings-v1',
    batchNo,
    cameras: known.map(({ cameraId, name, position }) => ({
      cameraId,
      name,
      position,
      places: placesOf(store, cameraId),
      chains: (kept.get(cameraId) ?? []).flatMap(chainOf),
    })),
    gaps: gapsOfBatch(store, batchId).map((gap) => ({
      gapId: gap.gapId,
      cameraId: gap.cameraId,
      sittingId: gap.sittingId,
      from: gap.fromAt,
      to: gap.toAt,
      cause: gap.cause,
      enrolmentIds: [...gap.enrolmentIds],
      answer:
        gap.answeredBy === null || gap.answeredAt === null
          ? null
          : {
              by: gap.answeredBy as NonNullable<Recordings['gaps'][number]['answer']>['by'],
              at: gap.answeredAt,
              noticedBy: gap.noticedBy,
              insteadDone: gap.insteadDone,
            },
      seq: gap.seq,
    })),
    coverage: held
      .toSorted(
        (one, other) => one.due.fromMs - other.due.fromMs || (one.sittingId < other.sittingId ? -1 : 1),
      )
      .map(({ sittingId, due, there }) => {
        const inRoom = known.filter(({ cameraId }) => there.has(cameraId));
        const coverage = coverageOf(
          due,
          inRoom.map(({ cameraId }) => ({
            placed: there.get(cameraId) ?? [],
            pieces: piecesOf(rowsOf(cameraId)),
          })),
          Number.MAX_SAFE_INTEGER,
        );
        return {
          sittingId,
          from: new Date(coverage.fromMs).toISOString(),
          minutes: coverage.minutes,
          cameras: inRoom.map(({ cameraId }, index) => ({
            cameraId,
            seconds: [...(coverage.seconds[index] ?? [])],
          })),
        };
      }),
  };
}

function placesOf(store: Store, cameraId: CameraId): Recordings['cameras'][number]['places'] {
  return store.orm
    .select()
    .from(cameraPlaces)
    .orderBy(asc(cameraPlaces.seq))
    .all()
    .filter((place) => place.cameraId === cameraId)
    .map(({ roomId, fromAt, untilAt }) => ({ roomId, from: fromAt, until: untilAt }));
}

/**
 * Places in a chain of what was recorded in these times, each up to the next anchor (or the last there is); joined where they meet.
 */
function anchoredRanges(
  store: Store,
  chains: Chains,
  cameraId: CameraId,
  times: readonly Due[],
): readonly (readonly [first: number, last: number])[] {
  const anchors = anchorsOf(store, cameraId);
  const iso = (ms: number) => new Date(ms).toISOString();
  const found = times
    .flatMap(({ fromMs, toMs }) => {
      const numbers = chains.within(cameraId, iso(fromMs), iso(toMs)).map((row) => row.no);
      if (numbers.length === 0) return [];
      const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
      const anchored = anchors.find((count) => count >= last) ?? anchors.at(-1);
      return anchored === undefined || anchored < first ? [] : [[first, anchored] as const];
    })
    .toSorted(([one], [other]) => one - other);
  const joined: [number, number][] = [];
  for (const [first, last] of found) {
    const before = joined.at(-1);
    if (before === undefined || before[1] + 1 < first) joined.push([first, last]);
    else before[1] = Math.max(before[1], last);
  }
  return joined;
}

function chainOf(rows: readonly ChainRow[]): readonly Chain[] {
  const [first] = rows;
  if (first === undefined) return [];
  return [
    {
      first: first.no,
      prev: first.prev,
      segments: rows.map(
        ({ epoch, run, index, kind, start, end, clockOffsetMs, size, sha256, cause, hash }) => ({
          epoch,
          run,
          index,
          kind,
          start,
          end,
          clockOffsetMs,
          size,
          sha256,
          cause,
          segHash: hash,
        }),
      ),
    },
  ];
}

function piecesOf(rows: readonly ChainRow[]) {
  return rows.flatMap((row) => {
    const coverage = coverageClassOf(row);
    return coverage === null ? [] : [{ fromMs: Date.parse(row.start), toMs: Date.parse(row.end), coverage }];
  });
}
