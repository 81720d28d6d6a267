import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { launchCore, type Launcher } from '#node/launcher.ts';
import { programFile, resourcesFolder } from '#node/programs.ts';
import type { CoreState } from '#shared/contract/desktop.ts';
import { requestHeader } from '#shared/contract/live.ts';

const dir = mkdtempSync(join(tmpdir(), 'kaodian-restarted-'));
let launcher: Launcher | undefined;

afterEach(async () => {
  await launcher?.stop();
  rmSync(dir, { recursive: true, force: true });
});

async function ready(): Promise<Extract<CoreState, { kind: 'ready' }>> {
  const state = await launcher?.settled(30_000);
  if (state?.kind !== 'ready') throw new Error(JSON.stringify(state));
  return state;
}

test('a page that was open before the core died goes on at the same address, at the same desk', async () => {
  launcher = launchCore({
    program: process.execPath,
    args: [programFile('core')],
    start: {
      dataDir: join(dir, 'site'),
      rendererDir: dir,
      resourcesDir: resourcesFolder(),
      softwareVersion: '0',
      http: { port: 0 },
    },
  });
  const before = await ready();
  const entered = await fetch(before.signInLink ?? '', { redirect: 'manual' });
  const [desk = ''] = entered.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  const ask = async (cookie: string) => {
    const headers = { 'content-type': 'application/json', [requestHeader]: '1', cookie };
    const answer = await fetch(`${before.httpOrigin}/rpc/site.state`, {
      method: 'POST',
      headers,
      body: '{}',
    });
    return answer.status;
  };
  expect([await ask(desk), await ask(`${desk}x`), await ask('')]).toEqual([200, 403, 403]);

  const died = new Promise<void>((resolve) => {
    const end = launcher?.onState((state) => {
      if (state.kind !== 'restarting') return;
      end?.();
      resolve();
    });
  });
  process.kill(before.pid, 'SIGKILL');
  await died;
  const after = await ready();
  expect(after.pid).not.toBe(before.pid);
  expect(after.httpOrigin).toBe(before.httpOrigin);
  expect([await ask(desk), await ask(`${desk}x`), await ask('')]).toEqual([200, 403, 403]);
});
