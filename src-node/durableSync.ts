import { errorCode, type DurableFileSystem } from './durableFileSystem.ts';

/** The steps that writing and moving durably share. */

/** Virus scanners and indexers hold a fresh file for a moment; about three seconds in all, then the error goes up. */
const retryPausesMs = [5, 10, 20, 40, 80, 160, 320, 640, 1280] as const;
const retriedCodes = new Set(['EPERM', 'EBUSY', 'EACCES']);
/** A file system that cannot sync a folder says one of these. */
const noFolderSyncCodes = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Tries again, with growing pauses, while the system says that the file is held; then throws its error. */
export async function retrying<T>(files: DurableFileSystem, action: () => Promise<T>): Promise<T> {
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
export async function syncFile(files: DurableFileSystem, path: string): Promise<void> {
  const handle = await retrying(files, () => files.openForSync(path, false));
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Brings a folder's names to the disk; nothing on Windows, and where the file system cannot. */
export async function syncFolder(files: DurableFileSystem, folder: string): Promise<void> {
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
