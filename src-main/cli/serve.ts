import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { KeyKeeper } from '#node/launcher.ts';
import { rendererFolder } from '#node/programs.ts';
import { commandLanguage } from '#node/commandLanguage.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import { refusalText } from '#shared/words/refusals.ts';
import type { CommandIo } from './io.ts';
import { commandWords, usageOf } from './io.ts';
import { launchSite } from './launchSite.ts';
import { siteKeyFrom } from './openSiteFolder.ts';

const usage = 'serve --site DIR [--port N] [--key FILE] [--demo] [--json] [--until-input-ends]';
const startMs = 30_000;

/** `kaodian serve`: launches and supervises the core, prints a one-time link; Enter prints another. Runs until interrupted. */
export async function serve(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const w = commandWords();
  const options = parseOptions(args);
  const rendererDir = rendererFolder();
  if (options === null) {
    io.stderr(usageOf(usage));
    return 2;
  }
  if (rendererDir === undefined) {
    io.stderr(`${w.serve.notBuilt}\n`);
    return 1;
  }
  const given =
    options.key === undefined ? undefined : await siteKeyFrom(options.site, options.key).catch(() => null);
  if (given === null) {
    io.stderr(`${w.keyUnreadable}\n`);
    return 1;
  }
  const launcher = launchSite(
    {
      dataDir: resolve(options.site),
      rendererDir,
      http: { port: options.port },
      ...(options.demo ? { demo: true } : {}),
    },
    { keyKeeper: memoryKeeper(given), onLog: (line) => io.stderr(`${line}\n`) },
  );
  const say = (text: string, fact: Readonly<Record<string, unknown>>): void =>
    io.stdout(options.json ? `${JSON.stringify(fact)}\n` : text);
  const first = await launcher.settled(startMs);
  if (first.kind !== 'ready') {
    const code = first.kind === 'refused' ? first.code : first.kind;
    const { why } = w.serve;
    const known: Readonly<Record<string, string>> = why;
    say(`${w.serve.notStarted({ why: known[code] ?? why.other })}\n`, { ok: false, code });
    await launcher.stop();
    return 1;
  }
  if (given !== undefined && first.unlockRefused !== undefined) {
    const { code } = first.unlockRefused;
    const { what, wayOut } = refusalText(first.unlockRefused, commandLanguage());
    say(`${what}\n${wayOut}\n`, { ok: false, code });
    await launcher.stop();
    return 1;
  }
  say(`${w.serve.open({ origin: first.httpOrigin ?? '', link: first.signInLink ?? '' })}\n`, {
    ok: true,
    origin: first.httpOrigin,
    link: first.signInLink,
  });
  launcher.onState((state) => {
    if (state.kind === 'restarting') io.stderr(`${w.serve.restarting({ ms: state.waitMs })}\n`);
  });
  const ended = waitForEnd(options.untilInputEnds, async () => {
    const link = await launcher.freshLink();
    if (link !== undefined) say(`${w.serve.newLink({ link })}\n`, { link });
  });
  await ended;
  await launcher.stop();
  return 0;
}

interface Options {
  readonly site: string;
  readonly port: number;
  readonly key: string | undefined;
  readonly demo: boolean;
  readonly json: boolean;
  /** Ends when standard input does: for a program that started it. */
  readonly untilInputEnds: boolean;
}

function parseOptions(args: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        site: { type: 'string' },
        port: { type: 'string' },
        key: { type: 'string' },
        demo: { type: 'boolean' },
        json: { type: 'boolean' },
        'until-input-ends': { type: 'boolean' },
      },
    });
    const port = Number(values.port ?? '0');
    if (values.site === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) return null;
    return {
      site: values.site,
      port,
      key: values.key,
      demo: values.demo ?? false,
      json: values.json ?? false,
      untilInputEnds: values['until-input-ends'] ?? false,
    };
  } catch {
    return null;
  }
}

/** Keeps the site's key for as long as this process lives, so that a restarted core opens without asking again. */
export function memoryKeeper(first?: string): KeyKeeper {
  let kept = first;
  return {
    load: () => Promise.resolve(kept),
    save: (siteKeyHex) => {
      kept = siteKeyHex;
      return Promise.resolve();
    },
  };
}

/** Settles at an interrupt, or (when asked for) at the end of standard input; each line in between asks for a link. */
function waitForEnd(untilInputEnds: boolean, onLine: () => Promise<void>): Promise<void> {
  return new Promise((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
    const lines = createInterface({ input: process.stdin });
    lines.on('line', () => void onLine());
    if (untilInputEnds) lines.on('close', () => done());
  });
}
