import type { PlannedCamera, RecorderPlan, RecorderSource } from '#shared/contract/recorder.ts';
import type { CameraSource } from '#shared/contract/commands/cameras.ts';
import type { RoomId } from '#shared/contract/ids.ts';
import { recordingLimits } from '#shared/domain/cameras.ts';
import { joinedSpans, recordedFor } from '#shared/domain/recordingTimes.ts';
import type { SittingTimes } from '#shared/domain/recordingTimes.ts';
import type { CameraRow } from './queries.ts';
import type { CameraSecret } from './secrets.ts';

/** What the plan is drawn from. */
export interface PlanInput {
  /** Cameras that are asked for pictures. */
  readonly cameras: readonly CameraRow[];
  readonly secretOf: (cameraId: CameraRow['cameraId']) => CameraSecret;
  /** Sittings that are not over, or were over only lately. */
  readonly sittings: readonly (SittingTimes & { readonly roomId: RoomId })[];
  readonly at: string;
  readonly head: Omit<RecorderPlan, 'v' | 'cameras'>;
}

/** What is wanted of the recorder: every camera, and when it records. Drawn anew from what stands at each change; nothing is counted up. */
export function recorderPlanOf({ cameras, secretOf, sittings, at, head }: PlanInput): RecorderPlan {
  return {
    v: 1,
    ...head,
    cameras: cameras.map((camera): PlannedCamera => ({
      cameraId: camera.cameraId,
      source: sourceOf(camera.source, secretOf(camera.cameraId)),
      spans: [...spansOf(camera, sittings, at)],
      sound: camera.sound,
      leastPicture: recordingLimits.leastPicture,
    })),
  };
}

/** When a camera records: for the sittings of its room, and by hand. */
export function spansOf(
  { roomId, byHandSince }: Pick<CameraRow, 'roomId' | 'byHandSince'>,
  sittings: PlanInput['sittings'],
  at: string,
): PlannedCamera['spans'] {
  const wanted = sittings.filter((sitting) => sitting.roomId === roomId).map(recordedFor);
  const byHand = byHandSince === null ? [] : [{ from: byHandSince, until: null }];
  return [...joinedSpans([...wanted, ...byHand], at)];
}

/** A source with what lets us in. */
export function sourceOf(source: CameraSource, secret: CameraSecret): RecorderSource {
  switch (source.kind) {
    case 'rtsp':
      return {
        kind: 'rtsp',
        mainUrl: source.main,
        subUrl: source.sub,
        user: source.hasSecret ? secret.user : null,
        password: source.hasSecret ? secret.password : null,
        transport: source.transport,
      };
    case 'usb':
      return { kind: 'usb', device: source.device };
    case 'synthetic':
      return { kind: 'synthetic', scene: source.scene };
  }
}
