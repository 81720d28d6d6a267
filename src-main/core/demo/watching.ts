import type { CameraId, RoomId } from '#shared/contract/ids.ts';
import type { CameraPosition, SyntheticScene } from '#shared/domain/cameras.ts';
import { newUlid } from '#node/newUlid.ts';
import type { Person } from './player.ts';
import type { Script } from './script.ts';

/** A camera of the demonstration: where it hangs, and which made-up room it shows. */
interface DemoCamera {
  readonly roomId: RoomId;
  readonly name: string;
  readonly position: CameraPosition;
  readonly scene: SyntheticScene;
}

/**
 * Cameras of the workshops, whose pictures are drawn (src-node/syntheticScenes.ts); the second workshop's front one has a loose
 * plug, so that a loss and a gap are seen within ten minutes. The classrooms have the school's own recorder and none of ours.
 */
export async function hangCameras(
  script: Script,
  technician: Person,
  rooms: { readonly first: RoomId; readonly second: RoomId },
): Promise<void> {
  const cameras: readonly DemoCamera[] = [
    { roomId: rooms.first, name: '一车间前方', position: 'front', scene: 'workshop' },
    { roomId: rooms.first, name: '一车间后方', position: 'back', scene: 'bench' },
    { roomId: rooms.second, name: '二车间前方', position: 'front', scene: 'unsteady' },
    { roomId: rooms.second, name: '二车间门口', position: 'door', scene: 'door' },
  ];
  script.at(-4, '15:30');
  for (const { scene, ...camera } of cameras)
    await script.composes(technician, 'camera.add', {
      ...camera,
      cameraId: newUlid() as CameraId,
      source: { kind: 'synthetic', scene },
      soundRule: null,
    });
}
