import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { _electron, errors, test as base, type ElectronApplication, type Page } from '@playwright/test';

const root = join(import.meta.dirname, '..', '..', '..');

/** The folder that `npm run package -- --inspect` made. */
export const packagedFolder = join(root, 'dist', 'linux-unpacked');

export interface OpenApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the app wrote to its standard error (the core's log too). */
  readonly log: () => string;
}

/**
 * Starts a program and attaches to it. Playwright that attaches just while the window goes to its first page is never told
 * that it arrived, and would wait for ever: then the program is started anew.
 */
async function launch(executablePath: string, args: string[], attempts = 3): Promise<ElectronApplication> {
  try {
    return await _electron.launch({ executablePath, args, timeout: 20_000 });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError) || attempts === 1) throw error;
    return launch(executablePath, args, attempts - 1);
  }
}

/** Starts a packaged app with a data folder of its own. */
export async function openApp(
  folder: string,
  dataDir: string,
  more: readonly string[] = [],
): Promise<OpenApp> {
  const program = join(folder, 'kaodian');
  if (!existsSync(program)) throw new Error('pack the app first: npm run package -- --inspect');
  const app = await launch(program, [
    '--no-sandbox',
    '--use-fake-device-for-media-stream',
    `--data-dir=${dataDir}`,
    ...more,
  ]);
  let log = '';
  app.process().stderr?.on('data', (piece: Buffer) => {
    log += piece.toString('utf8');
  });
  const page = await app.firstWindow();
  // Not waitForFunction: it needs eval, which the page's policy forbids.
  await page.locator('#root > *').first().waitFor({ state: 'attached' });
  return { app, page, log: () => log };
}

/** A copy of the package whose files may be changed: linked, so that it costs no space until one is replaced. */
export function copyOfPackage(folder: string): string {
  const copy = join(folder, 'app');
  execFileSync('cp', ['-al', packagedFolder, copy]);
  return copy;
}

function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'kaodian-desktop-'));
}

/** Playwright's `test` with a scratch folder a test, and the packaged app open once for a whole file. */
export const test = base.extend<{ scratch: string }, { open: OpenApp }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what a fixture needs
  scratch: async ({}, use) => {
    const folder = scratchFolder();
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  open: [
    // oxlint-disable-next-line no-empty-pattern -- the same
    async ({}, use) => {
      const folder = scratchFolder();
      const opened = await openApp(packagedFolder, join(folder, 'data'));
      await use(opened);
      await opened.app.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

export { expect } from '@playwright/test';
