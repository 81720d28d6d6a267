import { isNull } from 'drizzle-orm';
import type { CameraSource } from '#shared/contract/commands/cameras.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { CameraId } from '#shared/contract/ids.ts';
import { addressFault, addressKey, isDeviceName } from '#shared/domain/cameraAddress.ts';
import { roomViews } from '../arrangement/queries.ts';
import type { DecideContext, Decision, Refused } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { cameraRow } from './queries.ts';
import type { CameraRow } from './queries.ts';
import { cameras } from './tables.ts';

type Wanted = CommandInput<'camera.add'>;

/** Registers a camera. */
export function addCamera(context: DecideContext, input: Wanted): Decision {
  if (cameraRow(context.store, input.cameraId) !== null) return refused('id-taken');
  const fault = faultOf(context, input);
  if (fault !== null) return fault;
  return decided([happened('camera.added', null, ...partsOf(input))]);
}

/** Changes a camera that is asked for pictures. With nothing but a new password it is a row as well: somebody let somebody in. */
export function changeCamera(context: DecideContext, input: Wanted): Decision {
  const standing = liveCamera(context.store, input.cameraId);
  if ('ok' in standing) return standing;
  const fault = faultOf(context, input);
  if (fault !== null) return fault;
  return decided([happened('camera.changed', null, ...partsOf(input))]);
}

/** A camera is asked no more; what it recorded stays where it is. */
export function retireCamera(context: DecideContext, input: CommandInput<'camera.retire'>): Decision {
  const standing = liveCamera(context.store, input.cameraId);
  if ('ok' in standing) return standing;
  return decided([happened('camera.retired', null, { cameraId: input.cameraId }, { reason: input.reason })]);
}

export function startByHand(context: DecideContext, input: CommandInput<'recording.startByHand'>): Decision {
  const standing = liveCamera(context.store, input.cameraId);
  if ('ok' in standing) return standing;
  if (standing.byHandSince !== null) return refused('camera-records-already', { camera: standing.name });
  return decided([
    happened('recording.startedByHand', null, { cameraId: input.cameraId }, { reason: input.reason }),
  ]);
}

export function stopByHand(context: DecideContext, input: CommandInput<'recording.stopByHand'>): Decision {
  const standing = liveCamera(context.store, input.cameraId);
  if ('ok' in standing) return standing;
  if (standing.byHandSince === null) return refused('camera-not-by-hand', { camera: standing.name });
  return decided([happened('recording.stoppedByHand', null, { cameraId: input.cameraId }, null)]);
}

/** The camera, or why nothing may be done with it: `camera-unknown`, `camera-retired`. */
export function liveCamera(store: Store, cameraId: CameraId): CameraRow | Refused {
  const row = cameraRow(store, cameraId);
  if (row === null) return refused('camera-unknown');
  return row.retiredAt === null ? row : refused('camera-retired', { camera: row.name });
}

function partsOf({ soundRule, ...data }: Wanted) {
  return [{ ...data, sound: soundRule !== null }, { soundRule }] as const;
}

/** What is wrong with a camera as it is wanted. An address is never told again: it may hold a password. */
function faultOf({ store, demo }: DecideContext, { cameraId, name, roomId, source }: Wanted): Refused | null {
  if (roomId !== null && !roomViews(store).some((room) => room.roomId === roomId))
    return refused('room-unknown');
  const wrong = sourceFault(source, demo);
  if (wrong !== null) return wrong;
  const keys = sourceKeys(source);
  const others = store.orm
    .select()
    .from(cameras)
    .where(isNull(cameras.retiredAt))
    .all()
    .filter((one) => one.cameraId !== cameraId);
  for (const other of others) {
    if (other.name === name) return refused('camera-name-taken', { camera: name });
    if (sourceKeys(other.source).some((key) => keys.includes(key)))
      return refused('camera-source-taken', { camera: other.name });
  }
  return null;
}

function sourceFault(source: CameraSource, demo: boolean): Refused | null {
  switch (source.kind) {
    case 'rtsp':
      for (const address of [source.main, source.sub]) {
        const fault = address === null ? null : addressFault(address);
        if (fault === 'secretInside') return refused('camera-address-secret');
        if (fault !== null) return refused('camera-address-malformed');
      }
      return null;
    case 'usb':
      return isDeviceName(source.device) ? null : refused('camera-device-malformed');
    case 'synthetic':
      return demo ? null : refused('camera-synthetic');
  }
}

/** By what two cameras are asked for the same picture. Pictures that we make ourselves can be had by many. */
function sourceKeys(source: CameraSource): readonly string[] {
  switch (source.kind) {
    case 'rtsp':
      return [source.main, source.sub].flatMap((address) => (address === null ? [] : [addressKey(address)]));
    case 'usb':
      return [source.device];
    case 'synthetic':
      return [];
  }
}
