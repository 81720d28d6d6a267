import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test as base, type Page } from '@playwright/test';

import { watchPage } from './checks.ts';
import { serveSite, type ServedSite } from './servedSite.ts';

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
} as const;

/** Everybody's password in the demonstration, for the second person. */
export const demoPassword = 'demonstration';

/** Enters with a one-time link; the page is then at the site's first screen. */
export async function enter(page: Page, site: ServedSite): Promise<void> {
  await page.goto(await site.signInLink());
  await page.locator('#root main').first().waitFor();
}

/** Picks a person on the sign-in page of the demonstration. */
export async function signInAs(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).first().click();
  await expect(page.getByRole('banner').getByRole('button', { name })).toBeVisible();
}

/** Goes to a place of the window. */
export async function open(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, path);
}

async function openDemonstration(site: ServedSite, page: Page): Promise<void> {
  await enter(page, site);
  await page.getByRole('button', { name: '打开演示' }).click();
  await expect(page.getByRole('heading', { name: '选择一个岗位进入演示' })).toBeVisible({ timeout: 60_000 });
}

/**
 * Playwright's `test` with the demonstration site open for a worker: `page` is at its sign-in, and no test may leave an error on
 * the page's console.
 */
export const test = base.extend<object, { demo: ServedSite }>({
  demo: [
    async ({ browser }, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'kaodian-demo-'));
      const site = await serveSite(dataDir);
      const page = await browser.newPage();
      await openDemonstration(site, page);
      await page.context().close();
      await use(site);
      await site.launcher.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  page: async ({ page, demo }, use) => {
    const faults = watchPage(page);
    await enter(page, demo);
    await use(page);
    expect(faults, 'errors on the console').toEqual([]);
  },
});

export { expect } from '@playwright/test';
