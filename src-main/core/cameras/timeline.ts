import type { CameraId, RoomId } from '#shared/contract/ids.ts';
import type { RoomTimeline } from '#shared/contract/views/cameras.ts';
import type { CoverageClass } from '#shared/domain/cameras.ts';
import { gapCauses } from '#shared/domain/cameras.ts';
import { candidateReaders } from '#shared/domain/roles.ts';
import { coveredTime } from '#shared/domain/recordingTimes.ts';
import { endOf } from '#shared/domain/sittingTimes.ts';
import { sittingRow } from '../arrangement/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import type { AskContext } from '../api/answers.ts';
import type { Store } from '../store/openDatabase.ts';
import { readChains } from '../store/recordingChains.ts';
import type { Chains, ChainRow } from '../store/recordingChains.ts';
import { coverageClassOf } from '#shared/domain/cameras.ts';
import { cameraRow, camerasOfRoom } from './queries.ts';
import { roomNames } from './views.ts';

/** Longest stretch of time that is shown at once. */
export const longestTimelineMs = 24 * 3_600_000;
/** Between two segments less than this is no hole on the line. */
const jointMs = 1_000;

/** One room's time line; null when there is no such room, or the span is empty or too long. */
export function roomTimeline(
  { store, dir, actor }: Pick<AskContext, 'store' | 'dir' | 'actor'>,
  { roomId, from, to }: { readonly roomId: RoomId; readonly from: string; readonly to: string },
): RoomTimeline | null {
  const roomName = roomNames(store).get(roomId);
  const length = Date.parse(to) - Date.parse(from);
  if (roomName === undefined || length <= 0 || length > longestTimelineMs) return null;
  const sittings = sittingsWithin(store, roomId, from, to);
  const chains = readChains(dir);
  try {
    return {
      roomId,
      roomName,
      from,
      to,
      cameras: camerasWithin(store, chains, roomId, from, to),
      sittings: sittings.map((sitting) => ({
        sittingId: sitting.sittingId,
        subject: sitting.subject,
        from: sitting.admittedAt ?? sitting.startedAt ?? sitting.startsAt,
        to: sitting.finishedAt ?? endOf(sitting),
      })),
      moments: momentsOf(
        store,
        sittings,
        actor.roles.some((role) => candidateReaders.includes(role)),
      )
        .filter(({ at }) => at >= from && at < to)
        .toSorted((one, other) => (one.at < other.at ? -1 : 1)),
    };
  } finally {
    chains.close();
  }
}

function camerasWithin(
  store: Store,
  chains: Chains,
  roomId: RoomId,
  from: string,
  to: string,
): RoomTimeline['cameras'] {
  const there = new Set<CameraId>(
    camerasOfRoom(store, roomId)
      .filter(({ fromAt, untilAt }) => fromAt < to && (untilAt === null || untilAt > from))
      .map(({ cameraId }) => cameraId),
  );
  return [...there].flatMap((cameraId) => {
    const camera = cameraRow(store, cameraId);
    if (camera === null) return [];
    const rows = chains.within(cameraId, from, to);
    return [
      {
        cameraId,
        name: camera.name,
        position: camera.position,
        stretches: stretchesOf(rows),
        gaps: rows
          .filter((row) => row.kind === 'gap')
          .map((row) => ({
            from: row.start,
            to: row.end,
            cause: gapCauses.find((one) => one === row.cause) ?? 'streamLost',
          })),
      },
    ];
  });
}

/** Segments of one class that follow each other without a hole, as one. */
function stretchesOf(rows: readonly ChainRow[]): RoomTimeline['cameras'][number]['stretches'] {
  const found: { from: string; to: string; readonly coverage: CoverageClass }[] = [];
  const kept = rows.toSorted((one, other) => (one.start < other.start ? -1 : 1));
  for (const row of kept) {
    const coverage = coverageClassOf(row);
    if (coverage === null) continue;
    const last = found.findLast((one) => one.coverage === coverage);
    if (last !== undefined && Date.parse(row.start) - Date.parse(last.to) < jointMs) {
      if (row.end > last.to) last.to = row.end;
    } else found.push({ from: row.start, to: row.end, coverage });
  }
  return found;
}

function sittingsWithin(store: Store, roomId: RoomId, from: string, to: string): readonly SittingRow[] {
  const ids = store
    .hot<Pick<SittingRow, 'sittingId'>>('SELECT sitting_id AS sittingId FROM sittings WHERE room_id = ?')
    .all(roomId);
  return ids
    .flatMap(({ sittingId }) => sittingRow(store, sittingId) ?? [])
    .filter((sitting) => {
      const covered = coveredTime(sitting);
      const begins = covered === null ? sitting.startsAt : new Date(covered.fromMs).toISOString();
      const ends = sitting.finishedAt ?? endOf(sitting);
      return begins < to && (ends > from || (covered !== null && covered.toMs === null));
    });
}

interface Entry {
  readonly at: string;
  readonly enrolmentId: NonNullable<RoomTimeline['moments'][number]['enrolmentId']>;
  readonly name: string | null;
  readonly ticketNumber: string;
}

/** Entries, beginnings and ends. Whoever may not look at candidates reads their ticket numbers. */
function momentsOf(store: Store, sittings: readonly SittingRow[], mayName: boolean): RoomTimeline['moments'] {
  return sittings.flatMap(({ sittingId, startedAt, finishedAt }) => {
    const entries = store
      .hot<Entry>(
        `SELECT k.at AS at, k.enrolment_id AS enrolmentId, c.name AS name, coalesce(e.ticket_number, '') AS ticketNumber
        FROM check_ins k JOIN enrolments e ON e.enrolment_id = k.enrolment_id LEFT JOIN candidates c ON c.candidate_id = e.candidate_id
        WHERE k.sitting_id = ? AND k.undone = 0`,
      )
      .all(sittingId);
    return [
      ...entries.map(({ at, enrolmentId, name, ticketNumber }) => ({
        at,
        kind: 'checkIn' as const,
        text: mayName && name !== null ? name : ticketNumber,
        enrolmentId,
      })),
      ...(startedAt === null ? [] : [{ at: startedAt, kind: 'start' as const, text: '', enrolmentId: null }]),
      ...(finishedAt === null
        ? []
        : [{ at: finishedAt, kind: 'finish' as const, text: '', enrolmentId: null }]),
    ];
  });
}
