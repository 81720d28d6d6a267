import { open, rename, rm } from 'node:fs/promises';

/**
 * Writes a file so that either all of it is there or the old one still is: temporary name, fsync, rename.
 * @throws what the file system says; the temporary file is removed then
 */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.part`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
