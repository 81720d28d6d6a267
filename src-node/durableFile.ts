import { createHash, randomBytes } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { errorCode, realFileSystem, type DurableFileSystem } from './durableFileSystem.ts';
import { retrying, syncFile, syncFolder } from './durableSync.ts';

/**
 * The one place for durable writes. A file stands under its name only when it is whole and on the disk:
 * temporary name beside it, write, fsync, rename, fsync of the folder (Windows has none: fsync after the
 * rename). Whatever fails leaves the old file, or nothing, and at most a temporary name for `sweepUnfinished`.
 */

export type DurableContent = Uint8Array | string | AsyncIterable<Uint8Array>;

export type DurableOptions = {
  /** As in chmod; 0600 unless told, for a site's files are private. */
  readonly mode?: number;
  /** True: an existing file is an error (EEXIST) and stays untouched. */
  readonly mustBeNew?: boolean;
  readonly fileSystem?: DurableFileSystem;
};

export type WrittenFile = { readonly size: number; readonly sha256: string };

const unfinishedPattern = /^\..+\.[0-9a-f]{16}\.unfinished$/u;

/** Writes a whole file durably and returns its size and hex SHA-256. Throws the system's error when it cannot. */
export async function writeDurable(
  path: string,
  content: DurableContent,
  options: DurableOptions = {},
): Promise<WrittenFile> {
  const files = options.fileSystem ?? realFileSystem;
  const target = resolve(path);
  if (options.mustBeNew === true) await demandAbsent(files, target);
  const temporary = unfinishedName(target);
  try {
    const written = await writeAndSync(files, temporary, content, options.mode ?? 0o600);
    if (options.mustBeNew === true) await demandAbsent(files, target);
    await retrying(files, () => files.rename(temporary, target));
    await syncAfterRename(files, target);
    return written;
  } catch (error) {
    await discard(files, temporary);
    throw error;
  }
}

/**
 * Copies a file durably (to a drive, say), then reads the copy back from its place and compares hashes.
 * Refusal: copy-differs (the bad copy is removed). Throws the system's error when the drive is full or gone.
 */
export async function copyDurable(
  source: string,
  target: string,
  options: DurableOptions = {},
): Promise<FormatResult<WrittenFile>> {
  const files = options.fileSystem ?? realFileSystem;
  const written = await writeDurable(target, files.read(source), options);
  const readBack = await hashOf(files.read(target));
  if (readBack.sha256 !== written.sha256 || readBack.size !== written.size) {
    await removeDurable(target, options);
    return refuse('copy-differs', { file: basename(target), written: written.sha256, read: readBack.sha256 });
  }
  return accept(written);
}

/** Removes a file durably. True when it was there; false when there was none. */
export async function removeDurable(
  path: string,
  options: Pick<DurableOptions, 'fileSystem'> = {},
): Promise<boolean> {
  const files = options.fileSystem ?? realFileSystem;
  const target = resolve(path);
  try {
    await retrying(files, () => files.unlink(target));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
  await syncFolder(files, dirname(target));
  return true;
}

/** Makes a folder and its missing parents durably; nothing happens when it is there. */
export async function makeFolderDurable(
  path: string,
  options: Pick<DurableOptions, 'mode' | 'fileSystem'> = {},
): Promise<void> {
  const files = options.fileSystem ?? realFileSystem;
  const folder = resolve(path);
  if (await files.exists(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolderDurable(parent, options);
  try {
    await files.makeFolder(folder, options.mode ?? 0o700);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  await syncFolder(files, parent);
}

/**
 * Removes what an interrupted write left in a folder and returns the names. Only for a folder that nobody is
 * writing to: at start, or when a drive is put in again.
 */
export async function sweepUnfinished(
  folder: string,
  options: Pick<DurableOptions, 'fileSystem'> = {},
): Promise<readonly string[]> {
  const files = options.fileSystem ?? realFileSystem;
  const names = (await files.list(folder)).filter((name) => unfinishedPattern.test(name)).toSorted();
  for (const name of names) await removeDurable(join(folder, name), options);
  return names;
}

/** Whether a name is one that an interrupted write leaves behind. */
export function isUnfinishedName(name: string): boolean {
  return unfinishedPattern.test(name);
}

function unfinishedName(target: string): string {
  return join(dirname(target), `.${basename(target)}.${randomBytes(8).toString('hex')}.unfinished`);
}

async function writeAndSync(
  files: DurableFileSystem,
  temporary: string,
  content: DurableContent,
  mode: number,
): Promise<WrittenFile> {
  const handle = await retrying(files, () => files.create(temporary, mode));
  try {
    const written = await hashOf(chunksOf(content), (chunk) => handle.write(chunk));
    await handle.sync();
    return written;
  } finally {
    await handle.close();
  }
}

async function hashOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  each?: (chunk: Uint8Array) => Promise<void>,
): Promise<WrittenFile> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of chunks) {
    await each?.(chunk);
    hash.update(chunk);
    size += chunk.length;
  }
  return { size, sha256: hash.digest('hex') };
}

function chunksOf(content: DurableContent): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (typeof content === 'string') return [Buffer.from(content, 'utf8')];
  return content instanceof Uint8Array ? [content] : content;
}

async function demandAbsent(files: DurableFileSystem, path: string): Promise<void> {
  if (!(await files.exists(path))) return;
  throw Object.assign(new Error(`EEXIST: ${basename(path)} is there already`), { code: 'EEXIST' });
}

function syncAfterRename(files: DurableFileSystem, target: string): Promise<void> {
  return files.isWindows ? syncFile(files, target) : syncFolder(files, dirname(target));
}

/** A failed write must show its own error, not that of the tidying; the sweep at the next start finds the rest. */
async function discard(files: DurableFileSystem, temporary: string): Promise<void> {
  try {
    await files.unlink(temporary);
  } catch {
    // Gone already, or the drive is: nothing more can be done here.
  }
}
