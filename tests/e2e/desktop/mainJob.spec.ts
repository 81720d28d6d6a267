import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { SittingView } from '#shared/contract/views/preparation.ts';
import { siteTime } from '#shared/domain/sittingTimes.ts';

import { buildCentre } from '../../../src-centre/app.ts';
import { rosterPath } from '../../support/testSite.ts';
import { watchPage } from '../support/checks.ts';
import {
  addRooms,
  assignStaff,
  importRoster,
  isNearMidnight,
  seatAll,
  timesAround,
} from '../support/mainJob/arranging.ts';
import { changePerson } from '../support/mainJob/desk.ts';
import { ask } from '../support/mainJob/api.ts';
import {
  absentIn,
  compareTheory,
  endExam,
  importTheory,
  letIn,
  onlyBatch,
  openDoor,
  returnToDoor,
  startExam,
} from '../support/mainJob/examDay.ts';
import { addPeople, enrolCentre, foundSite, makeBatch } from '../support/mainJob/founding.ts';
import { markAll, openSpreads } from '../support/mainJob/marking.ts';
import { chief, invigilators, leadExaminer, markEntry, registrar, staff } from '../support/mainJob/people.ts';
import { deliver, freeze, seal, seeAccepted, verifyLedger, writeTo } from '../support/mainJob/reporting.ts';
import { expect, openApp, packagedFolder, test } from '../support/packagedApp.ts';

const people = 60;
/** Let in one by one at every door; the others through the same API without its screen. */
const byHand = 5;
/** Longer than the exam day of this test lasts. */
const marginMinutes = 8;

test('the main job in the window, from set-up to receipt', async ({ scratch }) => {
  test.setTimeout(300_000);
  const now = new Date();
  const day = siteTime(now.toISOString()).slice(0, 10);
  const drive = join(scratch, 'drive');
  mkdirSync(drive);
  const centre = await buildCentre({
    dir: join(scratch, 'centre'),
    clock: { now: () => new Date() },
    acceptAll: true,
  });
  const address = await centre.listen();
  const { app, page } = await openApp(packagedFolder, join(scratch, 'data'));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const faults = watchPage(page);
  try {
    await test.step('found the site', () => foundSite(page, chief));
    await test.step('add the staff', () => addPeople(page, staff));
    await test.step('enrol the centre', () => enrolCentre(page, centre, address));
    await test.step('make a batch', () => makeBatch(page, day, rosterPath('07')));
    await changePerson(page, chief, registrar);
    await test.step('import the roster', () => importRoster(page, rosterPath('01'), people));
    await test.step('add the rooms', () => addRooms(page));
    await test.step('seat everybody', () => seatAll(page, timesAround(now)));
    await test.step('assign the staff', () => assignStaff(page));

    const { batchId } = await onlyBatch(page);
    const modules = (await ask(page, 'batches.one', { batchId }))?.rubrics[0]?.modules ?? [];
    const sittings = (await ask(page, 'arrangement.view', { batchId }))?.sittings ?? [];
    const absent = await absentIn(rosterPath('05'));
    const theory = sittings.filter((one) => one.subject === 'theory');
    const [practical] = sittings.filter((one) => one.subject === 'practical');
    if (practical === undefined) throw new Error('no practical sitting');
    const presentIn = (sitting: SittingView) => sitting.seats.filter((seat) => !absent.has(seat.name ?? ''));
    expect(theory.flatMap(presentIn)).toHaveLength(people - absent.size);

    const doorkeeper = isNearMidnight(now, marginMinutes) ? chief : (invigilators[0] ?? chief);
    await changePerson(page, registrar, doorkeeper);
    for (const sitting of theory) {
      await test.step(`theory in ${sitting.roomName}`, async () => {
        await openDoor(page, sitting.roomName);
        await letIn(page, sitting, presentIn(sitting), byHand);
        await startExam(page);
        await endExam(page, sitting.seats.length - presentIn(sitting).length);
      });
    }
    await test.step('into the workshop', async () => {
      await openDoor(page, practical.roomName);
      await letIn(page, practical, presentIn(practical), byHand);
      await startExam(page);
    });
    await changePerson(page, doorkeeper, markEntry);
    await test.step('theory marks', () => importTheory(page, rosterPath('05'), people));
    await changePerson(page, markEntry, registrar);
    await test.step('theory marks compared with the papers', () =>
      compareTheory(page, rosterPath('05'), people, absent.size));
    await changePerson(page, registrar, markEntry);

    await test.step('practical marks', () => markAll(page, markEntry, presentIn(practical), modules));
    expect(await openSpreads(page, batchId)).toBe(0);
    await changePerson(page, leadExaminer, doorkeeper);
    await test.step('end of the practical', async () => {
      await returnToDoor(page, practical.roomName);
      await endExam(page, practical.seats.length - presentIn(practical).length);
    });

    await changePerson(page, doorkeeper, registrar);
    await test.step('freeze by two', () => freeze(page, registrar, chief));
    await test.step('seal by two', () => seal(page, chief));
    await test.step('write to a drive', () => writeTo(app, page, drive));
    expect(readdirSync(drive).toSorted()).toEqual([
      expect.stringMatching(/^KD-S500100000001-.+-r1\.tar\.age$/),
      expect.stringMatching(/^KD-S500100000001-.+-r1\.tar\.age\.sig$/),
    ]);
    await test.step('upload and receipt', () => deliver(page, () => centre.idle()));
    await test.step('verify the ledger', () => verifyLedger(page));
    await test.step('the batch is accepted', () => seeAccepted(page));
    expect(faults, 'errors on the console').toEqual([]);
  } finally {
    await app.close();
    await centre.close();
  }
});
