import { stat, statfs } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { newUlid } from '#node/newUlid.ts';
import type { CommandId, PackageId, UserId } from '#shared/contract/ids.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';
import { copyDurable, sweepUnfinished } from '#node/durableFile.ts';
import type { Site } from '../site.ts';
import { packageNameOf, packageRow } from './queries.ts';

const reserveBytes = 1024 * 1024;

/**
 * Writes both files of a sealed package to a folder (a drive): space first, then under temporary names, synced, renamed, the
 * `.sig` last, and each read back and compared. A drive that vanishes leaves nothing, or an unfinished temporary file that
 * the next try sweeps. Only then the ledger says `written`.
 */
export async function writeToFolder(
  site: Site,
  by: UserId,
  desk: string,
  packageId: PackageId,
  folder: string,
): Promise<Result<{ readonly files: readonly string[] }>> {
  const row = packageRow(site.store, packageId);
  if (row === null || row.packageSha256 === null || row.size === null) return refuse('package-not-sealed');
  if (!isAbsolute(folder)) return refuse('folder-not-absolute', { folder });
  const target = await stat(folder).catch(() => null);
  if (target === null || !target.isDirectory()) return refuse('folder-missing', { folder });
  const space = await statfs(folder);
  if (space.bavail * space.bsize < row.size + reserveBytes)
    return refuse('folder-full', { folder, needed: row.size });
  const name = packageNameOf(site.store, row);
  try {
    await sweepUnfinished(folder);
    for (const file of [name, `${name}.sig`]) {
      const copied = await copyDurable(join(site.dir, 'packages', file), join(folder, file), { mode: 0o644 });
      if (!copied.ok) return refuse('copy-differs', { folder, file });
      if (file === name && copied.value.sha256 !== row.packageSha256)
        return refuse('package-altered', { name });
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      return refuse('folder-write-failed', { folder, code: String(error.code) });
    throw error;
  }
  const answer = await site.ledger.commit(
    { id: 'system', roles: [], desk },
    {
      id: newUlid() as CommandId,
      type: 'package.noteWritten',
      input: { packageId, place: folder, by },
      deskAt: site.now(),
    },
  );
  return answer.ok ? { ok: true, value: { files: [name, `${name}.sig`] } } : answer;
}
