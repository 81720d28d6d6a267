import { closeSync, fsyncSync, openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { StoreAnswer, StoreJob } from './backup.ts';
import { openDatabase } from './openDatabase.ts';

/** The worker's whole life: one job, one answer. */
function run(job: StoreJob): StoreAnswer {
  const store = openDatabase(job.file, job.keyHex);
  try {
    if (job.kind === 'quickCheck') {
      const found = String(store.raw.pragma('quick_check', { simple: true }));
      return { ok: found === 'ok', detail: found };
    }
    if (job.target === undefined) return { ok: false, detail: 'no target' };
    store.raw.prepare('VACUUM INTO ?').run(job.target);
    const handle = openSync(job.target, 'r+');
    fsyncSync(handle);
    closeSync(handle);
    return { ok: true, detail: job.target };
  } finally {
    store.close();
  }
}

parentPort?.postMessage(run(workerData as StoreJob));
