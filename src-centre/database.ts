import { rm } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';

/**
 * The embedded database in its folder. It does not sync its writes, so an unclean end may leave it unreadable:
 * then it is made anew, for it holds nothing that the files do not say.
 */
export async function openEmbeddedDatabase(folder: string): Promise<PGlite> {
  const first = new PGlite(folder);
  try {
    await first.waitReady;
    return first;
  } catch {
    await rm(folder, { recursive: true, force: true });
    const second = new PGlite(folder);
    await second.waitReady;
    return second;
  }
}
