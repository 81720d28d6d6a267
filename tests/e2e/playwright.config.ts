import { defineConfig } from '@playwright/test';

import { chromiumLaunch } from '../support/chromium.ts';

const chromium = {
  browserName: 'chromium' as const,
  // A trace takes a picture of the page at every step; an error's context and picture tell enough.
  trace: 'off' as const,
  launchOptions: chromiumLaunch,
};

/**
 * `browser`: every screen in Debian's Chromium, against the served app. `pictures`: takes the pictures of the manual anew.
 * `desktop`: the packaged app under Xvfb; pack it first (`npm run package -- --inspect`). Playwright's own browsers are not
 * needed.
 */
export default defineConfig({
  globalSetup: './support/built.ts',
  outputDir: '../../.cache/playwright',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  retries: 0,
  workers: 2,
  use: {
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'browser', testDir: 'browser', use: chromium },
    { name: 'pictures', testDir: 'pictures', use: chromium },
    { name: 'desktop', testDir: 'desktop' },
  ],
});
