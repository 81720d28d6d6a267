import { z } from 'zod';
import { cameraPositions } from '../../domain/cameras.ts';
import { lengths } from '../../domain/limits.ts';
import { cameraKeepers, cameraWatchers } from '../../domain/roles.ts';
import { cameraId, commandId, roomId } from '../ids.ts';
import type { ProbeAnswer } from '../recorder.ts';
import type { Result } from '../refusal.ts';
import { instant, longText, shortText } from '../values.ts';
import type { PlaylistView } from '../views/cameras.ts';
import { action, deskAt } from './action.ts';

/** A source as a person types it; `password` null on a change: the one that is kept. */
export const typedSource = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rtsp'),
    main: z.string().min(1).max(lengths.cameraAddress),
    sub: z.string().max(lengths.cameraAddress).nullable(),
    transport: z.enum(['tcp', 'udp']),
    user: z.string().max(lengths.short).nullable(),
    password: z.string().max(lengths.password).nullable(),
  }),
  z.strictObject({ kind: z.literal('usb'), device: z.string().min(1).max(lengths.short) }),
  z.strictObject({ kind: z.literal('synthetic'), scene: z.string().min(1).max(lengths.short) }),
]);

const typedCamera = z.strictObject({
  commandId,
  deskAt,
  cameraId,
  name: shortText,
  roomId: roomId.nullable(),
  position: z.enum(cameraPositions),
  source: typedSource,
  soundRule: longText.nullable(),
});

export const cameraActions = {
  /** Connects, looks at the picture, disconnects. `cameraId`: with the password that is kept for it, where none is typed. */
  'cameras.probe': action(
    z.strictObject({ cameraId: cameraId.nullable(), source: typedSource }),
    cameraKeepers,
  ).answering<Result<ProbeAnswer>>(),
  'cameras.add': action(typedCamera, cameraKeepers).answering<Result<null>>(),
  'cameras.change': action(typedCamera, cameraKeepers).answering<Result<null>>(),
  'cameras.setFolder': action(
    z.strictObject({
      commandId,
      deskAt,
      folder: z.string().min(1).max(lengths.folder),
      second: z.string().max(lengths.folder).nullable(),
    }),
    cameraKeepers,
  ).answering<Result<null>>(),
  /** Cameras on the network that answer ONVIF discovery, and devices of this machine. */
  'cameras.discover': action(z.strictObject({}), cameraKeepers).answering<
    Result<{
      readonly network: readonly { readonly name: string; readonly address: string }[];
      readonly devices: readonly { readonly device: string; readonly name: string }[];
    }>
  >(),
  /** Live pictures of these cameras: an address for one connection, good once and for a minute (`GET /live/<ticket>`). Logged. */
  'cameras.watch': action(
    z.strictObject({ commandId, deskAt, cameraIds: z.array(cameraId).min(1).max(16) }),
    cameraWatchers,
  ).answering<Result<{ readonly href: string }>>(),
  /** What was recorded of a camera in a span of at most two hours, to be played. Logged. */
  'cameras.play': action(
    z.strictObject({ commandId, deskAt, cameraId, from: instant, to: instant }),
    cameraWatchers,
  ).answering<Result<PlaylistView>>(),
};
