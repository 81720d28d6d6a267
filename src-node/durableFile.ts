import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';

/**
 * The one place for durable writes, and what it promises.
 *
 * When `writeDurable`, `copyDurable` or `moveDurable` returns, the file stands whole under its name, also after a
 * power cut; so does a folder after `makeFolderDurable`, and after `removeDurable` the name is gone for good.
 * Whatever fails or is cut off leaves the old file, the whole new one, or nothing, and at most a temporary name
 * beside it, which `sweepUnfinished` removes. Nobody ever reads half a file under its lasting name.
 *
 * On Linux: temporary name in the same folder, write, fsync, rename over the old one, fsync of the folder. Windows
 * cannot sync a folder: there the file is synced again after the rename. A file that a virus scanner or an indexer
 * holds for a moment (EPERM, EBUSY, EACCES) is tried again for about three seconds.
 *
 * Not promised: that several files change together (write last what gives the others their meaning); that two
 * writers of one name see each other (`mustBeNew` looks before it renames, it does not lock); that a removal on
 * Windows, or a name on a file system without folder sync (FAT, some network shares), outlives a power cut; that
 * what `copyDurable` reads back came from the drive and not from the system's memory; that a disk which says
 * "synced" has done so; that a removed or replaced file cannot be read from the disk any more.
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

/** Moves a finished file durably without writing it again. Both names must lie on one file system. Throws the system's error. */
export async function moveDurable(
  source: string,
  target: string,
  options: Pick<DurableOptions, 'fileSystem'> = {},
): Promise<void> {
  const files = options.fileSystem ?? realFileSystem;
  const from = resolve(source);
  const to = resolve(target);
  await syncFile(files, from);
  await retrying(files, () => files.rename(from, to));
  await syncAfterRename(files, to);
  if (dirname(from) !== dirname(to)) await syncFolder(files, dirname(from));
}

/** Gives a finished folder, whose files are synced, its name durably. Both names must lie in one folder. Throws the system's error. */
export async function nameFolderDurable(source: string, target: string): Promise<void> {
  const to = resolve(target);
  await retrying(realFileSystem, () => realFileSystem.rename(resolve(source), to));
  await syncFolder(realFileSystem, dirname(to));
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
  const names = (await files.list(folder)).filter(isUnfinishedName).toSorted();
  for (const name of names) await removeDurable(join(folder, name), options);
  return names;
}

/** Whether a name is one that an interrupted write leaves behind. */
export function isUnfinishedName(name: string): boolean {
  return unfinishedPattern.test(name);
}

/** A name beside the target for what is not finished yet, for who cannot write by `writeDurable` (`moveDurable` ends it). */
export function unfinishedName(target: string): string {
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

/** Throws EEXIST when there is something of this name. */
export function refuseExisting(path: string): Promise<void> {
  return demandAbsent(realFileSystem, resolve(path));
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

/** Virus scanners and indexers hold a fresh file for a moment; about three seconds in all, then the error goes up. */
const retryPausesMs = [5, 10, 20, 40, 80, 160, 320, 640, 1280] as const;
const retriedCodes = new Set(['EPERM', 'EBUSY', 'EACCES']);
/** A file system that cannot sync a folder says one of these. */
const noFolderSyncCodes = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Tries again, with growing pauses, while the system says that the file is held; then throws its error. */
async function retrying<T>(files: DurableFileSystem, action: () => Promise<T>): Promise<T> {
  for (const pauseMs of retryPausesMs) {
    try {
      return await action();
    } catch (error) {
      if (!retriedCodes.has(errorCode(error) ?? '')) throw error;
      await files.pause(pauseMs);
    }
  }
  return action();
}

/** Brings a file that is there already to the disk. */
async function syncFile(files: DurableFileSystem, path: string): Promise<void> {
  const handle = await retrying(files, () => files.openForSync(path, false));
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Brings a folder's names to the disk, for who cannot write by `writeDurable`; nothing on Windows, and where the file system cannot. */
export function syncNames(folder: string): Promise<void> {
  return syncFolder(realFileSystem, resolve(folder));
}

/** Brings a folder's names to the disk; nothing on Windows, and where the file system cannot. */
async function syncFolder(files: DurableFileSystem, folder: string): Promise<void> {
  if (files.isWindows) return;
  const handle = await files.openForSync(folder, true);
  try {
    await handle.sync();
  } catch (error) {
    if (!noFolderSyncCodes.has(errorCode(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/** An open file, as far as durable writing needs it. */
export type DurableHandle = {
  write(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
};

/** The few things that durable writing asks of the system; tests put faults here. */
export type DurableFileSystem = {
  readonly isWindows: boolean;
  /** Opens a new file for writing; fails with EEXIST. `mode` as in chmod. */
  create(path: string, mode: number): Promise<DurableHandle>;
  /** Opens an existing file (or folder, where the system can) so that it can be synced. */
  openForSync(path: string, isFolder: boolean): Promise<DurableHandle>;
  read(path: string): AsyncIterable<Uint8Array>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  list(folder: string): Promise<readonly string[]>;
  exists(path: string): Promise<boolean>;
  /** Makes one folder; its parent must exist. Fails with EEXIST. */
  makeFolder(path: string, mode: number): Promise<void>;
  /** Lets time pass between two tries. */
  pause(milliseconds: number): Promise<void>;
};

/** The machine's own file system. */
export const realFileSystem: DurableFileSystem = {
  isWindows: process.platform === 'win32',
  async create(path, mode) {
    return handleOf(await open(path, 'wx', mode));
  },
  async openForSync(path, isFolder) {
    return handleOf(await open(path, isFolder ? 'r' : 'r+'));
  },
  async *read(path) {
    const handle = await open(path, 'r');
    try {
      for (;;) {
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(1 << 18));
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  },
  rename,
  unlink,
  list: (folder) => readdir(folder),
  async exists(path) {
    try {
      await stat(path);
      return true;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return false;
      throw error;
    }
  },
  makeFolder: (path, mode) => mkdir(path, mode),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** The system's code of an error (`ENOENT`, `EPERM`, …), or null when it has none. */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

function handleOf(file: Awaited<ReturnType<typeof open>>): DurableHandle {
  return {
    async write(bytes) {
      let offset = 0;
      while (offset < bytes.length) {
        const { bytesWritten } = await file.write(bytes, offset, bytes.length - offset);
        offset += bytesWritten;
      }
    },
    sync: () => file.sync(),
    close: () => file.close(),
  };
}
