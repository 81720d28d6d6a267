import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { newUlid } from '#node/newUlid.ts';
import type { CommandId, PackageId } from '#shared/contract/ids.ts';
import { sealPackage } from '#node/packageSeal.ts';
import { siteRow } from '../institution/queries.ts';
import { checkpoints } from '../ledger/tables.ts';
import type { Site } from '../site.ts';
import { collectBag } from './collectBag.ts';
import { unfinishedSealings } from './queries.ts';
import type { PackageRow } from './queries.ts';

/** Starts the sealing of every package whose row S stands and that is not sealed: after the command, and again after a crash. */
export function resumeSealings(site: Site, resourcesDir: string): void {
  for (const row of unfinishedSealings(site.store)) startSealing(site, row, resourcesDir);
}

/**
 * The work behind `package.sealing` (integrity.md, Sealing, steps 3 to 9): tables of rows 0 … S, bag, signature, tar, age,
 * read back, and only then the row `package.sealed`. False when it is under way already.
 */
export function startSealing(site: Site, row: PackageRow, resourcesDir: string): boolean {
  const packageId = row.packageId as PackageId;
  return site.jobs.start('seal', packageId, async (progress) => {
    const institution = siteRow(site.store);
    const signingKey = site.signingKey();
    if (institution === null || signingKey === null) throw new Error('a site without its key');
    const { files, bagInfo, known } = await collectBag(site, row, join(resourcesDir, 'migrations'), progress);
    const sealed = await sealPackage({
      institutionCode: institution.institutionCode,
      batchNo: row.batchNo,
      revision: row.revision,
      files,
      bagInfo,
      sealedAt: row.sealingAt,
      signingKey,
      recipients: row.recipients,
      outDir: join(site.dir, 'packages'),
      knownHead: known,
      replaceUnrecorded: true,
      progress: (done, total) => progress('encrypt', done, total, 'bytes'),
    });
    if (!sealed.ok) return sealed.refusal;
    const checkpoint = site.store.orm
      .select()
      .from(checkpoints)
      .where(eq(checkpoints.size, row.sealingSeq + 1))
      .get();
    if (checkpoint === undefined) throw new Error('a sealing without its checkpoint');
    const { packageSha256, bagSha256, size } = sealed.value;
    const answer = await site.ledger.commit(
      { id: 'system', roles: [], desk: 'host' },
      {
        id: newUlid() as CommandId,
        type: 'package.noteSealed',
        input: { packageId, packageSha256, bagSha256, size, checkpointSha256: checkpoint.sha256 },
        deskAt: site.now(),
      },
    );
    return answer.ok ? null : { code: answer.refusal.code, facts: {} };
  });
}
