import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { rendererFolder } from '#node/programs.ts';
import { windowOrigin } from '#shared/contract/pageHeaders.ts';
import { connectToDevTools } from './devTools.ts';
import type { DevTools } from './devTools.ts';

const startMs = 60_000;
const endMs = 20_000;

export interface WindowOptions {
  /** Data folder of the app; its `site` was founded before. */
  readonly dataDir: string;
  readonly chief: { readonly loginName: string; readonly password: string };
  readonly passphrase: string;
  readonly questions: number;
  readonly warmUp: number;
}

export type WindowSeen =
  | { readonly ok: true; readonly milliseconds: readonly number[] }
  | { readonly ok: false; readonly code: 'no-runtime' | 'not-built' | 'no-display'; readonly words: string };

/**
 * Opens the app's own window on a founded site and times the questions from inside its page. The app has no hook for it:
 * it is driven by its runtime's DevTools protocol, as the tests drive it. The runtime is named by `KAODIAN_ELECTRON`
 * (`scripts/kaodian.mjs` sets it to the one that is there).
 */
export async function measureWindow(options: WindowOptions): Promise<WindowSeen> {
  const runtime = process.env['KAODIAN_ELECTRON'] ?? '';
  if (runtime === '' || !existsSync(runtime))
    return { ok: false, code: 'no-runtime', words: '没有 Electron 运行环境' };
  const renderer = rendererFolder();
  const out = renderer === undefined ? undefined : dirname(renderer);
  if (out === undefined || !existsSync(join(out, 'shell', 'main.js')))
    return { ok: false, code: 'not-built', words: '界面尚未生成' };
  const screen = screenFor(runtime);
  if (screen === undefined) return { ok: false, code: 'no-display', words: '没有显示器，也没有 xvfb-run' };

  const asRoot = process.getuid?.() === 0;
  const app = spawn(
    screen.program,
    [
      ...screen.args,
      dirname(out),
      ...(asRoot ? ['--no-sandbox'] : []),
      '--remote-debugging-port=0',
      `--data-dir=${options.dataDir}`,
    ],
    // On Linux a group of its own, so that a virtual screen ends together with the app.
    { stdio: ['ignore', 'ignore', 'pipe'], detached: screen.detached, windowsHide: true },
  );
  const ended = new Promise<void>((resolve) => app.once('close', () => resolve()));
  try {
    const tools = await connectToDevTools(await debuggerAddress(app), windowOrigin, startMs);
    try {
      return { ok: true, milliseconds: await askInPage(tools, options) };
    } finally {
      await tools.closeBrowser();
    }
  } finally {
    const timer = setTimeout(() => endAll(app, screen.detached), endMs);
    await ended;
    clearTimeout(timer);
  }
}

/** How to start a program with a window here: as it is, or on a virtual screen. */
function screenFor(
  runtime: string,
): { program: string; args: readonly string[]; detached: boolean } | undefined {
  const hasScreen =
    process.platform !== 'linux' ||
    Boolean(process.env['DISPLAY'] ?? '') ||
    Boolean(process.env['WAYLAND_DISPLAY'] ?? '');
  if (hasScreen) return { program: runtime, args: [], detached: false };
  if (spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).error !== undefined) return undefined;
  return { program: 'xvfb-run', args: ['-a', runtime], detached: true };
}

/** The address that the runtime prints once its debugger listens. */
function debuggerAddress(app: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const last: string[] = [];
    const timer = setTimeout(() => fail('did not open its debugger in time'), startMs);
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`the app ${why}: ${last.slice(-5).join(' | ')}`));
    };
    app.once('error', (error) => fail(error.message));
    app.once('close', () => fail('ended'));
    if (app.stderr === null) return fail('has no output');
    createInterface({ input: app.stderr }).on('line', (line) => {
      last.push(line);
      const address = /^DevTools listening on (ws:\S+)$/.exec(line.trim())?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}

/** Opens the site, signs in and asks, all from inside the page by its own fetch. */
async function askInPage(tools: DevTools, options: WindowOptions): Promise<readonly number[]> {
  const script = `(async () => {
    const headers = { 'content-type': 'application/json', 'x-kaodian': '1' };
    const post = async (name, input) => {
      const answer = await fetch('/rpc/' + name, { method: 'POST', headers, body: JSON.stringify(input) });
      const value = await answer.json();
      if (!answer.ok || value.result?.data?.ok === false) throw new Error(name + ': ' + JSON.stringify(value));
      return value;
    };
    const state = await post('site.state', {});
    if (state.result.data.phase === 'locked')
      await post('site.unlock', { passphrase: ${JSON.stringify(options.passphrase)}, recoveryKey: null });
    await post('access.signIn', ${JSON.stringify(options.chief)});
    const took = [];
    for (let turn = 0; turn < ${options.warmUp + options.questions}; turn += 1) {
      const begun = performance.now();
      await post('site.foot', {});
      if (turn >= ${options.warmUp}) took.push(performance.now() - begun);
    }
    return took;
  })()`;
  return (await tools.evaluate(script)) as readonly number[];
}

function endAll(app: ChildProcess, detached: boolean): void {
  if (app.pid === undefined) return;
  try {
    process.kill(detached ? -app.pid : app.pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}
