import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { test as base } from '@playwright/test';

import { launchCore, type Launcher } from '#node/launcher.ts';
import { resourcesFolder, type ProgramName } from '#node/programs.ts';

import { siteKeyFrom } from '../../../src-main/cli/openSiteFolder.ts';
import { memoryKeeper } from '../../../src-main/cli/serve.ts';
import { softwareVersion } from '../../../src-main/cli/softwareVersion.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** The Node that everything of ours runs under. */
export const node = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

/** A program as the package carries it; `npm test -- build browser` builds it. */
export function builtProgram(name: ProgramName): string {
  return join(root, 'out', 'core', `${name}.js`);
}

/** A site of its own that serves the built page on the loopback address. */
export interface ServedSite {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly dataDir: string;
  /** A fresh one-time sign-in link. */
  signInLink(): Promise<string>;
  readonly launcher: Launcher;
}

/**
 * Starts a core on a site's folder, open already when its key is given in a file (as `kaodian serve --key`). Needs the built window (`out/renderer`) and programs (`out/core`).
 * @throws with the core's last words when it does not become ready within a minute
 */
export async function serveSite(dataDir: string, keyFile?: string): Promise<ServedSite> {
  const key = keyFile === undefined ? null : await siteKeyFrom(dataDir, keyFile);
  const launcher = launchCore({
    ...(key === null ? {} : { keyKeeper: memoryKeeper(key) }),
    program: node,
    args: [builtProgram('core')],
    start: {
      dataDir,
      rendererDir: join(root, 'out', 'renderer'),
      resourcesDir: resourcesFolder(),
      softwareVersion: softwareVersion(),
      http: { port: 0 },
    },
  });
  const state = await launcher.settled(60_000);
  if (state.kind !== 'ready' || state.httpOrigin === undefined) {
    await launcher.stop();
    throw new Error(`the core is ${JSON.stringify(state)}:\n${launcher.recentLog().join('\n')}`);
  }
  let link = state.signInLink;
  return {
    origin: state.httpOrigin,
    dataDir,
    launcher,
    async signInLink() {
      const next = link ?? (await launcher.freshLink());
      link = undefined;
      if (next === undefined) throw new Error('the core gave no sign-in link');
      return next;
    },
  };
}

/** A site of a test's own, for what changes it for good; it is gone afterwards. */
export async function onOwnSite(work: (site: ServedSite) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kaodian-own-'));
  const site = await serveSite(dataDir);
  try {
    await work(site);
  } finally {
    await site.launcher.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Playwright's `test` with a served site a worker; pages open on its address. */
export const test = base.extend<{ baseURL: string }, { site: ServedSite }>({
  site: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what a fixture needs
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'kaodian-e2e-'));
      const site = await serveSite(dataDir);
      await use(site);
      await site.launcher.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ site }, use) => use(site.origin),
});

export { expect } from '@playwright/test';
