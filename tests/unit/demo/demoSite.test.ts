import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resourcesFolder } from '#node/programs.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import type { SpreadFlag } from '#shared/contract/views/examDay.ts';
import { people } from '../../../src-main/core/access/queries.ts';
import { buildCore, hostClock } from '../../../src-main/core/app.ts';
import type { Core } from '../../../src-main/core/app.ts';
import type { Site } from '../../../src-main/core/api/site.ts';
import { createDemoClock } from '../../../src-main/core/demo/demoClock.ts';
import { settleSpreads } from '../../../src-main/core/demo/marking.ts';
import { at } from '../../../src-main/core/demo/player.ts';
import { openScript } from '../../../src-main/core/demo/script.ts';
import { matrixRows } from '../../../src-main/core/practical/matrix.ts';
import { testFolder } from '../../support/testSite.ts';
import { pairsOf } from '../../support/twoPeople.ts';

const { dir, remove } = testFolder();
let core: Core;
let site: Site;

beforeAll(async () => {
  core = await buildCore({ dir, resourcesDir: resourcesFolder(), clock: hostClock, softwareVersion: '0' });
  expect(await core.host.openDemo()).toEqual({ ok: true, value: null });
  const opened = core.host.current();
  if (opened === null) throw new Error('the demonstration is not open');
  site = opened;
});
afterAll(async () => {
  await core.close();
  remove();
});

function countOf(sql: string): unknown {
  return site.store.raw.prepare(sql).pluck().get();
}

function batchIds(): readonly BatchId[] {
  return site.store.raw.prepare('SELECT batch_id FROM batches').pluck().all() as BatchId[];
}

function spreads(): readonly SpreadFlag[] {
  return batchIds().flatMap((batchId) => matrixRows(site.store, batchId).flatMap((row) => row.spreads));
}

function openSpreads(): number {
  return spreads().filter((spread) => spread.adjudicated === null).length;
}

describe('the demonstration site', () => {
  test('shows the same day every time', () => {
    const rows = (type: string) =>
      countOf(`SELECT count(*) FROM ledger_rows WHERE json_extract(header, '$.type') = '${type}'`);
    expect({
      people: countOf('SELECT count(*) FROM users'),
      enrolments: countOf('SELECT count(*) FROM enrolments'),
      seats: countOf('SELECT count(*) FROM seats'),
      checkIns: rows('checkin.recorded'),
      theoryEntries: rows('theory.entered'),
      signedSheets: rows('sheet.signed'),
      verifiedSheets: rows('sheet.verified'),
      openSpreads: openSpreads(),
      frozenTables: rows('results.frozen'),
      publications: rows('publication.recorded'),
      cameras: countOf('SELECT count(*) FROM cameras'),
    }).toEqual({
      people: 24,
      enrolments: 92,
      seats: 183,
      checkIns: 168,
      theoryEntries: 125,
      signedSheets: 164,
      verifiedSheets: 32,
      openSpreads: 1,
      frozenTables: 1,
      publications: 1,
      cameras: 4,
    });
  });

  test('stands at half past eleven of its exam day in China', () => {
    const minutesOfDay = (Date.parse(site.now()) / 60_000 + 8 * 60) % (24 * 60);
    const minutesSince = minutesOfDay - (11 * 60 + 30);
    expect(minutesSince).toBeGreaterThanOrEqual(0);
    // Its clock runs on while the test does.
    expect(minutesSince).toBeLessThan(10);
  });

  test('has two different people behind whatever needs two', () => {
    expect(pairsOf(site.store)).toEqual([
      'results.frozen: registrar and chief',
      'sheet.verified: measurer and measurer',
      'user.created: chief and registrar',
    ]);
  });
});

describe('a script', () => {
  test('gives no answer to a person who may not ask, as the API gives none', async () => {
    const script = openScript(site, createDemoClock(hostClock), Date.now());
    const invigilator = await script.joins('late', '陈晚', ['invigilator']);
    const question = { batchId: at(batchIds(), 0) };
    await expect(script.asks(invigilator, 'results.table', question)).rejects.toThrow('not for this person');
    expect(await script.asks(script.chief, 'results.table', question)).not.toBeNull();
  });

  test('lets the lead settle an open spread by the middle mark', async () => {
    const script = openScript(site, createDemoClock(hostClock), Date.now());
    const lead = people(site.store).find((person) => person.loginName === 'zz1');
    if (lead === undefined) throw new Error('no lead examiner');
    const [spread] = spreads().filter((one) => one.adjudicated === null);
    const marks = spread?.byExaminer.map((one) => one.scoreHundredths).toSorted((one, other) => one - other);
    expect(marks).toHaveLength(3);
    for (const batchId of batchIds()) await settleSpreads(script, batchId, () => lead, '复看作品');
    expect(openSpreads()).toBe(0);
    const settled = spreads().find((one) => one.itemNo === spread?.itemNo && one.adjudicated !== null);
    expect(settled?.adjudicated).toMatchObject({ scoreHundredths: marks?.[1], reason: '复看作品' });
  });
});
