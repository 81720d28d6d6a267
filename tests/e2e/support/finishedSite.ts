import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, type Page } from '@playwright/test';

import { test as base } from './keptPage.ts';
import { expectPage } from './openPage.ts';
import { builtProgram, node, serveSite, type ServedSite } from './servedSite.ts';
import { makeSession } from './session.ts';

/** The chief whom `kaodian demo` makes up. */
export const finishedChief = { login: 'chief', password: 'demonstration-only' } as const;

/** A site whose main job is done, for a worker. */
export interface FinishedSite {
  readonly site: ServedSite;
  /** Opens the window at a place, signed in as the chief, and waits for the page's own heading. */
  open(page: Page, path: string, heading: string): Promise<void>;
}

/** Playwright's `test` with a site whose main job is done (`kaodian demo`), up to the centre's receipt. */
export const test = base.extend<object, { finished: FinishedSite }>({
  finished: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what a fixture needs
    async ({}, use) => {
      const out = mkdtempSync(join(tmpdir(), 'kaodian-finished-'));
      execFileSync(node, [builtProgram('kaodian'), 'demo', '--out', out, '--json'], { stdio: 'ignore' });
      const site = await serveSite(join(out, 'site'), join(out, 'keys', 'site.key'));
      const chief = await makeSession(site, 'access.signIn', () => ({
        loginName: finishedChief.login,
        password: finishedChief.password,
      }));
      await use({
        site,
        async open(page, path, heading) {
          await page.context().addCookies(chief);
          await page.goto(`${site.origin}/#${path}`);
          await expectPage(page, heading);
        },
      });
      await site.launcher.stop();
      rmSync(out, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

export { expect };
