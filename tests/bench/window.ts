import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { _electron } from '@playwright/test';
import { rendererFolder } from '#node/programs.ts';
import { chief } from './benchSite.ts';

const startMs = 60_000;

interface WindowOptions {
  /** Data folder of the app; its `site` was founded before. */
  readonly dataDir: string;
  readonly passphrase: string;
  readonly questions: number;
  readonly warmUp: number;
}

type WindowSeen =
  | { readonly ok: true; readonly milliseconds: readonly number[] }
  | { readonly ok: false; readonly why: 'no-runtime' | 'not-built' | 'no-display' };

/**
 * Opens the app's own window on a founded site and times the questions from inside its page, by the page's own fetch. The
 * runtime is named by `KAODIAN_ELECTRON` (`scripts/bench.mjs` sets it to the one that is there).
 */
export async function measureWindow(options: WindowOptions): Promise<WindowSeen> {
  const runtime = process.env['KAODIAN_ELECTRON'] ?? '';
  if (runtime === '' || !existsSync(runtime)) return { ok: false, why: 'no-runtime' };
  const renderer = rendererFolder();
  const out = renderer === undefined ? undefined : dirname(renderer);
  if (out === undefined || !existsSync(join(out, 'shell', 'main.js'))) return { ok: false, why: 'not-built' };
  const { platform, env } = process;
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'])
    return { ok: false, why: 'no-display' };

  const asRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath: runtime,
    args: [dirname(out), ...(asRoot ? ['--no-sandbox'] : []), `--data-dir=${options.dataDir}`],
    timeout: startMs,
  });
  try {
    const page = await app.firstWindow();
    await page.locator('#root > *').first().waitFor({ state: 'attached' });
    return { ok: true, milliseconds: await page.evaluate(askInPage, { ...options, chief }) };
  } finally {
    await app.close();
  }
}

/** Opens the site, signs in and asks. Runs inside the page: nothing of this file is there but the argument. */
async function askInPage(options: WindowOptions & { readonly chief: typeof chief }): Promise<number[]> {
  interface Answer {
    readonly result?: { readonly data?: { readonly ok?: boolean; readonly phase?: string } };
  }
  const headers = { 'content-type': 'application/json', 'x-kaodian': '1' };
  const post = async (name: string, input: object): Promise<Answer> => {
    const answer = await fetch(`/rpc/${name}`, { method: 'POST', headers, body: JSON.stringify(input) });
    const value = (await answer.json()) as Answer;
    if (!answer.ok || value.result?.data?.ok === false) throw new Error(`${name}: ${JSON.stringify(value)}`);
    return value;
  };
  const state = await post('site.state', {});
  if (state.result?.data?.phase === 'locked')
    await post('site.unlock', { passphrase: options.passphrase, recoveryKey: null });
  await post('access.signIn', options.chief);
  const took: number[] = [];
  for (let turn = 0; turn < options.warmUp + options.questions; turn += 1) {
    const begun = performance.now();
    await post('site.foot', {});
    if (turn >= options.warmUp) took.push(performance.now() - begun);
  }
  return took;
}
