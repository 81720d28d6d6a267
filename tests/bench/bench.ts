/**
 * The benches: `npm run bench -- NAME [--COUNT N …] [--json]`. Each states its bound and measures the bare alternative in the
 * same run, because a figure alone says more about the machine than about the code.
 */
import { parseArgs } from 'node:util';
import { benchApi } from './api.ts';
import { benchCameras } from './cameras.ts';
import { benchCommit } from './commit.ts';
import { benchLookup } from './lookup.ts';
import { benchDerive } from './derive.ts';
import type { Bench } from './measuring.ts';
import { benchVerify } from './verify.ts';

const benches: Readonly<Record<string, Bench>> = {
  cameras: benchCameras,
  commit: benchCommit,
  api: benchApi,
  lookup: benchLookup,
  verify: benchVerify,
  derive: benchDerive,
};

interface BenchIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** Runs the bench that the words name. Answers 0 when it has measured, 2 when the words name none. */
export async function bench(args: readonly string[], io: BenchIo): Promise<0 | 2> {
  const chosen = benches[args[0] ?? ''];
  const options = chosen === undefined ? null : readOptions(args.slice(1), chosen);
  if (chosen === undefined || options === null) {
    io.stderr(`Usage: npm run bench -- NAME [--COUNT N …] [--json]\n\n${listOfBenches()}`);
    return 2;
  }
  const say = (line: string): void => (options.json ? io.stderr : io.stdout)(`${line}\n`);
  say(`Bound: ${chosen.bound}`);
  const figures = await chosen.run(options.counts, say);
  say(figures.kept ? 'The bound is kept.' : 'The bound is NOT kept.');
  if (options.json) io.stdout(`${JSON.stringify(figures)}\n`);
  return 0;
}

function readOptions(
  args: readonly string[],
  { counts }: Bench,
): { readonly counts: Readonly<Record<string, number>>; readonly json: boolean } | null {
  const names = Object.keys(counts);
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
        json: { type: 'boolean' as const },
      },
    });
    const { json, ...texts } = values;
    const given = Object.entries(texts).map(([name, text]) => [name, Number(text)] as const);
    if (given.some(([, count]) => !Number.isInteger(count) || count < 1)) return null;
    return { counts: Object.fromEntries(given), json: json === true };
  } catch {
    return null;
  }
}

function listOfBenches(): string {
  return Object.entries(benches)
    .map(([name, { measures, bound, counts }]) => {
      const options = Object.entries(counts).map(([count, usual]) => `--${count} ${usual}`);
      return `${name.padEnd(8)}${measures}\n        bound: ${bound}\n        counts: ${options.join(' ')}\n`;
    })
    .join('');
}

if (import.meta.main)
  process.exitCode = await bench(process.argv.slice(2), {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
  });
