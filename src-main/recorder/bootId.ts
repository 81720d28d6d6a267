import { readFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { errorCode } from '#node/durableFile.ts';

/** What tells one start of the machine from another: the system's own id, else the minute of its start. */
export async function bootId(): Promise<string> {
  try {
    return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return `minute ${Math.round((Date.now() / 1000 - uptime()) / 60)}`;
  }
}
