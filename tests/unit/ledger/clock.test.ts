import { afterEach, expect, it } from 'vitest';
import type { Clock, ClockJump } from '../../../src-main/core/ledger/clockWatch.ts';
import { watchClock } from '../../../src-main/core/ledger/clockWatch.ts';
import { say, wordsOf } from '#shared/words/words.ts';
import { alarms } from '../../../src-main/core/board/alarms.ts';
import { marksStand } from '../../../src-main/core/board/marksStand.ts';
import { batchInput, ledgerSite } from '../../support/ledgerSite.ts';
import type { LedgerSite } from '../../support/ledgerSite.ts';

const dayMs = 86_400_000;
const sites: LedgerSite[] = [];
afterEach(() => {
  for (const site of sites.splice(0)) site.remove();
});

async function start(): Promise<LedgerSite> {
  const site = await ledgerSite();
  sites.push(site);
  return site;
}

function jumpsOf(site: LedgerSite): readonly ClockJump[] {
  const rows = site.store.raw
    .prepare<[], { readonly data: string }>("SELECT data FROM ledger_rows WHERE type = 'clock.jumped'")
    .all();
  return rows.map((row) => JSON.parse(row.data) as ClockJump);
}

it('adds small steps up: a hundred of 1.9 s back are told in full', async () => {
  const site = await start();
  for (let step = 0; step < 100; step += 1) {
    site.pass(10_000, -1_900);
    if (step % 10 === 0) await site.done('chief', 'batch.create', batchInput(2 + step));
  }
  await site.done('chief', 'batch.create', batchInput(200));
  const told = jumpsOf(site).reduce((sum, jump) => sum + jump.jumpMs, 0);
  expect(told).toBe(-190_000);
});

it('says nothing of a clock that is off by less, however long it runs', async () => {
  const site = await start();
  site.pass(10_000, -1_900);
  await site.done('chief', 'batch.create', batchInput(2));
  site.pass(30 * dayMs, 1_900);
  await site.done('chief', 'batch.create', batchInput(3));
  expect(jumpsOf(site)).toEqual([]);
});

it('is told at opening when it stands before the last row, and the exam keeps running', async () => {
  const site = await start();
  const before = site.rows();
  site.pass(0, -3 * dayMs);
  site.restart();
  await site.ledger.idle();
  expect(site.types(before)).toEqual(['clock.jumped']);
  expect(jumpsOf(site)).toEqual([
    {
      fromAt: '2026-11-24T01:00:00.000Z',
      toAt: '2026-11-21T01:00:00.000Z',
      jumpMs: -3 * dayMs,
      whileClosed: true,
    },
  ]);
  await site.done('chief', 'batch.create', batchInput(2));
  expect(site.types(before)).toEqual(['clock.jumped', 'batch.created']);
  // Once is enough: the next opening stands behind nothing.
  site.pass(1000);
  site.restart();
  await site.done('chief', 'batch.create', batchInput(3));
  expect(jumpsOf(site)).toHaveLength(1);
});

it('stands on the board in words', async () => {
  const site = await start();
  site.pass(0, -3 * dayMs);
  site.restart();
  await site.ledger.idle();
  const found = alarms(site.store, {
    roles: ['chief'],
    at: '2026-11-21T01:00:05.000Z',
    sittings: [],
    deadlines: [],
    approvals: [],
    freeBytes: 2 ** 40,
    backupFailed: false,
    centreEnrolled: true,
    recording: [],
    keysRefused: false,
    standOf: marksStand(site.store, 0),
  }).find((alarm) => alarm.code === 'clock-went-back');
  expect(say(wordsOf('en', 'common').alarms['clock-went-back'], found?.facts ?? {})).toContain(
    'went back from 2026-11-24 09:00 to 2026-11-21 09:00',
  );
});

it('does not take the sleep of the machine for a jump, and a turn during it for no jump', () => {
  const time = { wallMs: 1_000_000, awakeMs: 0, bootMs: 0 };
  const clock: Clock = {
    now: () => time.wallMs,
    monotonic: () => time.awakeMs,
    sinceBoot: () => time.bootMs,
  };
  const watch = watchClock(clock, null);
  const sleep = (ms: number, turnedMs = 0): void => {
    time.bootMs += ms;
    time.wallMs += ms + turnedMs;
  };
  sleep(8 * 3_600_000);
  expect(watch.look()).toBeNull();
  // Turned back by exactly as long as it slept: against the clock that slept too, nothing would be seen.
  sleep(3_600_000, -3_600_000);
  const jump = watch.look();
  expect(jump?.jumpMs).toBe(-3_600_000);
  if (jump !== null) watch.noted(jump);
  expect(watch.look()).toBeNull();
});
