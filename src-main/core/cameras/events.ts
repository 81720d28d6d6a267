import { and, eq, isNull } from 'drizzle-orm';
import type { CameraId, RoomId } from '#shared/contract/ids.ts';
import type { Apply, Decide } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { addCamera, changeCamera, retireCamera, startByHand, stopByHand } from './decideCameras.ts';
import {
  anchor,
  answerGap,
  endGap,
  noteAlarm,
  noteGap,
  noteWatching,
  setFolder,
} from './decideRecordings.ts';
import {
  cameraPlaces,
  cameras,
  recordingAlarmNotes,
  recordingAnchors,
  recordingFolders,
  recordingGaps,
} from './tables.ts';

export const decide: Decide = {
  'camera.add': addCamera,
  'camera.change': changeCamera,
  'camera.retire': retireCamera,
  'recording.setFolder': setFolder,
  'recording.startByHand': startByHand,
  'recording.stopByHand': stopByHand,
  'recording.anchor': anchor,
  'recording.noteGap': noteGap,
  'recording.endGap': endGap,
  'recording.answerGap': answerGap,
  'recording.noteAlarm': noteAlarm,
  'recording.noteWatching': noteWatching,
};

export const apply: Apply = {
  'camera.added': (store, { seq, at, data, personal }) => {
    store.orm
      .insert(cameras)
      .values({
        ...data,
        soundRule: personal?.soundRule ?? null,
        addedAt: at,
        retiredAt: null,
        byHandSince: null,
      })
      .run();
    place(store, seq, at, data.cameraId, data.roomId);
  },
  'camera.changed': (store, { seq, at, data, personal }) => {
    const { cameraId, ...changed } = data;
    const before = store.orm.select().from(cameras).where(eq(cameras.cameraId, cameraId)).get();
    store.orm
      .update(cameras)
      .set({ ...changed, soundRule: personal?.soundRule ?? null })
      .where(eq(cameras.cameraId, cameraId))
      .run();
    if (before?.roomId !== data.roomId) {
      takeAway(store, at, cameraId);
      place(store, seq, at, cameraId, data.roomId);
    }
  },
  'camera.retired': (store, { at, data: { cameraId } }) => {
    store.orm
      .update(cameras)
      .set({ retiredAt: at, byHandSince: null })
      .where(eq(cameras.cameraId, cameraId))
      .run();
    takeAway(store, at, cameraId);
  },
  'recording.folderSet': (store, { at, data }) => {
    store.orm
      .insert(recordingFolders)
      .values({ id: 1, ...data, at })
      .onConflictDoUpdate({ target: recordingFolders.id, set: { ...data, at } })
      .run();
  },
  'recording.startedByHand': (store, { at, data: { cameraId } }) =>
    void store.orm.update(cameras).set({ byHandSince: at }).where(eq(cameras.cameraId, cameraId)).run(),
  'recording.stoppedByHand': (store, { data: { cameraId } }) =>
    void store.orm.update(cameras).set({ byHandSince: null }).where(eq(cameras.cameraId, cameraId)).run(),
  'recording.anchored': (store, { seq, at, data }) =>
    void store.orm
      .insert(recordingAnchors)
      .values({ ...data, at, seq })
      .run(),
  'recording.gapNoted': (store, { seq, at, batch, data }) => {
    if (batch === null) throw new Error('a gap names the batch whose sitting was on');
    const { from, to, ...rest } = data;
    store.orm
      .insert(recordingGaps)
      .values({ ...rest, batchId: batch, fromAt: from, toAt: to, notedAt: at, seq })
      .run();
  },
  'recording.gapEnded': (store, { data: { gapId, from, to, enrolmentIds } }) =>
    void store.orm
      .update(recordingGaps)
      .set({ fromAt: from, toAt: to, enrolmentIds })
      .where(eq(recordingGaps.gapId, gapId))
      .run(),
  'recording.gapAnswered': (store, { at, actor, data, personal }) =>
    void store.orm
      .update(recordingGaps)
      .set({
        answeredBy: actor,
        answeredAt: at,
        noticedBy: personal?.noticedBy ?? null,
        insteadDone: personal?.insteadDone ?? null,
      })
      .where(eq(recordingGaps.gapId, data.gapId))
      .run(),
  'recording.alarmNoted': (store, { seq, at, actor, data, personal }) =>
    void store.orm
      .insert(recordingAlarmNotes)
      .values({ seq, key: data.key, by: actor, at, note: personal?.note ?? null })
      .run(),
  // Who looked at what stands in the ledger alone; nothing is drawn from it.
  'recording.watched': () => undefined,
};

function place(store: Store, seq: number, at: string, cameraId: CameraId, roomId: RoomId | null): void {
  store.orm.insert(cameraPlaces).values({ seq, cameraId, roomId, fromAt: at, untilAt: null }).run();
}

function takeAway(store: Store, at: string, cameraId: CameraId): void {
  store.orm
    .update(cameraPlaces)
    .set({ untilAt: at })
    .where(and(eq(cameraPlaces.cameraId, cameraId), isNull(cameraPlaces.untilAt)))
    .run();
}
