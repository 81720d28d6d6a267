import { join } from 'node:path';
import type { BatchId, CameraId, EnrolmentId } from '#shared/contract/ids.ts';
import type {
  CameraAlarm,
  CameraSourceView,
  CamerasOverview,
  CameraView,
  GapView,
} from '#shared/contract/views/cameras.ts';
import { cameraKeepers, candidateReaders } from '#shared/domain/roles.ts';
import { personNames } from '../access/queries.ts';
import type { AskContext } from '../api/answers.ts';
import { roomViews } from '../arrangement/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import { readChains } from '../store/recordingChains.ts';
import { coveredOtherwise } from './coverageViews.ts';
import { alarmNote, cameraRow, cameraRows, gapsOfBatch, recordingFolder } from './queries.ts';
import type { CameraRow } from './queries.ts';
import { recordingReasons } from './wanted.ts';
import { secretOf } from './secrets.ts';

type ViewContext = Pick<AskContext, 'store' | 'dir' | 'at' | 'recording' | 'actor'>;

/** Names of rooms by their ids. */
export function roomNames(store: Store): ReadonlyMap<string, string> {
  return new Map(roomViews(store).map((room) => [room.roomId, room.name]));
}

/** Cameras as they stand, with the recorder, its folder and the alarms. Retired cameras come last. */
export function overview(context: ViewContext): CamerasOverview {
  const { store, dir, recording, actor, at } = context;
  const rows = cameraRows(store);
  const rooms = roomNames(store);
  const state = recording.link.state();
  const folder = recordingFolder(store);
  const mayKeep = actor.roles.some((role) => cameraKeepers.includes(role));
  const reasons = recordingReasons(store, at);
  const live = rows.filter((row) => row.retiredAt === null);
  const retired = rows.filter((row) => row.retiredAt !== null);
  return {
    cameras: [...live, ...retired].map((row): CameraView => {
      const found = state?.cameras.find((one) => one.cameraId === row.cameraId);
      return {
        cameraId: row.cameraId,
        name: row.name,
        roomId: row.roomId,
        roomName: row.roomId === null ? null : (rooms.get(row.roomId) ?? null),
        position: row.position,
        source: mayKeep ? sourceView(store, row) : null,
        sound: row.sound,
        soundRule: row.soundRule,
        retired: row.retiredAt !== null,
        state: found?.state ?? 'off',
        since: found?.since ?? null,
        faults: found?.faults ?? [],
        cause: found?.cause ?? null,
        stream: found?.stream ?? null,
        clockOffsetMs: found?.clockOffsetMs ?? null,
        bytesPerSecond: found?.bytesPerSecond ?? 0,
        lastSegmentEnd: found?.lastSegmentEnd ?? null,
        recordingFor: reasons.get(row.cameraId) ?? null,
      };
    }),
    recorder: live.length === 0 ? 'off' : state === null ? 'down' : 'running',
    ffmpeg: state?.ffmpeg ?? null,
    folder: {
      path: mayKeep ? (folder?.folder ?? join(dir, 'recordings')) : null,
      second: mayKeep ? (folder?.second ?? null) : null,
      state: state?.folder.state ?? null,
      using: state?.folder.using ?? null,
      freeBytes: state?.folder.freeBytes ?? null,
      hoursLeft: state?.folder.hoursLeft ?? null,
    },
    alarms: alarmViews(context),
  };
}

function sourceView(store: Store, { cameraId, source }: CameraRow): CameraSourceView {
  const { user, password } = secretOf(store, cameraId);
  switch (source.kind) {
    case 'rtsp':
      return {
        kind: 'rtsp',
        main: source.main,
        sub: source.sub,
        transport: source.transport,
        user: source.hasSecret ? user : null,
        hasPassword: source.hasSecret && password !== null,
      };
    case 'usb':
      return { kind: 'usb', main: source.device, sub: null, transport: null, user: null, hasPassword: false };
    case 'synthetic':
      return {
        kind: 'synthetic',
        main: source.scene,
        sub: null,
        transport: null,
        user: null,
        hasPassword: false,
      };
  }
}

/** Alarms with who took note of them, the newest first. */
export function alarmViews({
  store,
  recording,
}: Pick<ViewContext, 'store' | 'recording'>): readonly CameraAlarm[] {
  const raised = recording.raised();
  if (raised.length === 0) return [];
  const rooms = roomNames(store);
  const nameOf = personNames(store);
  return raised
    .map((alarm): CameraAlarm => {
      const camera = alarm.cameraId === null ? null : cameraRow(store, alarm.cameraId);
      const note = alarmNote(store, alarm.key);
      return {
        ...alarm,
        cameraName: camera?.name ?? null,
        roomName: camera === null || camera.roomId === null ? null : (rooms.get(camera.roomId) ?? null),
        noted: note === null ? null : { by: nameOf(note.by), at: note.at, note: note.note ?? '' },
      };
    })
    .toSorted((one, other) => (one.since < other.since ? 1 : -1));
}

/** Gaps of a batch's sittings, newest first, with whom they touch (by ticket number for those who may not look at candidates) and what was done instead. */
export function gapViews(
  { store, dir, at, actor }: Pick<ViewContext, 'store' | 'dir' | 'at' | 'actor'>,
  batchId: BatchId,
): readonly GapView[] {
  const gaps = gapsOfBatch(store, batchId);
  const rooms = roomNames(store);
  const nameOf = personNames(store);
  const names = new Map<CameraId, string>(cameraRows(store).map((row) => [row.cameraId, row.name]));
  const mayName = actor.roles.some((role) => candidateReaders.includes(role));
  const chains = readChains(dir);
  try {
    return gaps.toReversed().map((gap): GapView => {
      const sitting = store
        .hot<{ readonly roomId: GapView['roomId'] }>(
          'SELECT room_id AS roomId FROM sittings WHERE sitting_id = ?',
        )
        .get(gap.sittingId);
      if (sitting === undefined) throw new Error('a gap without its sitting');
      return {
        gapId: gap.gapId,
        cameraId: gap.cameraId,
        cameraName: names.get(gap.cameraId) ?? '—',
        roomId: sitting.roomId,
        roomName: rooms.get(sitting.roomId) ?? '—',
        sittingId: gap.sittingId,
        from: gap.fromAt,
        to: gap.toAt,
        cause: gap.cause,
        touched: peopleOf(store, gap.enrolmentIds).map((one) => (mayName ? one : { ...one, name: null })),
        coveredBy: coveredOtherwise(store, chains, { ...gap, roomId: sitting.roomId }, at),
        answer:
          gap.answeredAt === null
            ? null
            : {
                by: nameOf(gap.answeredBy ?? ''),
                at: gap.answeredAt,
                noticedBy: gap.noticedBy ?? '',
                insteadDone: gap.insteadDone ?? '',
              },
      };
    });
  } finally {
    chains.close();
  }
}

function peopleOf(store: Store, enrolmentIds: readonly EnrolmentId[]): GapView['touched'] {
  return store
    .hot<GapView['touched'][number]>(
      `SELECT e.enrolment_id AS enrolmentId, c.name AS name, coalesce(e.ticket_number, '') AS ticketNumber
      FROM enrolments e LEFT JOIN candidates c ON c.candidate_id = e.candidate_id
      WHERE e.enrolment_id IN (SELECT value FROM json_each(?)) ORDER BY e.ticket_number, e.seq`,
    )
    .all(JSON.stringify(enrolmentIds));
}
