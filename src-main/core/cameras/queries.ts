import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { BatchId, CameraId, GapId, RoomId, SittingId } from '#shared/contract/ids.ts';
import { sittings } from '../arrangement/tables.ts';
import type { Store } from '../store/openDatabase.ts';
import {
  cameraPlaces,
  cameras,
  recordingAnchors,
  recordingAlarmNotes,
  recordingFolders,
  recordingGaps,
} from './tables.ts';

export type CameraRow = typeof cameras.$inferSelect;
export type GapRow = typeof recordingGaps.$inferSelect;
export type AnchorRow = typeof recordingAnchors.$inferSelect;

/** One camera, retired or not; null when there is none of that id. */
export function cameraRow(store: Store, cameraId: CameraId): CameraRow | null {
  return store.orm.select().from(cameras).where(eq(cameras.cameraId, cameraId)).get() ?? null;
}

/** All cameras by name, the retired among them. */
export function cameraRows(store: Store): readonly CameraRow[] {
  return store.orm.select().from(cameras).orderBy(asc(cameras.name), asc(cameras.cameraId)).all();
}

/** Cameras that are asked for pictures. */
export function liveCameras(store: Store): readonly CameraRow[] {
  return store.orm.select().from(cameras).where(isNull(cameras.retiredAt)).orderBy(asc(cameras.name)).all();
}

/** A camera in a room, with when it stood there. */
export interface PlacedCamera {
  readonly cameraId: CameraId;
  readonly name: string;
  readonly fromAt: string;
  /** Null: it stands there now. */
  readonly untilAt: string | null;
}

/** Every camera that has ever stood in a room, by name, one line each time. */
export function camerasOfRoom(store: Store, roomId: RoomId): readonly PlacedCamera[] {
  return store.orm
    .select({
      cameraId: cameraPlaces.cameraId,
      name: cameras.name,
      fromAt: cameraPlaces.fromAt,
      untilAt: cameraPlaces.untilAt,
    })
    .from(cameraPlaces)
    .innerJoin(cameras, eq(cameras.cameraId, cameraPlaces.cameraId))
    .where(eq(cameraPlaces.roomId, roomId))
    .orderBy(asc(cameras.name), asc(cameraPlaces.seq))
    .all();
}

/** One gap; null when there is none of that id. */
export function gapRow(store: Store, gapId: GapId): GapRow | null {
  return store.orm.select().from(recordingGaps).where(eq(recordingGaps.gapId, gapId)).get() ?? null;
}

/** Gaps of a batch's sittings, oldest first. */
export function gapsOfBatch(store: Store, batchId: BatchId): readonly GapRow[] {
  return store.orm
    .select()
    .from(recordingGaps)
    .where(eq(recordingGaps.batchId, batchId))
    .orderBy(asc(recordingGaps.fromAt), asc(recordingGaps.gapId))
    .all();
}

/** Gaps of one camera in one sitting. */
export function gapsOf(store: Store, sittingId: SittingId, cameraId: CameraId): readonly GapRow[] {
  return store.orm
    .select()
    .from(recordingGaps)
    .where(and(eq(recordingGaps.sittingId, sittingId), eq(recordingGaps.cameraId, cameraId)))
    .all();
}

/** Whether nobody has said yet what was done instead, of a gap in which something was missing. */
export function isUnanswered(gap: Pick<GapRow, 'fromAt' | 'toAt' | 'answeredAt'>): boolean {
  return gap.answeredAt === null && gap.fromAt !== gap.toAt;
}

/** The last anchor of a camera; null when it has none. */
export function lastAnchor(store: Store, cameraId: CameraId): AnchorRow | null {
  return (
    store.orm
      .select()
      .from(recordingAnchors)
      .where(eq(recordingAnchors.cameraId, cameraId))
      .orderBy(desc(recordingAnchors.count))
      .limit(1)
      .get() ?? null
  );
}

/** Where recordings lie; null while nobody has said it. */
export function recordingFolder(store: Store): typeof recordingFolders.$inferSelect | null {
  return store.orm.select().from(recordingFolders).get() ?? null;
}

/** Who took note of an alarm, last; null: nobody. */
export function alarmNote(store: Store, key: string): typeof recordingAlarmNotes.$inferSelect | null {
  return (
    store.orm
      .select()
      .from(recordingAlarmNotes)
      .where(eq(recordingAlarmNotes.key, key))
      .orderBy(desc(recordingAlarmNotes.seq))
      .limit(1)
      .get() ?? null
  );
}

/** Whether somebody took note of an alarm. */
export function isAlarmNoted(store: Store, key: string): boolean {
  return alarmNote(store, key) !== null;
}

/** How many rows a camera's chain had at each of its anchors, rising. */
export function anchorsOf(store: Store, cameraId: CameraId): readonly number[] {
  return store.orm
    .select({ count: recordingAnchors.count })
    .from(recordingAnchors)
    .where(eq(recordingAnchors.cameraId, cameraId))
    .orderBy(asc(recordingAnchors.count))
    .all()
    .map(({ count }) => count);
}

/** Cameras that stand in the room of a sitting now. */
export function camerasOfSitting(store: Store, sittingId: SittingId): readonly CameraId[] {
  return store.orm
    .select({ cameraId: cameras.cameraId })
    .from(cameras)
    .innerJoin(sittings, eq(sittings.roomId, cameras.roomId))
    .where(and(eq(sittings.sittingId, sittingId), isNull(cameras.retiredAt)))
    .all()
    .map(({ cameraId }) => cameraId);
}
