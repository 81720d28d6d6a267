import '#node/rightNode.ts';
import { commandLine } from './commandLine.ts';

process.exitCode = await commandLine(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
});
