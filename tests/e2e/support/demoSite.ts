import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, type Page } from '@playwright/test';

import { test as base } from './keptPage.ts';
import { expectPage } from './openPage.ts';
import { serveSite, type ServedSite } from './servedSite.ts';
import { makeSession, type Session } from './session.ts';

/** People of the demonstration by their work; they are made up. */
export const demoPeople = {
  chief: '周明远',
  registrar: '林静',
  invigilator: '何建国',
  otherInvigilator: '谢军',
  leadExaminer: '段志刚',
  examiner: '石岩',
  measurer: '沈刚',
  markEntry: '唐怡',
  markVerifier: '夏雪',
  supervisor: '贺新民',
  technician: '邓辉',
} as const;

export type DemoPerson = (typeof demoPeople)[keyof typeof demoPeople];

/** Everybody's password in the demonstration, for the second person. */
export const demoPassword = 'demonstration';

/** The demonstration, open for a worker. */
export interface DemoSite {
  readonly site: ServedSite;
  /** Opens the window at a place, signed in as this person, and waits for the page's own heading. */
  open(page: Page, who: DemoPerson, path: string, heading: string): Promise<void>;
}

/** Enters with a one-time link and waits for the heading of the page that this shows first. */
export async function enter(page: Page, site: ServedSite, heading: string): Promise<void> {
  await page.goto(await site.signInLink());
  await expectPage(page, heading);
}

/** What stands over the people of the demonstration on its sign-in page. */
export const demoSignIn = '选择一个岗位进入演示';

/** Picks a person on the sign-in page of the demonstration, and waits for the page on which they begin. */
export async function pickPerson(page: Page, who: DemoPerson, heading: string): Promise<void> {
  await page.getByRole('button', { name: who }).click();
  await expect(page.getByRole('banner').getByRole('button', { name: who })).toBeVisible();
  await expectPage(page, heading);
}

async function openDemonstration(site: ServedSite): Promise<void> {
  await makeSession(site, 'site.openDemo', () => ({}));
}

/** Signs people in once each, by the API. */
function sessionsOf(site: ServedSite): (who: DemoPerson) => Promise<Session> {
  const sessions = new Map<DemoPerson, Promise<Session>>();
  return (who) => {
    const known = sessions.get(who);
    if (known !== undefined) return known;
    const made = makeSession(site, 'access.signInDemo', ({ demoPeople: people }) => {
      const person = people.find((one) => one.displayName === who);
      if (person === undefined) throw new Error(`nobody in the demonstration is called ${who}`);
      return { userId: person.userId };
    });
    sessions.set(who, made);
    return made;
  };
}

/**
 * Playwright's `test` with the demonstration site open for a worker; no test may leave an error on the page's console. A test
 * that signs somebody out enters by hand (`enter`, `pickPerson`): the others share one session a person.
 */
export const test = base.extend<object, { demo: DemoSite }>({
  demo: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what a fixture needs
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'kaodian-demo-'));
      const site = await serveSite(dataDir);
      await openDemonstration(site);
      const sessionOf = sessionsOf(site);
      await use({
        site,
        async open(page, who, path, heading) {
          await page.context().addCookies(await sessionOf(who));
          await page.goto(`${site.origin}/#${path}`);
          await expect(page.getByRole('banner').getByRole('button', { name: who })).toBeVisible();
          await expectPage(page, heading);
        },
      });
      await site.launcher.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

export { expect } from '@playwright/test';
