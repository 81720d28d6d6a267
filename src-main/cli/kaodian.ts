import type { CommandIo, ExitCode } from './io.ts';

type Run = (args: readonly string[], io: CommandIo) => Promise<ExitCode>;

/** Every command of the command line: its words, and where it lives. */
const commands: readonly {
  readonly words: readonly string[];
  readonly help: string;
  readonly load: () => Promise<Run>;
}[] = [
  {
    words: ['demo'],
    help: 'demo --out DIR [--roster FILE] [--json]    从名册到回执，完整走一遍',
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    words: ['roster', 'check'],
    help: 'roster check FILE [--json]                 检查名册，逐人给出问题与处理办法',
    load: checkRoster,
  },
  {
    words: ['package', 'verify'],
    help: 'package verify FILE --allowed-signers F --signer CODE [--identity F] [--json]',
    load: async () => (await import('./packageVerify.ts')).packageVerify,
  },
  {
    words: ['ledger', 'verify'],
    help: 'ledger verify --site DIR --key FILE [--json] 核验全部操作留痕',
    load: async () => (await import('./ledgerVerify.ts')).ledgerVerify,
  },
  {
    words: ['ledger', 'rebuild'],
    help: 'ledger rebuild --site DIR --key FILE [--json] 由留痕重建数据表',
    load: async () => (await import('./ledgerRebuild.ts')).ledgerRebuild,
  },
  {
    words: ['serve'],
    help: 'serve --site DIR [--port N] [--key FILE]    在本机地址上提供考点',
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    words: ['centre'],
    help: 'centre --dir DIR [--port N]                市职鉴中心接收端',
    load: async () => (await import('./centre.ts')).centre,
  },
  {
    words: ['bench'],
    help: 'bench NAME [--json]                        实测速度：commit（一次登记）、api（一次问答）',
    load: async () => (await import('./bench.ts')).bench,
  },
];

/** The roster is judged by today's date. */
async function checkRoster(): Promise<Run> {
  const { rosterCheck } = await import('./rosterCheck.ts');
  return (args, io) => rosterCheck(args, { ...io, now: () => new Date() });
}

const io: CommandIo = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
};

async function main(args: readonly string[]): Promise<ExitCode> {
  const command = commands.find(({ words }) => words.every((word, index) => args[index] === word));
  if (command === undefined) {
    const asked = args.length === 0 || args[0] === '--help' || args[0] === 'help';
    (asked ? io.stdout : io.stderr)(
      `考点 Kaodian\n\n${commands.map(({ help }) => `  kaodian ${help}`).join('\n')}\n\n退出码：0 完成，1 被拒绝，2 用法不对\n`,
    );
    return asked ? 0 : 2;
  }
  const run = await command.load();
  return run(args.slice(command.words.length), io);
}

process.exitCode = await main(process.argv.slice(2));
