import { count, inArray } from 'drizzle-orm';
import { statfsSync } from 'node:fs';
import type { Alarm, Board, BoardSitting, FootLine } from '#shared/contract/views/site.ts';
import { resultReaders, sheetReaders } from '#shared/domain/roles.ts';
import type { Role } from '#shared/domain/roles.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { batchRows } from '../batches/queries.ts';
import type { Answers } from '../api/answers.ts';
import type { AskContext } from '../api/answers.ts';
import { camerasOfSitting, isAlarmNoted } from '../cameras/queries.ts';
import { boardSittings } from '../checkin/queries.ts';
import { substitutedEnrolments } from '../enrolments/standing.ts';
import { centreRow } from '../institution/queries.ts';
import { deadlines, packageRows, packageView } from '../packages/queries.ts';
import { packages } from '../packages/tables.ts';
import { answeredApprovals, pendingApprovals } from './approvals.ts';
import { alarms } from './alarms.ts';
import { batchDetail, batchSummaries } from './batches.ts';
import { checkInsOverTime } from './checkInsOverTime.ts';
import { marksStand } from './marksStand.ts';
import { sheetCounts } from './sheetCounts.ts';

function freeBytes(dir: string): number {
  const space = statfsSync(dir);
  return space.bavail * space.bsize;
}

function foot({ store, at, demo, dir, ledgerTail }: AskContext): FootLine {
  const tail = ledgerTail();
  const waiting = store.orm
    .select({ many: count() })
    .from(packages)
    .where(inArray(packages.state, ['sealed', 'written', 'uploaded', 'received']))
    .get();
  return {
    mode: 'alone',
    desks: 1,
    now: at,
    timeSource: demo ? 'demonstration' : 'host',
    ledgerSize: tail.size,
    ledgerHead: tail.head.slice(0, 10),
    outboxWaiting: waiting?.many ?? 0,
    diskFreeBytes: freeBytes(dir),
  };
}

function board(context: AskContext): Board {
  const { store, at, reference } = context;
  const batches = batchRows(store);
  const steps = batches.map((batch) => ({
    batchId: batch.batchId,
    batchName: batch.name,
    steps: deadlines(store, batch, at, reference),
  }));
  const standOf = marksStand(store, context.monotonicMs());
  const holdsOne = (readers: readonly Role[]): boolean =>
    context.actor.roles.some((role) => readers.includes(role));
  // whom a veto has put out needs no more sheets: the counts tell of marks
  const counts = holdsOne(sheetReaders) ? sheetCounts(store) : undefined;
  const sittings = withCameras(context, boardSittings(store, at, counts));
  const outbox = batches.flatMap((batch) =>
    packageRows(store, batch.batchId).map((row) => {
      const view = packageView(store, row);
      return {
        batchId: batch.batchId,
        batchName: batch.name,
        packageName: view.name,
        state: view.state,
        at: view.steps.at(-1)?.at ?? row.sealingAt,
      };
    }),
  );
  const found: readonly Alarm[] = alarms(store, {
    roles: context.actor.roles,
    at,
    sittings,
    deadlines: steps,
    approvals: pendingApprovals(context),
    freeBytes: freeBytes(context.dir),
    backupFailed: context.backupFailed(),
    centreEnrolled: centreRow(store) !== null,
    keysRefused: context.keysRefused() !== null,
    standOf,
    recording: context.recording
      .raised()
      .filter(({ key, until }) => until === null && !isAlarmNoted(store, key)),
  });
  return {
    today: siteDay(at),
    sittings,
    substituted: [...new Set(sittings.map((sitting) => sitting.batchId))].reduce(
      (sum, batchId) => sum + substitutedEnrolments(store, batchId).size,
      0,
    ),
    alarms: found,
    deadlines: steps,
    checkInsOverTime: checkInsOverTime(store, at),
    scoreBands: holdsOne(resultReaders)
      ? addBands(batches.slice(0, 3).map((batch) => standOf(batch.batchId).scoreBands))
      : [],
    outbox,
  };
}

/** Each sitting with how the cameras of its room stand. */
function withCameras(
  { store, recording }: AskContext,
  sittings: readonly BoardSitting[],
): readonly BoardSitting[] {
  const reports = recording.link.state()?.cameras ?? [];
  return sittings.map((sitting) => {
    const there = camerasOfSitting(store, sitting.sittingId);
    const writes = (cameraId: string): boolean =>
      reports.some(
        (one) => one.cameraId === cameraId && (one.state === 'recording' || one.state === 'degraded'),
      );
    return { ...sitting, cameras: there.length, camerasRecording: there.filter(writes).length };
  });
}

/** Bands of several batches, added up. */
function addBands(all: readonly Board['scoreBands'][]): Board['scoreBands'] {
  const [first, ...others] = all;
  return (first ?? []).map((band, index) => ({
    from: band.from,
    theory: others.reduce((sum, bands) => sum + (bands[index]?.theory ?? 0), band.theory),
    practical: others.reduce((sum, bands) => sum + (bands[index]?.practical ?? 0), band.practical),
  }));
}

export const boardAnswers = {
  'site.foot': foot,
  'site.approvals': (context) => pendingApprovals(context),
  'approvals.answered': (context) => answeredApprovals(context),
  'approvals.one': (context, { approvalId }) =>
    pendingApprovals(context).find((one) => one.approvalId === approvalId) ?? null,
  'board.today': board,
  'batches.list': ({ store, at }) => batchSummaries(store, at),
  'batches.one': (context, { batchId }) => batchDetail(context, batchId),
} satisfies Answers;
