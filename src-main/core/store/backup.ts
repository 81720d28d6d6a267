import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import {
  makeFolderDurable,
  moveDurable,
  refuseExisting,
  removeDurable,
  unfinishedName,
} from '#node/durableFile.ts';
import { runInWorker } from '#node/workers.ts';
import { surplusBackups } from './backupRule.ts';
import type { StoredBackup } from './backupRule.ts';

export interface StoreJob {
  readonly kind: 'backup' | 'quickCheck' | 'checkPages';
  readonly file: string;
  readonly keyHex: string;
  /** Of a back-up: where the copy is made. */
  readonly target?: string;
}
export type StoreAnswer =
  | { readonly ok: true; readonly detail: string }
  | { readonly ok: false; readonly detail: string };

/** Runs one job of the store on a connection of its own, in a worker: a back-up of 400 MB takes seconds. */
export function runStoreJob(job: StoreJob): Promise<StoreAnswer> {
  return runInWorker<StoreAnswer>('storeWorker', job);
}

/** Left free beside a back-up: the exam goes before its copies. */
const reserveBytes = 256 * 1024 * 1024;

/**
 * A consistent, still encrypted copy in `backups/`. It is made under a temporary name (`VACUUM INTO`), synced, opened and checked
 * page by page; only then it gets its name, and only then others go (`backupRule`). Answers its path.
 * @throws when there is no room (ENOSPC), when one of this name is there, or when the copy does not pass; then nothing changed
 */
export async function makeBackup(dir: string, keyHex: string, at: Date): Promise<string> {
  const folder = backupFolder(dir);
  await makeFolderDurable(folder);
  const file = join(dir, 'kaodian.db');
  const target = join(folder, `kaodian-${at.toISOString().replace(/[:.]/g, '-')}.db`);
  await refuseExisting(target);
  const [{ size }, free] = [await stat(file), await freeBytes(folder)];
  if (free < size + reserveBytes)
    throw Object.assign(new Error(`no room for a back-up of ${size} bytes`), { code: 'ENOSPC' });
  const temporary = unfinishedName(target);
  try {
    const answer = await runStoreJob({ kind: 'backup', file, keyHex, target: temporary });
    if (!answer.ok) throw new Error(`back-up failed: ${answer.detail}`);
    await moveDurable(temporary, target);
  } catch (error) {
    await removeDurable(temporary);
    throw error;
  }
  const all = await listBackups(dir);
  const made = all.find(({ name }) => target.endsWith(name));
  const gone = made === undefined ? [] : surplusBackups(all, made, await freeBytes(folder));
  for (const name of gone) await removeDurable(join(folder, name));
  return target;
}

/** Where the back-ups of a site lie. */
export function backupFolder(dir: string): string {
  return join(dir, 'backups');
}

async function freeBytes(folder: string): Promise<number> {
  const space = await statfs(folder);
  return space.bavail * space.bsize;
}

/** The finished back-ups of a site, oldest first by their names. */
export async function listBackups(dir: string): Promise<readonly StoredBackup[]> {
  const names = (await readdir(backupFolder(dir)).catch(() => [])).toSorted();
  const found: StoredBackup[] = [];
  for (const name of names) {
    const time = /^kaodian-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-(\d{3}Z)\.db$/.exec(name);
    if (time === null) continue;
    const at = `${time[1]}:${time[2]}:${time[3]}.${time[4]}`;
    found.push({ name, at, bytes: (await stat(join(backupFolder(dir), name))).size });
  }
  return found;
}

const everyMs = 15 * 60_000;

/** Back-ups as they go on while a site is open. */
export interface KeptBackups {
  /** Whether the last try came to nothing. */
  readonly failed: () => boolean;
  readonly end: () => void;
}

/** Makes a back-up a quarter of an hour after opening, and then every quarter of an hour in which something was written. */
export function keepBackups(
  makeOne: () => Promise<string>,
  size: () => number,
  noteFailure: (error: unknown) => void,
): KeptBackups {
  let savedSize = -1;
  let failed = false;
  let underWay = false;
  const timer = setInterval(() => {
    const now = size();
    if (now === savedSize || underWay) return;
    underWay = true;
    makeOne()
      .then(
        () => {
          savedSize = now;
          failed = false;
        },
        (error: unknown) => {
          failed = true;
          noteFailure(error);
        },
      )
      .finally(() => {
        underWay = false;
      });
  }, everyMs);
  timer.unref();
  return { failed: () => failed, end: () => clearInterval(timer) };
}
