import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { removeDurable, writeDurable } from '#node/durableFile.ts';

/** A mark that stands while a site is open: found at the next opening, it means the last one did not end well. */
export interface RunningMark {
  readonly endedBadly: boolean;
  readonly remove: () => Promise<void>;
}

/** Sets the mark and says whether it stood already. */
export async function setRunningMark(dir: string): Promise<RunningMark> {
  const path = join(dir, 'open.mark');
  const endedBadly = await access(path).then(
    () => true,
    () => false,
  );
  if (!endedBadly) await writeDurable(path, '');
  return { endedBadly, remove: async () => void (await removeDurable(path)) };
}
