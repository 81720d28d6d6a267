import { closeSync, fsyncSync, openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { StoreAnswer, StoreJob } from './backup.ts';
import { openDatabase } from './openDatabase.ts';
import type { Store } from './openDatabase.ts';
import { checkPages } from './pageCheck.ts';

/** The worker's whole life: one job, one answer. */
function run(job: StoreJob): StoreAnswer {
  if (job.kind === 'checkPages')
    return withStore(job.file, job.keyHex, (store) => {
      const { ok, ...detail } = checkPages(store);
      return { ok, detail: JSON.stringify(detail) };
    });
  if (job.kind === 'quickCheck') return withStore(job.file, job.keyHex, quickCheck);
  const { target } = job;
  if (target === undefined) return { ok: false, detail: 'no target' };
  // Made here so that it is nobody else's from the first byte; VACUUM takes an empty file for none.
  closeSync(openSync(target, 'wx', 0o600));
  withStore(job.file, job.keyHex, (store) => store.raw.prepare('VACUUM INTO ?').run(target));
  const handle = openSync(target, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  return withStore(target, job.keyHex, quickCheck);
}

function quickCheck(store: Store): StoreAnswer {
  const found = String(store.raw.pragma('quick_check', { simple: true }));
  return { ok: found === 'ok', detail: found };
}

/** Everything is read; of a copy nothing may be changed, so that it stays as it was checked. */
function withStore<Value>(file: string, keyHex: string, work: (store: Store) => Value): Value {
  const store = openDatabase(file, keyHex, { readOnly: true });
  try {
    return work(store);
  } finally {
    store.close();
  }
}

parentPort?.postMessage(run(workerData as StoreJob));
