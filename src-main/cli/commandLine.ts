import type { Words } from '#shared/words/words.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import { LedgerCutOff } from '../core/ledger/append.ts';
import { isDamage } from '../core/store/damage.ts';
import { SchemaFromTheFuture } from '../core/store/migrate.ts';
import type { CommandIo } from './io.ts';
import { commandWords } from './io.ts';

type Run = (args: readonly string[], io: CommandIo) => Promise<ExitCode>;

/** Every command of the command line: its words, and where it lives. */
const commands: readonly {
  readonly words: readonly string[];
  readonly help: Exclude<keyof Words<'cli'>['help'], 'title' | 'exitCodes'>;
  readonly load: () => Promise<Run>;
}[] = [
  {
    words: ['demo'],
    help: 'demo',
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    words: ['roster', 'check'],
    help: 'rosterCheck',
    load: checkRoster,
  },
  {
    words: ['package', 'verify'],
    help: 'packageVerify',
    load: async () => (await import('./packageVerify.ts')).packageVerify,
  },
  {
    words: ['evidence', 'verify'],
    help: 'evidenceVerify',
    load: async () => (await import('./evidenceVerify.ts')).evidenceVerify,
  },
  {
    words: ['ledger', 'verify'],
    help: 'ledgerVerify',
    load: async () => (await import('./ledgerVerify.ts')).ledgerVerify,
  },
  {
    words: ['ledger', 'rebuild'],
    help: 'ledgerRebuild',
    load: async () => (await import('./ledgerRebuild.ts')).ledgerRebuild,
  },
  {
    words: ['backups', 'check'],
    help: 'backupsCheck',
    load: async () => (await import('./backupsCheck.ts')).backupsCheck,
  },
  {
    words: ['recordings', 'verify'],
    help: 'recordingsVerify',
    load: async () => (await import('./recordingsVerify.ts')).recordingsVerify,
  },
  {
    words: ['serve'],
    help: 'serve',
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    words: ['centre'],
    help: 'centre',
    load: async () => (await import('./centre.ts')).centre,
  },
];

/** The roster is judged by today's date. */
async function checkRoster(): Promise<Run> {
  const { rosterCheck } = await import('./rosterCheck.ts');
  return (args, io) => rosterCheck(args, { ...io, now: () => new Date() });
}

/** Runs the command that the arguments name. Whatever happens ends in words and an exit code, a damaged site too. */
export async function commandLine(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const command = commands.find(({ words }) => words.every((word, index) => args[index] === word));
  if (command === undefined) {
    const asked = args.length === 0 || args[0] === '--help' || args[0] === 'help';
    const { help } = commandWords();
    const lines = commands.map((one) => `  kaodian ${help[one.help]}`);
    (asked ? io.stdout : io.stderr)(`${help.title}\n\n${lines.join('\n')}\n\n${help.exitCodes}\n`);
    return asked ? 0 : 2;
  }
  try {
    const run = await command.load();
    return await run(args.slice(command.words.length), io);
  } catch (error) {
    const code = failureOf(error);
    const message = commandWords().failures[code];
    if (args.includes('--json')) io.stdout(`${JSON.stringify({ ok: false, code, message })}\n`);
    else io.stderr(`${message}\n`);
    if (process.env['KAODIAN_DEBUG'] === '1' && error instanceof Error) io.stderr(`${error.stack ?? ''}\n`);
    return 1;
  }
}

function failureOf(error: unknown): keyof Words<'cli'>['failures'] {
  if (error instanceof LedgerCutOff) return 'ledger-ends-early';
  if (error instanceof SchemaFromTheFuture) return 'database-newer';
  if (isDamage(error)) return 'database-damaged';
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'ENOSPC' || code === 'SQLITE_FULL' ? 'disk-full' : 'unexpected';
}
