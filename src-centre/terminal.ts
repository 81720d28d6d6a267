import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Io } from './commandIo.ts';

/** Asks at the terminal, where there is one; what is typed to a hidden question is not echoed. */
export function terminalAsk(): Pick<Io, 'ask'> {
  if (!process.stdin.isTTY) return {};
  return {
    ask: (question, isHidden) =>
      new Promise((resolve) => {
        let isMuted = false;
        const output = new Writable({
          write(chunk: Buffer, _encoding, done) {
            if (!isMuted) process.stderr.write(chunk);
            done();
          },
        });
        const lines = createInterface({ input: process.stdin, output, terminal: true });
        lines.question(`${question} `, (answer) => {
          lines.close();
          if (isHidden) process.stderr.write('\n');
          resolve(answer);
        });
        // After the question is out, for its echo.
        isMuted = isHidden;
      }),
  };
}
