import { z } from 'zod';
import { cameraSource } from '../commands/cameras.ts';
import { cameraPositions, gapCauses } from '../../domain/cameras.ts';
import { cameraKeepers } from '../../domain/roles.ts';
import { cameraId, enrolmentId, gapId, roomId, sittingId, ulid } from '../ids.ts';
import { instant, sha256Hex } from '../values.ts';
import { open, roles } from './audience.ts';
import { event } from './event.ts';

const camera = {
  cameraId,
  name: z.string(),
  roomId: roomId.nullable(),
  position: z.enum(cameraPositions),
  source: cameraSource,
  sound: z.boolean(),
};

/** A gap names the batch whose sitting is on; cameras, anchors and who looked at pictures name none (`batchOf.ts`). */
export const camerasEvents = {
  'camera.added': event(
    open,
    z.strictObject(camera),
    z.strictObject({ soundRule: z.string().nullable() }),
    (d) => [d.cameraId],
    {
      source: roles(...cameraKeepers),
    },
  ),
  'camera.changed': event(
    open,
    z.strictObject(camera),
    z.strictObject({ soundRule: z.string().nullable() }),
    (d) => [d.cameraId],
    {
      source: roles(...cameraKeepers),
    },
  ),
  'camera.retired': event(open, z.strictObject({ cameraId }), z.strictObject({ reason: z.string() }), (d) => [
    d.cameraId,
  ]),
  'recording.folderSet': event(
    roles(...cameraKeepers),
    z.strictObject({ folder: z.string(), second: z.string().nullable(), mark: ulid }),
    null,
  ),
  'recording.startedByHand': event(
    open,
    z.strictObject({ cameraId }),
    z.strictObject({ reason: z.string() }),
    (d) => [d.cameraId],
  ),
  'recording.stoppedByHand': event(open, z.strictObject({ cameraId }), null, (d) => [d.cameraId]),
  'recording.anchored': event(
    open,
    z.strictObject({ cameraId, run: ulid, count: z.int(), head: sha256Hex }),
    null,
    (d) => [d.cameraId],
  ),
  /** `enrolmentIds`: those whom it touches, seated there and not known to have been away. */
  'recording.gapNoted': event(
    open,
    z.strictObject({
      gapId,
      cameraId,
      sittingId,
      from: instant,
      to: instant.nullable(),
      cause: z.enum(gapCauses),
      enrolmentIds: z.array(enrolmentId),
    }),
    null,
    (d) => [d.gapId, d.cameraId, d.sittingId, ...d.enrolmentIds],
  ),
  /** As it was measured in the end, and whom it touches then. From and to alike: nothing was missing after all. */
  'recording.gapEnded': event(
    open,
    z.strictObject({ gapId, from: instant, to: instant, enrolmentIds: z.array(enrolmentId) }),
    null,
    (d) => [d.gapId, ...d.enrolmentIds],
  ),
  'recording.gapAnswered': event(
    open,
    z.strictObject({ gapId }),
    z.strictObject({ noticedBy: z.string(), insteadDone: z.string() }),
    (d) => [d.gapId],
  ),
  'recording.alarmNoted': event(
    open,
    z.strictObject({ key: z.string() }),
    z.strictObject({ note: z.string() }),
  ),
  'recording.watched': event(
    roles('chief', 'supervisor'),
    z.strictObject({
      cameraIds: z.array(cameraId),
      span: z.strictObject({ from: instant, to: instant }).nullable(),
    }),
    null,
    (d) => d.cameraIds,
  ),
};
