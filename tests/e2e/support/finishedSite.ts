import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test as base, type Page } from '@playwright/test';

import { watchPage } from './checks.ts';
import { enter } from './demoSite.ts';
import { serveSite, type ServedSite } from './servedSite.ts';

/** The chief whom `kaodian demo` makes up. */
export const finishedChief = { login: 'chief', password: 'demonstration-only' } as const;

/** Signs in on the sign-in page. */
export async function signIn(page: Page, person: typeof finishedChief): Promise<void> {
  await page.getByLabel('登录名').fill(person.login);
  await page.getByLabel('密码').fill(person.password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible();
}

const root = join(import.meta.dirname, '..', '..', '..');

/** Playwright's `test` with a site whose main job is done (`kaodian demo`), up to the centre's receipt; `page` is at its sign-in. */
export const test = base.extend<object, { finished: ServedSite }>({
  finished: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what a fixture needs
    async ({}, use) => {
      const out = mkdtempSync(join(tmpdir(), 'kaodian-finished-'));
      execFileSync(
        join(root, 'node_modules', '.bin', 'node'),
        ['src-main/cli/kaodian.ts', 'demo', '--out', out, '--json'],
        {
          cwd: root,
          stdio: ['ignore', 'ignore', 'ignore'],
        },
      );
      const site = await serveSite(join(out, 'site'), join(out, 'keys', 'site.key'));
      await use(site);
      await site.launcher.stop();
      rmSync(out, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  page: async ({ page, finished }, use) => {
    const faults = watchPage(page);
    await enter(page, finished);
    await use(page);
    expect(faults, 'errors on the console').toEqual([]);
  },
});

export { expect };
