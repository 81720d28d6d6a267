import { existsSync, mkdtempSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import type { CoreState } from '#shared/contract/desktop.ts';
import {
  launchCore,
  parseCoreReport,
  restartWaitMs,
  type Launcher,
  type LaunchOptions,
} from '#node/launcher.ts';
import { makePrivateSocket, scrubEnvironment } from '#node/privateSocket.ts';

const fakeCore = join(import.meta.dirname, '..', '..', 'support', 'fakeCore.ts');
const started: Launcher[] = [];

function launch(roleAndMore: readonly string[], more: Partial<LaunchOptions> = {}): Launcher {
  const launcher = launchCore({
    program: process.execPath,
    args: [fakeCore, ...roleAndMore],
    start: { dataDir: '/nowhere', rendererDir: '/nowhere', resourcesDir: '/nowhere', softwareVersion: '0' },
    waitMs: () => 5,
    ...more,
  });
  started.push(launcher);
  return launcher;
}

interface Seen {
  readonly environment: string[];
  readonly start: Record<string, unknown>;
}

function ask(launcher: Launcher, token: string): Promise<{ status: number; seen?: Seen }> {
  return new Promise((resolve, reject) => {
    const call = request(
      { socketPath: launcher.socketPath, path: '/rpc/x', headers: { 'x-kaodian-socket': token } },
      async (answer) => {
        let text = '';
        for await (const piece of answer) text += String(piece);
        resolve({
          status: answer.statusCode ?? 0,
          ...(text === '' ? {} : { seen: JSON.parse(text) as Seen }),
        });
      },
    );
    call.on('error', reject);
    call.end();
  });
}

function when(launcher: Launcher, holds: (state: CoreState) => boolean): Promise<CoreState> {
  return new Promise((resolve) => {
    if (holds(launcher.state())) return resolve(launcher.state());
    const end = launcher.onState((state) => {
      if (!holds(state)) return;
      end();
      resolve(state);
    });
  });
}

afterEach(async () => {
  for (const launcher of started.splice(0)) await launcher.stop();
});

describe('launcher', () => {
  it('starts the core, tells it the secrets over standard input only, and scrubs its environment', async () => {
    process.env['NODE_OPTIONS_FOR_TEST'] = 'must not pass';
    const launcher = launch(['listen'], { environment: { KAODIAN_TEST: '1' } });
    expect(await launcher.settled(20_000)).toMatchObject({
      kind: 'ready',
      signInLink: 'http://127.0.0.1/in/1',
    });
    const { status, seen } = await ask(launcher, launcher.socketToken);
    expect(status).toBe(200);
    expect(seen?.start).toMatchObject({
      v: 1,
      socketToken: launcher.socketToken,
      keyStore: false,
      dataDir: '/nowhere',
    });
    expect(seen?.environment).toContain('KAODIAN_TEST');
    expect(seen?.environment).not.toContain('NODE_OPTIONS_FOR_TEST');
    expect((await ask(launcher, 'wrong')).status).toBe(403);
    expect(launcher.recentLog()).toContain('not a report');
  });

  it.skipIf(process.platform === 'win32')(
    'puts the socket into a folder that only we may enter, and removes it',
    async () => {
      const launcher = launch(['listen']);
      await launcher.settled(20_000);
      const folder = dirname(launcher.socketPath);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(Buffer.byteLength(launcher.socketPath)).toBeLessThan(100);
      await launcher.stop();
      expect(existsSync(folder)).toBe(false);
      expect(launcher.state()).toEqual({ kind: 'stopped' });
    },
  );

  it('starts a core again that was killed, on the same socket', async () => {
    const launcher = launch(['listen']);
    const first = await launcher.settled(20_000);
    if (first.kind !== 'ready') throw new Error('not ready');
    process.kill(first.pid, 'SIGKILL');
    const between = await when(launcher, (state) => state.kind === 'restarting');
    expect(between).toMatchObject({ attempt: 1, waitMs: 5, reason: 'signal SIGKILL' });
    const second = await when(launcher, (state) => state.kind === 'ready');
    expect(second).not.toMatchObject({ pid: first.pid });
    expect((await ask(launcher, launcher.socketToken)).status).toBe(200);
  });

  it.each([
    ['listen', 4321],
    ['crowded', 0],
  ])('asks a core that is started again (%s) for port %i, after it had 4321', async (role, port) => {
    const start = { dataDir: '/x', rendererDir: '/x', resourcesDir: '/x', softwareVersion: '0' };
    const launcher = launch([role], { start: { ...start, http: { port: 0 } } });
    const first = await launcher.settled(20_000);
    if (first.kind !== 'ready') throw new Error('not ready');
    expect(first.httpOrigin).toBe('http://127.0.0.1:4321');
    process.kill(first.pid, 'SIGKILL');
    await when(launcher, (state) => state.kind === 'restarting');
    await when(launcher, (state) => state.kind === 'ready');
    const { seen } = await ask(launcher, launcher.socketToken);
    expect(seen?.start['http']).toEqual({ port });
  });

  it('counts the attempts of a core that cannot live, with growing pauses', async () => {
    const launcher = launch(['die'], { waitMs: (attempt) => attempt });
    const state = await when(launcher, (now) => now.kind === 'restarting' && now.attempt === 3);
    expect(state).toMatchObject({ waitMs: 3, reason: 'exit 3' });
    expect([1, 2, 3, 4, 5, 6, 7, 20].map(restartWaitMs)).toEqual([
      250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
  });

  it('counts anew after a core that ran well', async () => {
    const launcher = launch(['listen'], { wellAfterMs: 0 });
    for (let round = 0; round < 2; round += 1) {
      const ready = await when(launcher, (state) => state.kind === 'ready');
      if (ready.kind !== 'ready') throw new Error('not ready');
      process.kill(ready.pid, 'SIGKILL');
      expect(await when(launcher, (state) => state.kind === 'restarting')).toMatchObject({ attempt: 1 });
    }
  });

  it('does not start a core again that refuses, until it is told to', async () => {
    const launcher = launch(['refuse']);
    const refused = { kind: 'refused', code: 'site-locked', facts: { pid: '1' } };
    expect(await launcher.settled(20_000)).toEqual(refused);
    const seen: string[] = [];
    launcher.onState((state) => seen.push(state.kind));
    launcher.retry();
    await when(launcher, (state) => state.kind === 'refused');
    expect(seen).toEqual(['starting', 'refused']);
  });

  it('lets a check before the start refuse', async () => {
    const refusal = { kind: 'refused', code: 'files-changed', facts: { file: 'core.js' } } as const;
    const launcher = launch(['listen'], { beforeStart: () => Promise.resolve(refusal) });
    expect(await launcher.settled(20_000)).toEqual(refusal);
    await launcher.stop();
    expect(launcher.state()).toEqual({ kind: 'stopped' });
  });

  it('recovers from a start that failed, and says so on the way', async () => {
    const marker = join(mkdtempSync(join(tmpdir(), 'launcher-')), 'died');
    const launcher = launch(['once', marker]);
    expect(await launcher.settled(20_000)).toMatchObject({ kind: 'ready' });
    expect(launcher.recentLog().join('\n')).toContain('the core ended (exit 3)');
  });

  it('restarts when the program itself is missing', async () => {
    const launcher = launch([], { program: '/no/such/program' });
    expect(await when(launcher, (state) => state.kind === 'restarting')).toMatchObject({
      reason: expect.stringContaining('ENOENT'),
    });
  });

  it('keeps a new key in the key store and gives it to the next core', async () => {
    let kept: string | undefined;
    const keyKeeper = {
      load: () => Promise.resolve(kept),
      save: (key: string) => Promise.resolve(void (kept = key)),
    };
    const launcher = launch(['listen'], { keyKeeper });
    const ready = await launcher.settled(20_000);
    expect(kept).toBe('ab'.repeat(32));
    if (ready.kind !== 'ready') throw new Error('not ready');
    process.kill(ready.pid, 'SIGKILL');
    await when(launcher, (state) => state.kind === 'restarting');
    await when(launcher, (state) => state.kind === 'ready');
    const { seen } = await ask(launcher, launcher.socketToken);
    expect(seen?.start).toMatchObject({ siteKeyHex: kept, keyStore: true });
  });

  it('asks for a fresh sign-in link', async () => {
    const launcher = launch(['listen']);
    expect(await launcher.freshLink()).toBeUndefined();
    await launcher.settled(20_000);
    expect(await launcher.freshLink()).toBe('http://127.0.0.1/in/2');
  });

  it('ends a core that does not end by itself', async () => {
    const launcher = launch(['stubborn'], { graceMs: 50 });
    const ready = await launcher.settled(20_000);
    await launcher.stop();
    if (ready.kind !== 'ready') throw new Error('not ready');
    expect(() => process.kill(ready.pid, 0)).toThrow('ESRCH');
  });
});

describe('scrubEnvironment', () => {
  it('passes what a child needs and nothing that steers it', () => {
    const kept = scrubEnvironment({
      PATH: '/bin',
      LC_ALL: 'C',
      Path: 'x',
      NODE_OPTIONS: '--inspect',
      LD_PRELOAD: 'x.so',
      ELECTRON_RUN_AS_NODE: '1',
      SECRET: 's',
      HTTP_PROXY: 'p',
      HOME: undefined,
    });
    expect(kept).toEqual({ PATH: '/bin', LC_ALL: 'C', Path: 'x' });
  });
});

describe('makePrivateSocket', () => {
  it('makes an unguessable pipe name on Windows', () => {
    const [one, two] = [makePrivateSocket('win32'), makePrivateSocket('win32')];
    expect(one.path).toMatch(/^\\\\\.\\pipe\\kaodian-[0-9a-f]{32}$/);
    expect(one.path).not.toBe(two.path);
    expect(one.token).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('parseCoreReport', () => {
  it.each([
    ['', undefined],
    ['plain log line', undefined],
    ['{"kind":"ready"', undefined],
    ['{"kind":"ready","pid":"1"}', undefined],
    ['{"kind":"siteKey","siteKeyHex":"12"}', undefined],
    ['{"kind":"refused","code":"bad mood","facts":{}}', undefined],
    [
      '{"kind":"ready","pid":1,"httpOrigin":"http://127.0.0.1:1"}',
      { kind: 'ready', pid: 1, httpOrigin: 'http://127.0.0.1:1' },
    ],
  ])('%s', (line, expected) => {
    expect(parseCoreReport(line)).toEqual(expected);
  });
});
