import { parentPort, workerData } from 'node:worker_threads';
import { capabilities } from './capabilities.ts';
import { compareTables } from './ledger/replay.ts';
import type { TablesComparison } from './ledger/replay.ts';
import { openDatabase } from './store/openDatabase.ts';

/** What the worker is given: the site's database and its key (64 hex digits). */
export interface TablesJob {
  readonly file: string;
  readonly keyHex: string;
}

/** The worker's whole life: the tables of one site beside its ledger. */
function run(job: TablesJob): TablesComparison {
  const store = openDatabase(job.file, job.keyHex, { readOnly: true });
  try {
    return compareTables(store, capabilities);
  } finally {
    store.close();
  }
}

parentPort?.postMessage(run(workerData as TablesJob));
