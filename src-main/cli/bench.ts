import type { ExitCode } from '#node/commandLanguage.ts';
import type { CommandIo } from './io.ts';
import { usageOf } from './io.ts';

type Bench = (io: CommandIo) => Promise<unknown>;

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  commit: async () => (await import('./bench/commit.ts')).benchCommit,
  api: async () => (await import('./bench/api.ts')).benchApi,
};

/** `kaodian bench NAME [--json]`: measures on this machine, each figure beside the bare alternative in the same run. */
export async function bench(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const [name, ...more] = args;
  const load = name === undefined ? undefined : benches[name];
  if (load === undefined || more.some((word) => word !== '--json')) {
    io.stderr(usageOf(`bench ${Object.keys(benches).join('|')} [--json]`));
    return 2;
  }
  const run = await load();
  const quiet: CommandIo = { ...io, stdout: () => undefined };
  const figures = await run(more.includes('--json') ? quiet : io);
  if (more.includes('--json')) io.stdout(`${JSON.stringify(figures)}\n`);
  return 0;
}
