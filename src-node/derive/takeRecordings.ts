import type { EventData, EventType } from '#shared/contract/events/index.ts';
import { refuse } from '#shared/formats/formatRefusal.ts';
import { demand } from '../attempt.ts';
import type { BatchRead, CameraRead } from './facts.ts';
import { known, nothing } from './reading.ts';
import type { Take } from './reading.ts';

/** Cameras, how far their chains had come, and gaps. */
export const takeRecordings = {
  'camera.added': (batch, { at, data }) =>
    void batch.cameras.set(data.cameraId, {
      cameraId: data.cameraId,
      name: data.name,
      position: data.position,
      places: [{ roomId: data.roomId, from: at, until: null }],
      anchors: new Map(),
    }),
  'camera.changed': (batch, { seq, at, data }) => {
    const camera = cameraOf(batch, seq, data);
    camera.name = data.name;
    camera.position = data.position;
    if (camera.places.at(-1)?.roomId === data.roomId) return;
    leave(camera, at);
    camera.places.push({ roomId: data.roomId, from: at, until: null });
  },
  'camera.retired': (batch, { seq, at, data }) => leave(cameraOf(batch, seq, data), at),
  'recording.folderSet': nothing,
  'recording.startedByHand': nothing,
  'recording.stoppedByHand': nothing,
  'recording.anchored': (batch, { seq, data }) => {
    const { cameraId, count, head } = data;
    const grows = count > (batch.video[cameraId]?.[0] ?? 0);
    demand(grows, refuse('row-out-of-place', { seq }));
    batch.video[cameraId] = [count, head];
    cameraOf(batch, seq, data).anchors.set(count, head);
  },
  'recording.gapNoted': (batch, row) => {
    known(batch.sittings.get(row.data.sittingId), row.seq);
    cameraOf(batch, row.seq, row.data);
    batch.gaps.set(row.data.gapId, { noted: row, ended: null, answered: null });
  },
  'recording.gapEnded': (batch, { seq, data }) => {
    known(batch.gaps.get(data.gapId), seq).ended = data;
  },
  'recording.gapAnswered': (batch, row) => {
    known(batch.gaps.get(row.data.gapId), row.seq).answered = row;
  },
  'recording.alarmNoted': nothing,
  'recording.watched': nothing,
} satisfies { readonly [Type in EventType]?: Take<Type> };

function cameraOf(
  batch: BatchRead,
  seq: number,
  { cameraId }: Pick<EventData<'camera.added'>, 'cameraId'>,
): CameraRead {
  return known(batch.cameras.get(cameraId), seq);
}

function leave(camera: CameraRead, at: string): void {
  const last = camera.places.at(-1);
  if (last !== undefined && last.until === null) last.until = at;
}
