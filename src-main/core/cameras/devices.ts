import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lengths } from '#shared/domain/limits.ts';

/** A camera that is plugged into this machine. */
export interface FoundDevice {
  readonly device: string;
  readonly name: string;
}

/**
 * The video devices that the system lists, by their names. On Linux: what `video4linux` has; of a camera with several nodes the first,
 * which gives pictures. Elsewhere none are found yet.
 */
export async function videoDevices(list = '/sys/class/video4linux'): Promise<readonly FoundDevice[]> {
  const nodes = await readdir(list).catch(() => []);
  const found = await Promise.all(
    nodes
      .filter((node) => /^video\d{1,3}$/.test(node))
      .map(async (node) => {
        const said = (file: string) => readFile(join(list, node, file), 'utf8').catch(() => '');
        const [name, index] = await Promise.all([said('name'), said('index')]);
        return index.trim() === '' || index.trim() === '0'
          ? [{ device: `/dev/${node}`, name: name.trim().slice(0, lengths.short) || node }]
          : [];
      }),
  );
  return found.flat().toSorted((one, other) => numberOf(one.device) - numberOf(other.device));
}

function numberOf(device: string): number {
  return Number(/\d+$/.exec(device)?.[0] ?? '0');
}
