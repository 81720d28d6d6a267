import { mkdir, readFile, rm, statfs } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { errorCode, writeDurable } from '#node/durableFile.ts';
import { newUlid } from '#node/newUlid.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';

/** By this file a folder for recordings is known again: a disk that is not there is not mistaken for an empty folder. */
export const markName = '.kaodian-recordings';

/** The mark of a folder; null when it has none. */
export async function markOf(folder: string): Promise<string | null> {
  try {
    return (await readFile(join(folder, markName), 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Tries a folder (it must be there, and writable) and marks it, unless it carries a mark already that is ours. Refusals:
 * recording-folder-missing, recording-folder-other, recording-folder-not-writable.
 */
export async function markFolder(
  folder: string,
  mark: string,
  ours: readonly string[],
): Promise<Result<null>> {
  if (!isAbsolute(folder)) return refuse('recording-folder-missing', { folder });
  try {
    await statfs(folder);
    const there = await markOf(folder);
    if (there !== null && there !== mark && !ours.includes(there))
      return refuse('recording-folder-other', { folder });
    const tried = join(folder, `.kaodian-tried-${newUlid()}`);
    await writeDurable(tried, Buffer.from('kaodian\n'));
    await rm(tried);
    await writeDurable(join(folder, markName), Buffer.from(`${mark}\n`));
    return { ok: true, value: null };
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR')
      return refuse('recording-folder-missing', { folder });
    return refuse('recording-folder-not-writable', { folder, code: errorCode(error) ?? 'EIO' });
  }
}

/** The folder that serves until somebody names another: made and marked once, when it is not there at all. */
export async function makeOwnFolder(folder: string, mark: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    throw error;
  }
  await writeDurable(join(folder, markName), Buffer.from(`${mark}\n`));
}
