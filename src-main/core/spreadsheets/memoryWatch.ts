import { Worker } from 'node:worker_threads';
import { memoryExitCode } from './childProtocol.ts';

/** Runs in a thread of its own, because the parser blocks the main one. Plain text, so that bundling needs no second file. */
const watch = `
const { workerData } = require('node:worker_threads');
setInterval(() => {
  if (process.memoryUsage.rss() > workerData.residentBytes) {
    require('node:fs').writeSync(2, 'memory ${memoryExitCode}\\n');
    process.kill(process.pid, 'SIGKILL');
  }
}, 25);
`;

/**
 * Ends this whole process as soon as it holds more than `residentBytes`, buffers included (V8's own limit does not see those).
 * Says so on standard error first. The watch does not keep the process alive.
 */
export function watchMemory(residentBytes: number): void {
  new Worker(watch, { eval: true, workerData: { residentBytes }, env: {} }).unref();
}
