import { access, constants, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '#node/durableFile.ts';
import type { FolderState } from '#shared/contract/recorder.ts';

/** The file by which a recordings folder is known: without it a missing drive would become a folder of the system's disk. */
export const folderMarkFile = '.kaodian-recordings';

/** Kept free so that the machine itself goes on: a fiftieth of the disk, at least 1 and at most 256 MiB. */
const leastFree = 1024 * 1024;
const mostFree = 256 * 1024 * 1024;

export interface SeenFolder {
  readonly state: FolderState;
  readonly freeBytes: number | null;
}

/** Looks at a recordings folder: is it there, ours, writable, and is there room? */
export async function lookAtFolder(folder: string, mark: string): Promise<SeenFolder> {
  try {
    if (!(await stat(folder)).isDirectory()) return { state: 'missing', freeBytes: null };
    const found = (await readFile(join(folder, folderMarkFile), 'utf8')).trim();
    if (found !== mark) return { state: 'notOurs', freeBytes: null };
    const { bavail, blocks, bsize } = await statfs(folder);
    const freeBytes = bavail * bsize;
    await access(folder, constants.W_OK);
    const kept = Math.min(mostFree, Math.max(leastFree, (blocks * bsize) / 50));
    return { state: freeBytes <= kept ? 'full' : 'ready', freeBytes };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENODEV' || code === 'EIO' || code === 'ENXIO')
      return { state: 'missing', freeBytes: null };
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
      return { state: 'notWritable', freeBytes: null };
    throw error;
  }
}

/** Which folder is written to: the first while it can be, else the second. */
export interface FolderChoice {
  readonly first: SeenFolder;
  readonly second: SeenFolder | null;
  readonly using: 'first' | 'second' | null;
  readonly path: string | null;
}

/** Looks at both folders and chooses. */
export async function chooseFolder(plan: {
  readonly folder: string;
  readonly secondFolder: string | null;
  readonly folderMark: string;
}): Promise<FolderChoice> {
  const first = await lookAtFolder(plan.folder, plan.folderMark);
  const second = plan.secondFolder === null ? null : await lookAtFolder(plan.secondFolder, plan.folderMark);
  if (first.state === 'ready') return { first, second, using: 'first', path: plan.folder };
  if (second?.state === 'ready') return { first, second, using: 'second', path: plan.secondFolder };
  return { first, second, using: null, path: null };
}
