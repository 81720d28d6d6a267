import { gte, notInArray, or } from 'drizzle-orm';
import type { CameraId } from '#shared/contract/ids.ts';
import { recordingLimits } from '#shared/domain/cameras.ts';
import { overStates } from '#shared/domain/sittingTimes.ts';
import { sittingRow } from '../arrangement/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import { sittings } from '../arrangement/tables.ts';
import type { Store } from '../store/openDatabase.ts';
import { spansOf } from './plan.ts';
import { liveCameras } from './queries.ts';

/** Sittings that cameras may have to record: all that are not over, and those that were over only lately. */
export function sittingsToRecord(store: Store, at: string): readonly SittingRow[] {
  const lately = new Date(Date.parse(at) - recordingLimits.afterSittingMs).toISOString();
  return store.orm
    .select({ sittingId: sittings.sittingId })
    .from(sittings)
    .where(or(notInArray(sittings.state, [...overStates]), gte(sittings.finishedAt, lately)))
    .all()
    .flatMap(({ sittingId }) => sittingRow(store, sittingId) ?? []);
}

/** Cameras that should record now, with since when. */
export function wantedNow(store: Store, at: string): ReadonlyMap<CameraId, string> {
  const open = sittingsToRecord(store, at);
  return new Map(
    liveCameras(store).flatMap((camera) => {
      const span = spansOf(camera, open, at).find(({ from }) => from <= at);
      return span === undefined ? [] : [[camera.cameraId, span.from] as const];
    }),
  );
}

/** Why cameras record now; one that does not is not among them. By hand goes before a sitting: it ends by hand only. */
export function recordingReasons(store: Store, at: string): ReadonlyMap<CameraId, 'sitting' | 'hand'> {
  const byHand = new Set(
    liveCameras(store).flatMap((one) => (one.byHandSince === null ? [] : [one.cameraId])),
  );
  return new Map(
    [...wantedNow(store, at).keys()].map((cameraId) => [cameraId, byHand.has(cameraId) ? 'hand' : 'sitting']),
  );
}
