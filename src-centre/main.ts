import '#node/rightNode.ts';
import { centreCommand } from './commandLine.ts';
import { terminalAsk } from './terminal.ts';

process.exitCode = await centreCommand(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  ...terminalAsk(),
});
