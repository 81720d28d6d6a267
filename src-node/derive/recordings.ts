import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import type { RoomId } from '#shared/contract/ids.ts';
import { coverageOf } from '#shared/domain/coverage.ts';
import { coverageClassOf } from '#shared/domain/cameras.ts';
import { coveredTime } from '#shared/domain/recordingTimes.ts';
import { refuse } from '#shared/formats/formatRefusal.ts';
import { demand } from '../attempt.ts';
import { segmentHash } from '../segmentChain.ts';
import type { BatchRead, CameraRead, GapRead } from './facts.ts';
import { compareTexts } from './resultLines.ts';

type Recordings = PackageFiles['recordings.json'];
type Camera = Recordings['cameras'][number];
type Chain = Camera['chains'][number];

/**
 * What the rows say of recordings: cameras, gaps with what was done, and, with the chains that the package brings along, the coverage of
 * every sitting. A chain is believed as far as its hashes fit and its last row is anchored in the ledger. Refusal: recording-chain-differs.
 */
export function recordingsOf(
  batch: BatchRead,
  batchNo: string,
  stated: { readonly ledgerId: string; readonly cameras: Recordings['cameras'] } | null,
): Recordings {
  const held = [...batch.sittings.values()].flatMap((sitting) => {
    const covered = coveredTime(sitting);
    if (covered === null || covered.toMs === null) return [];
    const { sittingId, roomId } = sitting.planned;
    return [{ sittingId, roomId, due: { fromMs: covered.fromMs, toMs: covered.toMs } }];
  });
  const cameras = [...batch.cameras.values()]
    .filter((camera) => held.some(({ roomId, due }) => placesIn(camera, roomId, due).length > 0))
    .toSorted((one, other) => compareTexts(one.cameraId, other.cameraId));
  const lines = cameras.map((camera): Camera => {
    const chains = stated?.cameras.find((one) => one.cameraId === camera.cameraId)?.chains ?? [];
    for (const chain of chains) checkChain(camera, stated?.ledgerId ?? '', chain);
    return {
      cameraId: camera.cameraId,
      name: camera.name,
      position: camera.position,
      places: camera.places.map((place) => ({ ...place })),
      chains,
    };
  });
  return {
    format: 'kaodian-recordings-v1',
    batchNo,
    cameras: lines,
    gaps: [...batch.gaps.values()]
      .map(gapOf)
      .toSorted((one, other) => compareTexts(one.from, other.from) || compareTexts(one.gapId, other.gapId)),
    coverage: held
      .toSorted(
        (one, other) => one.due.fromMs - other.due.fromMs || compareTexts(one.sittingId, other.sittingId),
      )
      .map(({ sittingId, roomId, due }) => {
        const there = cameras.filter((camera) => placesIn(camera, roomId, due).length > 0);
        const coverage = coverageOf(
          due,
          there.map((camera) => ({
            placed: placesIn(camera, roomId, due),
            pieces: (lines.find((one) => one.cameraId === camera.cameraId)?.chains ?? []).flatMap(piecesOf),
          })),
          Number.MAX_SAFE_INTEGER,
        );
        return {
          sittingId,
          from: new Date(coverage.fromMs).toISOString(),
          minutes: coverage.minutes,
          cameras: there.map(({ cameraId }, index) => ({
            cameraId,
            seconds: [...(coverage.seconds[index] ?? [])],
          })),
        };
      }),
  };
}

function placesIn(
  { places }: Pick<CameraRead, 'places'>,
  roomId: RoomId,
  due: { readonly fromMs: number; readonly toMs: number },
) {
  return places.flatMap((place) => {
    const fromMs = Date.parse(place.from);
    const toMs = place.until === null ? due.toMs : Date.parse(place.until);
    return place.roomId === roomId && fromMs < due.toMs && toMs > due.fromMs ? [{ fromMs, toMs }] : [];
  });
}

function piecesOf({ segments }: Chain) {
  return segments.flatMap((row) => {
    const coverage = coverageClassOf(row);
    return coverage === null ? [] : [{ fromMs: Date.parse(row.start), toMs: Date.parse(row.end), coverage }];
  });
}

/** Whether the rows are those of the camera's chain: each hash follows from the one before, and the last is the one that was anchored. */
function checkChain(
  { cameraId, anchors }: CameraRead,
  ledger: string,
  { first, prev, segments }: Chain,
): void {
  const differs = refuse('recording-chain-differs', { camera: cameraId });
  let head = prev;
  for (const { segHash, ...row } of segments) {
    demand(segmentHash({ ...row, ledger, camera: cameraId, prev: head }) === segHash, differs);
    head = segHash;
  }
  demand(anchors.get(first + segments.length - 1) === head, differs);
}

function gapOf({ noted, ended, answered }: GapRead): Recordings['gaps'][number] {
  const { gapId, cameraId, sittingId, cause } = noted.data;
  const { from, to, enrolmentIds } = ended ?? noted.data;
  return {
    gapId,
    cameraId,
    sittingId,
    from,
    to,
    cause,
    enrolmentIds: [...enrolmentIds],
    answer:
      answered === null
        ? null
        : {
            by: answered.actor,
            at: answered.at,
            noticedBy: answered.personal?.noticedBy ?? null,
            insteadDone: answered.personal?.insteadDone ?? null,
          },
    seq: noted.seq,
  };
}
