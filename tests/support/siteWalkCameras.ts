import type { CameraId, GapId, RoomId, SittingId, UserId } from '#shared/contract/ids.ts';
import { cameraPositions, gapCauses } from '#shared/domain/cameras.ts';
import { testId } from './arrangedSite.ts';
import { ids, pickOf, sittingsOf, want, when } from './siteWalkView.ts';
import type { Wants, WalkView } from './siteWalkView.ts';

const system = 'system' as UserId;
const camerasOf = (view: WalkView) =>
  ids<CameraId>(view, 'SELECT camera_id AS id FROM cameras ORDER BY camera_id');
const gapsOf = (view: WalkView) =>
  view.all<{ id: GapId; fromAt: string }>(
    'SELECT gap_id AS id, from_at AS fromAt FROM recording_gaps ORDER BY gap_id',
  );
const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

const keepCamera =
  (type: 'camera.add' | 'camera.change'): Wants =>
  (view, pick, amount) => {
    const roomId =
      pickOf(ids<RoomId>(view, 'SELECT room_id AS id FROM rooms ORDER BY room_id'), pick) ?? null;
    const cameraId = type === 'camera.add' ? view.newId<'camera'>('cam') : pickOf(camerasOf(view), pick);
    return when(cameraId, (id) =>
      want(
        type,
        {
          cameraId: id,
          name: `机位${amount % 40}`,
          roomId: amount % 5 === 0 ? null : roomId,
          position: cameraPositions[amount % cameraPositions.length] ?? 'other',
          source: {
            kind: 'rtsp',
            main: `rtsp://10.0.${amount % 20}.${pick % 200}/one`,
            sub: null,
            transport: 'tcp',
            hasSecret: pick % 2 === 0,
          },
          soundRule: amount % 4 === 0 ? '机构规定第 3 条' : null,
        },
        view.somebody(['chief'], 1),
      ),
    );
  };

const ofCamera =
  (type: 'recording.startByHand' | 'camera.retire'): Wants =>
  (view, pick) =>
    when(pickOf(camerasOf(view), pick), (cameraId) =>
      want(type, { cameraId, reason: '核对画面' }, view.somebody(['chief'], 1)),
    );

/** Cameras, and what the core notes of their recordings. */
export const cameraKinds = [
  { name: 'addCamera', wants: keepCamera('camera.add') },
  { name: 'changeCamera', wants: keepCamera('camera.change') },
  {
    name: 'retireCamera',
    wants: (view, pick, amount) => (amount % 3 === 0 ? ofCamera('camera.retire')(view, pick, amount) : []),
  },
  { name: 'recordByHand', wants: ofCamera('recording.startByHand') },
  {
    name: 'stopByHand',
    wants: (view, pick) =>
      when(
        pickOf(
          ids<CameraId>(view, 'SELECT camera_id AS id FROM cameras WHERE by_hand_since IS NOT NULL'),
          pick,
        ),
        (cameraId) => want('recording.stopByHand', { cameraId }, view.somebody(['chief'], 1)),
      ),
  },
  {
    name: 'setRecordingFolder',
    wants: (view, pick, amount) => [
      want(
        'recording.setFolder',
        {
          folder: `/srv/${amount % 3}`,
          second: pick % 2 === 0 ? '/srv/second' : null,
          mark: testId('mark', 1),
        },
        view.somebody(['chief'], 1),
      ),
    ],
  },
  {
    name: 'anchor',
    wants: (view, pick, amount) =>
      when(pickOf(camerasOf(view), pick), (cameraId) =>
        want(
          'recording.anchor',
          {
            cameraId,
            run: testId('run', pick % 9),
            count: amount % 1000,
            head: (amount % 16).toString(16).repeat(64),
          },
          system,
        ),
      ),
  },
  {
    name: 'noteGap',
    wants: (view, pick, amount) =>
      when(pickOf(camerasOf(view), pick), (cameraId) =>
        when(pickOf<SittingId>(sittingsOf(view), amount), (sittingId) => {
          const from = new Date(view.now()).toISOString();
          return want(
            'recording.noteGap',
            {
              gapId: view.newId<'gap'>('gap'),
              cameraId,
              sittingId,
              from,
              to: pick % 2 === 0 ? null : later(from, amount % 90_000),
              cause: gapCauses[amount % gapCauses.length] ?? 'streamLost',
            },
            system,
          );
        }),
      ),
  },
  {
    name: 'endGap',
    wants: (view, pick, amount) =>
      when(pickOf(gapsOf(view), pick), ({ id, fromAt }) => {
        const from = later(fromAt, amount % 3 === 0 ? 1000 : 0);
        return want('recording.endGap', { gapId: id, from, to: later(from, amount % 90_000) }, system);
      }),
  },
  {
    name: 'answerGap',
    wants: (view, pick) =>
      when(pickOf(gapsOf(view), pick), ({ id }) =>
        want(
          'recording.answerGap',
          { gapId: id, noticedBy: '监考员', insteadDone: '以手机补录' },
          view.somebody(['chief'], 1),
        ),
      ),
  },
  {
    name: 'noteAlarm',
    wants: (view, pick) => [
      want('recording.noteAlarm', { key: `disk:${pick % 9}`, note: '已知悉' }, view.somebody(['chief'], 1)),
    ],
  },
  {
    name: 'watch',
    wants: (view, pick) =>
      when(pickOf(camerasOf(view), pick), (cameraId) =>
        want('recording.noteWatching', { cameraIds: [cameraId], span: null }, view.somebody(['chief'], 1)),
      ),
  },
] as const satisfies readonly { readonly name: string; readonly wants: Wants }[];
