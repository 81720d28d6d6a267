import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import type { ElectronApplication, Page } from '@playwright/test';

import { copyOfPackage, expect, openApp, packagedFolder, test } from '../support/packagedApp.ts';

/** The page's own calls, typed as they come back through Playwright. */
const statusOf = (path: string): string =>
  `fetch(${JSON.stringify(path)}, { method: 'GET' }).then((answer) => answer.status)`;

test('the window shows our page and nothing of the machine', async ({ open: { page } }) => {
  expect(page.url()).toMatch(/^app:\/\/kaodian\//);
  expect(await page.evaluate('[typeof require, typeof process, typeof module]')).toEqual(
    Array(3).fill('undefined'),
  );
  expect(await page.evaluate('Object.keys(window.kaodianDesktop).sort()')).toEqual([
    'coreState',
    'ejectDrive',
    'onCoreState',
    'pickFolder',
    'print',
    'retryCore',
    'saveFile',
    'windowState',
  ]);
});

test('only files of the page are served', async ({ open: { page } }) => {
  expect(await page.evaluate(statusOf('/index.html'))).toBe(200);
  for (const path of ['/nothing.js', '/..%2f..%2fpackage.json', '/%00.js', '/assets/..%5c..%5cx.json']) {
    expect([path, await page.evaluate(statusOf(path))]).toEqual([path, 404]);
  }
});

test('no inline script and no new window', async ({ open: { app, page } }) => {
  await page.evaluate(`{
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
  }`);
  expect(await page.evaluate('window.inlineRan')).toBeUndefined();
  expect(await page.evaluate(`String(window.open('https://example.invalid/'))`)).toBe('null');
  expect(app.windows()).toHaveLength(1);
});

test('no way out of our origin', async ({ open: { app, page } }) => {
  let asked = 0;
  const outside = createServer((_request, answer) => {
    asked += 1;
    answer.end('outside');
  });
  await once(outside.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
  const attempts = await watchAttempts(app);

  const ways = [
    `void (location.href = ${JSON.stringify(address)})`,
    `{ const link = document.body.appendChild(document.createElement('a')); link.href = ${JSON.stringify(address)}; link.click(); }`,
    `location.replace(${JSON.stringify(address)})`,
  ];
  const seen: Attempt[] = [];
  for (const way of ways) {
    await page.evaluate(way);
    seen.push({ address, prevented: true });
    // The shell hears of every attempt before anything is fetched; what it prevents then can never be shown.
    await expect.poll(attempts).toEqual(seen);
  }
  // These Chromium does not even ask the shell for, and says so.
  for (const closed of ['file:///etc/passwd', 'data:text/html,x']) {
    const said = page.waitForEvent('console', (message) => message.text().startsWith('Not allowed to'));
    await page.evaluate(`void (location.href = ${JSON.stringify(closed)})`);
    await said;
  }
  expect(await attempts()).toHaveLength(ways.length);
  expect(asked).toBe(0);
  expect(page.url()).toMatch(/^app:\/\/kaodian\//);
  outside.close();
});

test('the camera is given to our page, everything else is refused', async ({ open: { page } }) => {
  const ask = (what: string): string =>
    `navigator.mediaDevices.getUserMedia(${what}).then((stream) => stream.getTracks().map((track) => track.kind), (error) => error.name)`;
  expect(await page.evaluate(ask('{ video: true }'))).toEqual(['video']);
  expect(await page.evaluate(ask('{ audio: true }'))).toBe('NotAllowedError');
  expect(await page.evaluate(ask('{ audio: true, video: true }'))).toBe('NotAllowedError');
  expect(await page.evaluate(`Notification.requestPermission()`)).toBe('denied');
  expect(
    await page.evaluate(
      `navigator.permissions.query({ name: 'geolocation' }).then((answer) => answer.state)`,
    ),
  ).toBe('denied');
});

test('the desktop functions check what they are given', async ({ open: { page } }) => {
  expect(await page.evaluate(`window.kaodianDesktop.ejectDrive('/')`)).toEqual({
    ok: false,
    refusal: { code: 'not-picked', facts: {} },
  });
  const thrown = (call: string): string =>
    `window.kaodianDesktop.${call}.then(() => 'taken', () => 'thrown back')`;
  expect(await page.evaluate(thrown(`windowState({ position: 1 })`))).toBe('thrown back');
  expect(await page.evaluate(thrown(`saveFile({ suggestedName: '', bytes: new Uint8Array(1) })`))).toBe(
    'thrown back',
  );
  expect(await page.evaluate(thrown(`print({ to: 'elsewhere' })`))).toBe('thrown back');
});

test('a core that is killed comes back, and the window stays', async ({ open: { page } }) => {
  await page.evaluate(
    `{ window.seen = []; window.kaodianDesktop.onCoreState((state) => window.seen.push(state.kind)); }`,
  );
  const before = await readyPid(page);
  await page.evaluate('window.seen.length = 0');
  process.kill(before, 'SIGKILL');
  await expect.poll(() => page.evaluate('window.seen')).toEqual(['restarting', 'starting', 'ready']);
  expect(await readyPid(page)).not.toBe(before);
});

test('the core ends with the window', async ({ scratch }) => {
  const { app, page } = await openApp(packagedFolder, join(scratch, 'data'));
  const pid = await readyPid(page);
  await app.close();
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test('a core whose files were changed is not started', async ({ scratch }) => {
  const copy = copyOfPackage(scratch);
  const file = join(copy, 'resources', 'core', 'core.js');
  rmSync(file);
  writeFileSync(file, 'process.exit(0)');
  const { app, page } = await openApp(copy, join(scratch, 'data'));
  await expect
    .poll(() => page.evaluate('window.kaodianDesktop.coreState()'))
    .toEqual({ kind: 'refused', code: 'files-changed', facts: { file: 'core/core.js', fault: 'changed' } });
  expect(await page.evaluate(statusOf('/rpc/anything'))).toBe(503);
  await app.close();
});

/** The core's process, once it is ready. */
async function readyPid(page: Page): Promise<number> {
  const state = (): Promise<{ kind: string; pid: number }> =>
    page.evaluate('window.kaodianDesktop.coreState()');
  await expect.poll(async () => (await state()).kind).toBe('ready');
  return (await state()).pid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

interface Attempt {
  readonly address: string;
  readonly prevented: boolean;
}

/** Listens in the shell, behind its walls, for attempts of the window to go elsewhere; answers how to ask for them. */
async function watchAttempts(app: ElectronApplication): Promise<() => Promise<readonly Attempt[]>> {
  const kept = await app.evaluateHandle(({ webContents }) => {
    const attempts: Attempt[] = [];
    for (const contents of webContents.getAllWebContents()) {
      // The first question of the two that the shell is asked; when it is answered with no, there is no second.
      contents.on('will-frame-navigate', ({ url, defaultPrevented }) => {
        if (defaultPrevented) attempts.push({ address: url, prevented: true });
      });
      contents.on('will-navigate', ({ url, defaultPrevented }) => {
        attempts.push({ address: url, prevented: defaultPrevented });
      });
    }
    return attempts;
  });
  return () => kept.jsonValue();
}
