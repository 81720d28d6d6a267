import { expect, test as base, type Page } from '@playwright/test';

import { watchPage } from './checks.ts';

/** Forgets what a test left in the browser: listeners, routes, cookies, what the page had stored, and the page itself. */
async function forget(page: Page): Promise<void> {
  page.removeAllListeners();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.context().clearCookies();
  // A test that went nowhere left nothing behind.
  if (page.url() === 'about:blank') return;
  await page.evaluate('localStorage.clear(); sessionStorage.clear();');
  // Not about:blank, after which the browser would load the scripts in another process.
  await page.goto(new URL('/nothing.txt', page.url()).href);
}

/**
 * Playwright's `test` with one page for all tests of a worker, emptied before each: a new one costs two seconds of a
 * processor to load the same scripts again. A test that fails leaves no page behind, because Playwright then starts another
 * worker. No test may leave an error on the page's console.
 */
export const test = base.extend<object, { kept: { page: Page | null } }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what a fixture needs
  kept: [async ({}, use) => use({ page: null }), { scope: 'worker' }],
  page: async ({ browser, kept, viewport, locale, timezoneId, contextOptions }, use) => {
    if (kept.page === null) {
      const context = await browser.newContext({
        ...contextOptions,
        ...(locale === undefined ? {} : { locale }),
        ...(timezoneId === undefined ? {} : { timezoneId }),
      });
      kept.page = await context.newPage();
    } else {
      await forget(kept.page);
    }
    const { page } = kept;
    if (viewport !== null) await page.setViewportSize(viewport);
    const faults = watchPage(page);
    await use(page);
    expect(faults, 'errors on the console').toEqual([]);
  },
});
