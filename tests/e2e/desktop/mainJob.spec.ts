import { join } from 'node:path';

import { siteTime } from '#shared/domain/sittingTimes.ts';

import { buildCentre } from '../../../src-centre/app.ts';
import { rosterPath } from '../../support/testSite.ts';
import { addRooms, assignStaff, importRoster, seatAll, timesAround } from '../support/mainJob/arranging.ts';
import { changePerson } from '../support/mainJob/desk.ts';
import { addPeople, enrolCentre, foundSite, makeBatch } from '../support/mainJob/founding.ts';
import { chief, registrar, staff } from '../support/mainJob/people.ts';
import { openApp, packagedFolder, test } from '../support/packagedApp.ts';

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
  page.on('console', (message) => {
    if (message.type() === 'error') console.log('PAGE', message.text());
  });
  page.on('requestfailed', (r) => console.log('REQFAILED', r.url(), r.failure()?.errorText));
  page.on('pageerror', (error) => console.log('PAGEERROR', error));
  const t0 = Date.now();
  const step = async (name: string, work: () => Promise<void>): Promise<void> => {
    await test.step(name, work);
    console.log(name, Date.now() - t0);
    await page.screenshot({ path: `/tmp/shots/${name.replaceAll(' ', '-')}.png` });
  };
  try {
    await step('found', () => foundSite(page, chief));
    await step('people', () => addPeople(page, staff));
    await step('enrol', () => enrolCentre(page, centre, address));
    await step('batch', () => makeBatch(page, day, rosterPath('07')));
    await step('registrar', () => changePerson(page, chief, registrar));
    await step('import', () => importRoster(page, rosterPath('01'), 60));
    await step('rooms', () => addRooms(page));
    await step('seat', () => seatAll(page, timesAround(now)));
    await step('staff', () => assignStaff(page));
  } catch (error) {
    await page.screenshot({ path: '/tmp/shots/failed.png' });
    console.log(log().slice(-2000));
    throw error;
  } finally {
    await app.close();
    await centre.close();
  }
});
