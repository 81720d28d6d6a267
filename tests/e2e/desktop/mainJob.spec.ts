import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { siteTime } from '#shared/domain/sittingTimes.ts';

import { buildCentre } from '../../../src-centre/app.ts';
import { rosterPath } from '../../support/testSite.ts';
import {
  addRooms,
  assignStaff,
  importRoster,
  isNearMidnight,
  seatAll,
  timesAround,
} from '../support/mainJob/arranging.ts';
import { changePerson } from '../support/mainJob/desk.ts';
import { ask, roundTrips } from '../support/mainJob/door.ts';
import {
  absentIn,
  endExam,
  importTheory,
  letAllIn,
  letIn,
  onlyBatch,
  openDoor,
  returnToDoor,
  startExam,
} from '../support/mainJob/examDay.ts';
import { addPeople, enrolCentre, foundSite, makeBatch } from '../support/mainJob/founding.ts';
import {
  adjudicate,
  fillAll,
  fillSheet,
  openSpreads,
  verifyAll,
  verifySheet,
} from '../support/mainJob/marking.ts';
import {
  chief,
  examiners,
  invigilators,
  leadExaminer,
  markEntry,
  measurers,
  registrar,
  staff,
} from '../support/mainJob/people.ts';
import { deliver, freeze, seal, verifyLedger, writeTo } from '../support/mainJob/reporting.ts';
import { expect, openApp, packagedFolder, test } from '../support/packagedApp.ts';

const people = 60;
/** Let in one by one at the door; the others through the same door without its screen. */
const byHand = 10;
/** Longer than the exam day of this test lasts, in minutes. */
const margin = 8;

test('the main job in the window, from set-up to receipt', async ({ scratch }) => {
  test.setTimeout(300_000);
  const now = new Date();
  const day = siteTime(now.toISOString()).slice(0, 10);
  const centre = await buildCentre({
    dir: join(scratch, 'centre'),
    clock: { now: () => new Date() },
    acceptAll: true,
  });
  const address = await centre.listen();
  const { app, page, log } = await openApp(packagedFolder, join(scratch, 'data'));
  const t0 = Date.now();
  let last = t0;
  const step = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> => {
    const value = await test.step(name, work);
    console.log(name, Date.now() - last);
    last = Date.now();
    await page.screenshot({ path: `/tmp/shots/${name.replaceAll(' ', '-')}.png` });
    return value;
  };
  page.on('console', (message) => {
    if (message.type() === 'error') console.log('PAGE', message.text());
  });
  page.on('pageerror', (error) => console.log('PAGEERROR', error));
  try {
    await step('found', () => foundSite(page, chief));
    await step('people', () => addPeople(page, staff));
    await step('enrol', () => enrolCentre(page, centre, address));
    await step('batch', () => makeBatch(page, day, rosterPath('07')));
    await changePerson(page, chief, registrar);
    await step('import', () => importRoster(page, rosterPath('01'), people));
    await step('rooms', () => addRooms(page));
    await step('seat', () => seatAll(page, timesAround(now)));
    await step('staff', () => assignStaff(page));

    const { batchId } = await onlyBatch(page);
    const modules = (await ask(page, 'batches.one', { batchId }))?.rubrics[0]?.modules ?? [];
    const sittings = (await ask(page, 'arrangement.view', { batchId }))?.sittings ?? [];
    const sittingIn = (room: string) => {
      const sitting = sittings.find((one) => one.roomName === room);
      if (sitting === undefined) throw new Error(`no sitting in ${room}`);
      return sitting;
    };
    const absent = await absentIn(rosterPath('05'));
    const present = (room: string) => sittingIn(room).seats.filter((seat) => !absent.has(seat.name ?? ''));

    const doorkeeper = isNearMidnight(now, margin) ? chief : (invigilators[0] ?? chief);
    await changePerson(page, registrar, doorkeeper);
    await step('theory one', async () => {
      await openDoor(page, '一教 101');
      for (const [at, seat] of present('一教 101').entries())
        await letIn(page, seat, at < 2 ? 'type' : 'scan');
      await startExam(page);
      await endExam(page, 30 - present('一教 101').length);
    });
    await step('theory two', async () => {
      await openDoor(page, '一教 102');
      await letAllIn(page, sittingIn('一教 102'), present('一教 102'));
      await startExam(page);
      await endExam(page, 30 - present('一教 102').length);
    });
    const workshop = present('车工实训车间');
    await step('practical in', async () => {
      await openDoor(page, '车工实训车间');
      for (const seat of workshop.slice(0, 2)) await letIn(page, seat, 'scan');
      await letAllIn(page, sittingIn('车工实训车间'), workshop.slice(2));
      await startExam(page);
    });
    await changePerson(page, doorkeeper, markEntry);
    await step('theory marks', () => importTheory(page, rosterPath('05'), people, absent.size));

    const [first, second, ...rest] = workshop;
    if (first === undefined || second === undefined) throw new Error('nobody came');
    await changePerson(page, markEntry, examiners[0]);
    await step('examiner one', async () => {
      await fillSheet(page, first, 'judge', ['5', '40']);
      await fillSheet(page, second, 'judge', ['5.5', '35']);
      await fillAll(page, rest, ['judge'], modules, 1);
    });
    await changePerson(page, examiners[0], examiners[1]);
    await step('examiner two', async () => {
      await fillSheet(page, first, 'judge', ['4.5', '20']);
      await fillSheet(page, second, 'judge', ['5', '30']);
      await fillAll(page, rest, ['judge'], modules, 2);
    });
    await changePerson(page, examiners[1], measurers[0]);
    await step('measurer one', async () => {
      await fillSheet(page, first, 'measure', ['12', '10', '8', '16', '8', '6', '7', '4']);
      await fillSheet(page, second, 'measure', ['12', '12', '8', '16', '14', '6', '10', '3']);
      await fillAll(page, rest, ['measure'], modules, 3);
    });
    const measurer = (await ask(page, 'site.state', {})).signedIn;
    if (measurer === null) throw new Error('nobody is signed in');
    await changePerson(page, measurers[0], measurers[1]);
    await step('measurer two', async () => {
      await verifySheet(page, first);
      await verifySheet(page, second);
      await verifyAll(
        page,
        rest.map((seat) => seat.enrolmentId),
        measurer.userId,
      );
    });
    await changePerson(page, measurers[1], leadExaminer);
    await step('lead', async () => {
      await fillSheet(page, first, 'observe', ['4', '4', '4', '20', '20', '20']);
      await fillSheet(page, first, 'judge', ['5', '30']);
      await fillAll(page, [second, ...rest], ['observe'], modules, 4);
      await fillAll(page, rest, ['judge'], modules, 5);
      await fillSheet(page, second, 'judge', ['5', '35']);
      expect(await openSpreads(page, batchId)).toBe(1);
      await adjudicate(page, first, '30');
      expect(await openSpreads(page, batchId)).toBe(0);
    });
    await changePerson(page, leadExaminer, doorkeeper);
    await step('practical end', async () => {
      await returnToDoor(page, '车工实训车间');
      await endExam(page, people - workshop.length);
    });

    await changePerson(page, doorkeeper, registrar);
    await step('freeze', () => freeze(page, registrar, chief));
    await step('seal', () => seal(page, chief));
    const drive = join(scratch, 'drive');
    mkdirSync(drive);
    await step('write', () => writeTo(app, page, drive));
    expect(readdirSync(drive).toSorted()).toHaveLength(2);
    await step('deliver', () => deliver(page, () => centre.idle()));
    await step('ledger', () => verifyLedger(page));
    const took = (await roundTrips(page, 200)).toSorted((a, b) => a - b);
    console.log('round trip', took[100], took[190]);
  } catch (error) {
    await page.screenshot({ path: '/tmp/shots/failed.png' });
    console.log(log().slice(-2000));
    throw error;
  } finally {
    await app.close();
    await centre.close();
  }
});
