import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { copyDurable } from '#node/durableFile.ts';
import { openDatabase } from './openDatabase.ts';
import type { Store } from './openDatabase.ts';

const headBytes = 32;
const frameHeadBytes = 24;
/** Longer than a commit takes, shorter than a person notices. */
const commitMs = 200;

/**
 * How many pages of the last writes stand in the database's side file (`-wal`) behind the last one that can be read. SQLite stops at
 * the first that is not as it was written and says nothing: after a power cut what follows was never confirmed, but a changed bit
 * there hides rows that were. A site that is being written to is looked at twice, because a commit under way looks alike.
 */
export async function unreadWrites(store: Store, file: string): Promise<number> {
  const first = await unreadNow(store, file);
  if (first === 0) return 0;
  await pause(commitMs);
  return unreadNow(store, file);
}

async function unreadNow({ raw }: Store, file: string): Promise<number> {
  // The file before the count: what is written in between is then no more than what is counted.
  const bytes = await readFile(`${file}-wal`).catch(() => Buffer.alloc(0));
  if (bytes.length <= headBytes) return 0;
  const [state] = raw.pragma('wal_checkpoint(NOOP)') as readonly { readonly log: number }[];
  const read = state?.log ?? 0;
  const frameBytes = frameHeadBytes + Number(raw.pragma('page_size', { simple: true }));
  const salts = bytes.subarray(16, 24);
  let unread = 0;
  for (let frame = read; headBytes + (frame + 1) * frameBytes <= bytes.length; frame += 1) {
    const at = headBytes + frame * frameBytes;
    // Frames of an earlier use of the file carry other salts; where nothing at all is read, its head is what is damaged.
    if (read === 0 || bytes.subarray(at + 8, at + 16).equals(salts)) unread += 1;
  }
  return unread;
}

/**
 * Keeps the side file of a site that was cut off, under a name of its own, when something in it cannot be read: opened for writing,
 * SQLite would write over it without a word. Answers whether there was such a thing. Called before the site is opened.
 */
export async function keepUnreadWrites(file: string, keyHex: string, nowMs: number): Promise<boolean> {
  const side = `${file}-wal`;
  const size = await stat(side).then(
    (found) => found.size,
    () => 0,
  );
  if (size <= headBytes) return false;
  const store = openDatabase(file, keyHex, { readOnly: true });
  const unread = await unreadWrites(store, file).finally(() => store.close());
  if (unread === 0) return false;
  await copyDurable(side, join(dirname(file), `unread-${nowMs}-${basename(side)}`));
  return true;
}
