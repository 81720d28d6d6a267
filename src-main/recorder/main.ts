import '#node/rightNode.ts';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { recorderReady } from '#shared/contract/recorder.ts';
import type { RecorderStart } from '#shared/contract/recorder.ts';
import { takeRecorderLock } from './lock.ts';
import { Recorder } from './recorder.ts';
import { serveRecorder } from './server.ts';

/** The recorder as a process: `src-shared/contract/recorder.ts` says how a launcher, the core and it talk. */
const startSchema: z.ZodType<RecorderStart> = z.strictObject({
  v: z.literal(1),
  socketPath: z.string(),
  socketToken: z.string().min(32),
  siteDir: z.string(),
  packedFfmpeg: z.string().nullable(),
});

async function run(start: RecorderStart, inputEnds: Promise<unknown>): Promise<void> {
  // The one before us may still be bringing its last segments to the disk.
  const lock = takeRecorderLock(start.siteDir);
  const recorder = await Recorder.open(start);
  if (process.platform !== 'win32') await rm(start.socketPath, { force: true });
  const listening = await serveRecorder(recorder, start.socketPath, start.socketToken);
  process.stdout.write(`${recorderReady}\n`);
  await inputEnds;
  await listening.close();
  await recorder.stop();
  lock.release();
}

const lines = createInterface({ input: process.stdin });
const ended = new Promise((resolve) => lines.once('close', resolve));
const interrupted = new Promise((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
});
// Whoever reads our output may be gone before we are.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
const first = await new Promise<string | null>((resolve) => {
  lines.once('line', resolve);
  lines.once('close', () => resolve(null));
});
if (first !== null) await run(startSchema.parse(JSON.parse(first)), Promise.race([ended, interrupted]));
process.exit(0);
