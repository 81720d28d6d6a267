import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '#node/durableFile.ts';

const ownFiles =
  /^(?:un(?:finished|read)-\d+-)?(?:kaodian\.db(?:-wal|-shm)?|keys\.json|site\.lock|open\.mark)$/;
const ownFolders = ['files', 'packages', 'receipts', 'backups', 'demonstration'];

/**
 * Takes from everybody else the right to what a site keeps in its folder, also where it was there before with wider rights (an
 * unpacked copy, another umask): files 0600, folders 0700. What is not ours is left as it is, and so is the folder itself when it
 * holds such things: somebody may have pointed at his home. Windows has no such rights; there the user's folder is private.
 */
export async function makePrivate(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const entries = await readdir(dir, { withFileTypes: true });
  const ours = entries.filter((entry) =>
    entry.isDirectory() ? ownFolders.includes(entry.name) : entry.isFile() && ownFiles.test(entry.name),
  );
  if (ours.length === entries.length) await narrow(dir, 0o700);
  for (const entry of ours) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) await narrowBelow(path);
    else await narrow(path, 0o600);
  }
}

async function narrowBelow(folder: string): Promise<void> {
  await narrow(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await narrowBelow(path);
    else if (entry.isFile()) await narrow(path, 0o600);
  }
}

async function narrow(path: string, mode: number): Promise<void> {
  try {
    if (((await lstat(path)).mode & 0o077) !== 0) await chmod(path, mode);
  } catch (error) {
    // Gone meanwhile, not our file, or a file system without rights: the exam does not wait for that.
    if (!['ENOENT', 'EPERM', 'ENOTSUP', 'EROFS'].includes(errorCode(error) ?? '')) throw error;
  }
}
