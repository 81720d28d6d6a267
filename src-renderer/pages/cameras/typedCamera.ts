import type { ActionInput } from '#shared/contract/actions.ts';
import type { RefusalCode } from '#shared/contract/refusal.ts';
import type { CameraView } from '#shared/contract/views/cameras.ts';
import type { RoomId } from '#shared/contract/ids.ts';
import type { CameraPosition, CameraSourceKind } from '#shared/domain/cameras.ts';

export type TypedSource = ActionInput<'cameras.probe'>['source'];

/** The form of a camera as it is filled; what belongs to another kind of source stays empty. */
export interface FilledCamera {
  readonly name: string;
  readonly roomId: RoomId | '';
  readonly position: CameraPosition;
  readonly kind: CameraSourceKind;
  readonly main: string;
  readonly sub: string;
  readonly transport: 'tcp' | 'udp';
  readonly user: string;
  /** Never what is kept: empty on a change means that it stays. */
  readonly password: string;
  readonly device: string;
  readonly scene: string;
  readonly withSound: boolean;
  readonly soundRule: string;
}

/** The form as it opens: a camera that there is, without its password, or an empty one. */
export function filledFrom(camera: CameraView | null): FilledCamera {
  const source = camera?.source ?? null;
  return {
    name: camera?.name ?? '',
    roomId: camera?.roomId ?? '',
    position: camera?.position ?? 'front',
    kind: source?.kind ?? 'rtsp',
    main: source?.kind === 'rtsp' ? source.main : '',
    sub: source?.kind === 'rtsp' ? (source.sub ?? '') : '',
    transport: source?.transport ?? 'tcp',
    user: source?.user ?? '',
    password: '',
    device: source?.kind === 'usb' ? source.main : '',
    scene: source?.kind === 'synthetic' ? source.main : '',
    withSound: camera?.sound ?? false,
    soundRule: camera?.soundRule ?? '',
  };
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What the form says of the source. */
export function sourceOf(filled: FilledCamera): TypedSource {
  switch (filled.kind) {
    case 'rtsp':
      return {
        kind: 'rtsp',
        main: filled.main.trim(),
        sub: orNull(filled.sub),
        transport: filled.transport,
        user: orNull(filled.user),
        password: filled.password === '' ? null : filled.password,
      };
    case 'usb':
      return { kind: 'usb', device: filled.device };
    case 'synthetic':
      return { kind: 'synthetic', scene: filled.scene };
  }
}

/** The field at which a refusal stands; null: it concerns the whole. */
export function fieldOf(code: RefusalCode, kind: CameraSourceKind): keyof FilledCamera | null {
  const source = kind === 'rtsp' ? 'main' : kind === 'usb' ? 'device' : 'scene';
  const fields: Readonly<Partial<Record<string, keyof FilledCamera>>> = {
    'camera-name-taken': 'name',
    'camera-source-taken': source,
    'camera-address-malformed': 'main',
    'camera-address-secret': 'main',
    'camera-sub-malformed': 'sub',
    'camera-device-malformed': 'device',
    'camera-synthetic': 'kind',
    'room-unknown': 'roomId',
  };
  return fields[code] ?? null;
}

/** An address by a maker's pattern, for a host as somebody types it: with or without what stands before or behind it. */
export function addressBy(pattern: string, typedHost: string): string {
  const host = typedHost
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/^[^@/]*@/, '')
    .replace(/[/?].*$/, '')
    .replace(/^(\[[^\]]*\]|[^:[\]]+):\d*$/, '$1');
  return pattern.replace('{host}', host);
}
