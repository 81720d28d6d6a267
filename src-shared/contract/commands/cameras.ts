import { z } from 'zod';
import { cameraPositions, gapCauses } from '../../domain/cameras.ts';
import { lengths } from '../../domain/limits.ts';
import { cameraKeepers, cameraWatchers } from '../../domain/roles.ts';
import { command } from '../command.ts';
import { cameraId, gapId, roomId, sittingId, ulid } from '../ids.ts';
import { instant, longText, sha256Hex, shortText } from '../values.ts';

/** Where a picture comes from, without secrets. */
export const cameraSource = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rtsp'),
    main: z.string().min(1).max(lengths.cameraAddress),
    sub: z.string().max(lengths.cameraAddress).nullable(),
    transport: z.enum(['tcp', 'udp']),
    /** Whether a user and password are kept for it. */
    hasSecret: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('usb'), device: z.string().min(1).max(lengths.short) }),
  z.strictObject({ kind: z.literal('synthetic'), scene: z.string().min(1).max(lengths.short) }),
]);
export type CameraSource = z.infer<typeof cameraSource>;

const camera = {
  cameraId,
  name: shortText,
  roomId: roomId.nullable(),
  position: z.enum(cameraPositions),
  source: cameraSource,
  /** Recorded with sound, which only a written rule of the institution allows; that rule's text. Null: no sound. */
  soundRule: longText.nullable(),
};

/** 视频监控. What is kept secret of a camera goes by the actions `cameras.add` and `cameras.change`, which compose these. */
export const cameraCommands = {
  'camera.add': command('core', z.strictObject(camera), cameraKeepers),
  'camera.change': command('core', z.strictObject(camera), cameraKeepers),
  /** It is asked for no more; what it recorded stays. */
  'camera.retire': command('person', z.strictObject({ cameraId, reason: longText }), cameraKeepers),
  /** The folder was found, marked and tried by the action `cameras.setFolder`. */
  'recording.setFolder': command(
    'core',
    z.strictObject({
      folder: z.string().min(1).max(lengths.folder),
      second: z.string().max(lengths.folder).nullable(),
      mark: ulid,
    }),
    cameraKeepers,
  ),
  'recording.startByHand': command('person', z.strictObject({ cameraId, reason: longText }), cameraWatchers),
  'recording.stopByHand': command('person', z.strictObject({ cameraId }), cameraWatchers),
  /** How far a camera's chain has come. The core's own, every minute of recording and at the end of each sitting. */
  'recording.anchor': command(
    'core',
    z.strictObject({ cameraId, run: ulid, count: z.int().min(0), head: sha256Hex }),
    [],
  ),
  /** A gap that falls into a sitting. The core's own, from the recorder's chain. */
  'recording.noteGap': command(
    'core',
    z.strictObject({
      gapId,
      cameraId,
      sittingId,
      from: instant,
      to: instant.nullable(),
      cause: z.enum(gapCauses),
    }),
    [],
  ),
  /** With its measured beginning, which may be later than first thought. */
  'recording.endGap': command('core', z.strictObject({ gapId, from: instant, to: instant }), []),
  'recording.answerGap': command(
    'person',
    z.strictObject({ gapId, noticedBy: shortText, insteadDone: longText }),
    cameraWatchers,
  ),
  'recording.noteAlarm': command(
    'person',
    z.strictObject({
      /** Of the alarm, as `cameras.overview` names it. */
      key: z.string().regex(/^[A-Za-z0-9:.-]{1,100}$/),
      note: z.string().trim().max(lengths.note),
    }),
    cameraWatchers,
  ),
  /** Who looked at what: composed when live pictures or a playback are asked for. */
  'recording.noteWatching': command(
    'core',
    z.strictObject({
      cameraIds: z.array(cameraId).min(1).max(64),
      /** Null: live. */
      span: z.strictObject({ from: instant, to: instant }).nullable(),
    }),
    cameraWatchers,
  ),
};
