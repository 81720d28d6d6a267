import type { CameraView } from '#shared/contract/views/cameras.ts';
import type { CameraState } from '#shared/domain/cameras.ts';
import type { Tone } from '../../parts/StateTag.tsx';

/** Each state's tone, whose shape tells it apart without colour. */
export const stateTones: Readonly<Record<CameraState, Tone>> = {
  off: 'idle',
  connecting: 'info',
  recording: 'good',
  degraded: 'warn',
  lost: 'bad',
};

/** A duration for people: `0:40`, `12:05`, `1:02:05`. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Cameras that are asked for: those that are retired have only their past. */
export function activeCameras(cameras: readonly CameraView[]): readonly CameraView[] {
  return cameras.filter((camera) => !camera.retired);
}

/** Rooms that have cameras, retired ones too, because what they recorded stays; by name. */
export function roomsOf(
  cameras: readonly CameraView[],
): readonly { readonly roomId: NonNullable<CameraView['roomId']>; readonly name: string }[] {
  const rooms = new Map(
    cameras.flatMap(({ roomId, roomName }) =>
      roomId === null ? [] : [[roomId, roomName ?? roomId] as const],
    ),
  );
  return [...rooms]
    .map(([roomId, name]) => ({ roomId, name }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'zh-CN', { numeric: true }));
}
