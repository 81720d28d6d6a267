import { dirname, resolve } from 'node:path';
import { errorCode, realFileSystem, type DurableFileSystem } from './durableFileSystem.ts';

const retryPausesMs = [5, 10, 20, 40, 80, 160, 320, 640, 1280] as const;
const retriedCodes = new Set(['EPERM', 'EBUSY', 'EACCES']);
const noFolderSyncCodes = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/**
 * Puts a finished file under its lasting name without writing it again: fsync of the file, rename, fsync of
 * both folders (Windows has none: fsync after the rename). When this returns, the file stands whole under
 * `target`, also after a power cut. Source and target must lie on one file system. Throws the system's error.
 */
export async function moveDurable(
  source: string,
  target: string,
  options: { readonly fileSystem?: DurableFileSystem } = {},
): Promise<void> {
  const files = options.fileSystem ?? realFileSystem;
  const from = resolve(source);
  const to = resolve(target);
  await sync(files, from, false);
  await retrying(files, () => files.rename(from, to));
  if (files.isWindows) return sync(files, to, false);
  await syncFolder(files, dirname(to));
  if (dirname(from) !== dirname(to)) await syncFolder(files, dirname(from));
}

async function syncFolder(files: DurableFileSystem, folder: string): Promise<void> {
  try {
    await sync(files, folder, true);
  } catch (error) {
    if (!noFolderSyncCodes.has(errorCode(error) ?? '')) throw error;
  }
}

async function sync(files: DurableFileSystem, path: string, isFolder: boolean): Promise<void> {
  const handle = await retrying(files, () => files.openForSync(path, isFolder));
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

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
