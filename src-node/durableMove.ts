import { dirname, resolve } from 'node:path';
import { realFileSystem, type DurableFileSystem } from './durableFileSystem.ts';
import { retrying, syncFile, syncFolder } from './durableSync.ts';

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
  await syncFile(files, from);
  await retrying(files, () => files.rename(from, to));
  if (files.isWindows) return syncFile(files, to);
  await syncFolder(files, dirname(to));
  if (dirname(from) !== dirname(to)) await syncFolder(files, dirname(from));
}
