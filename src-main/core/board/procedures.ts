import { statfsSync } from 'node:fs';
import type { Alarm, Board, FootLine } from '#shared/contract/views/site.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { pendingApprovals } from '../access/queries.ts';
import { deadlines } from '../batches/deadlines.ts';
import { batchRows } from '../batches/queries.ts';
import type { Answers } from '../api/answers.ts';
import type { AskContext } from '../api/answers.ts';
import { boardSittings, checkInsOverTime } from '../checkin/board.ts';
import { centreRow } from '../institution/queries.ts';
import { packageRows, packageView } from '../packages/queries.ts';
import { sheetCounts } from '../practical/sheetCounts.ts';
import { substitutedEnrolments } from '../theory/queries.ts';
import { alarms } from './alarms.ts';
import { marksStand } from './marksStand.ts';

function freeBytes(dir: string): number {
  const space = statfsSync(dir);
  return space.bavail * space.bsize;
}

function foot({ store, at, demo, site }: AskContext): FootLine {
  const tail = site.ledger.tail();
  const { n } = store
    .statement(
      "SELECT count(*) AS n FROM packages WHERE state IN ('sealed', 'written', 'uploaded', 'received')",
    )
    .get() as { n: number };
  return {
    mode: 'alone',
    desks: 1,
    now: at,
    timeSource: demo ? 'demonstration' : 'host',
    ledgerSize: tail.size,
    ledgerHead: tail.head.slice(0, 10),
    outboxWaiting: n,
    diskFreeBytes: freeBytes(site.dir),
  };
}

function board(context: AskContext): Board {
  const { store, at, reference, site } = context;
  const batches = batchRows(store);
  const steps = batches.map((batch) => ({
    batchId: batch.batchId as Board['deadlines'][number]['batchId'],
    batchName: batch.name,
    steps: deadlines(store, batch, at, reference),
  }));
  const standOf = marksStand(store, site.clock.monotonic());
  const sittings = boardSittings(store, at, sheetCounts(store));
  const outbox = batches.flatMap((batch) =>
    packageRows(store, batch.batchId).map((row) => {
      const view = packageView(store, row);
      return {
        batchId: batch.batchId as Board['outbox'][number]['batchId'],
        batchName: batch.name,
        packageName: view.name,
        state: view.state,
        at: view.steps.at(-1)?.at ?? row.sealingAt,
      };
    }),
  );
  const found: readonly Alarm[] = alarms(store, {
    at,
    sittings,
    deadlines: steps,
    approvals: pendingApprovals(context),
    freeBytes: freeBytes(site.dir),
    centreEnrolled: centreRow(store) !== null,
    standOf,
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
    scoreBands: addBands(batches.slice(0, 3).map((batch) => standOf(batch.batchId).bands)),
    outbox,
  };
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
  'board.today': board,
} satisfies Answers;
