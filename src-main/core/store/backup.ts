import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolderDurable, removeDurable } from '#node/durableFile.ts';
import { runInWorker } from '#node/workers.ts';

const kept = 10;

export interface StoreJob {
  readonly kind: 'backup' | 'quickCheck';
  readonly file: string;
  readonly keyHex: string;
  readonly target?: string;
}
export type StoreAnswer =
  | { readonly ok: true; readonly detail: string }
  | { readonly ok: false; readonly detail: string };

/** Runs one job of the store on a connection of its own, in a worker: a back-up of 400 MB takes seconds. */
export function runStoreJob(job: StoreJob): Promise<StoreAnswer> {
  return runInWorker<StoreAnswer>('storeWorker', job);
}

/** A consistent, still encrypted copy (`VACUUM INTO`) in `backups/`; the oldest beyond ten go. Answers its path. */
export async function makeBackup(dir: string, keyHex: string, at: Date): Promise<string> {
  const folder = join(dir, 'backups');
  await makeFolderDurable(folder);
  const target = join(folder, `kaodian-${at.toISOString().replace(/[:.]/g, '-')}.db`);
  const answer = await runStoreJob({ kind: 'backup', file: join(dir, 'kaodian.db'), keyHex, target });
  if (!answer.ok) throw new Error(`back-up failed: ${answer.detail}`);
  const all = (await readdir(folder)).filter((name) => /^kaodian-.*\.db$/.test(name)).toSorted();
  for (const name of all.slice(0, Math.max(0, all.length - kept))) await removeDurable(join(folder, name));
  return target;
}

const everyMs = 15 * 60_000;

/** Makes a back-up every quarter of an hour in which something was written. Answers with what ends it. */
export function keepBackups(
  makeOne: () => Promise<string>,
  size: () => number,
  failed: (error: unknown) => void,
): () => void {
  let savedSize = size();
  const timer = setInterval(() => {
    const now = size();
    if (now === savedSize) return;
    makeOne().then(
      () => {
        savedSize = now;
      },
      (error: unknown) => failed(error),
    );
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
