import { join } from 'node:path';
import { eq, inArray } from 'drizzle-orm';
import { newUlid } from '#node/newUlid.ts';
import type { CommandId, PackageId } from '#shared/contract/ids.ts';
import { sealPackage } from '#node/packageSeal.ts';
import { siteRow } from '../institution/queries.ts';
import { checkpoints } from '../ledger/tables.ts';
import type { Site } from '../site.ts';
import type { Store } from '../store/openDatabase.ts';
import { packageContents } from './contents.ts';
import { plainFacts } from './plainFacts.ts';
import { unfinishedSealings } from './queries.ts';
import type { PackageRow } from './queries.ts';
import { tablesAt } from './snapshot.ts';
import { packages, receipts } from './tables.ts';

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
    const atSealing = await tablesAt(site, row.sealingSeq, join(resourcesDir, 'migrations'), (done) =>
      progress('replay', done, row.sealingSeq + 1, 'rows'),
    );
    let files: Map<string, Uint8Array>;
    const known = lastReceipted(atSealing);
    try {
      progress('collect', 0, 1, 'steps');
      files = packageContents({
        live: site.store,
        atSealing,
        row,
        fromSeq: known?.size ?? 0,
      });
    } finally {
      atSealing.close();
    }
    const sealed = await sealPackage({
      institutionCode: institution.institutionCode,
      batchNo: row.batchNo,
      revision: row.revision,
      files,
      bagInfo: [
        ['Source-Organization', institution.institutionName],
        ['External-Identifier', `KD-${institution.institutionCode}-${row.batchNo}-r${row.revision}`],
        ['Bagging-Date', row.sealingAt.slice(0, 10)],
        ['Bag-Software-Agent', `Kaodian ${row.softwareVersion}`],
      ],
      sealedAt: row.sealingAt,
      signingKey,
      recipients: row.recipients,
      outDir: join(site.dir, 'packages'),
      knownHead: known,
      replaceUnrecorded: true,
      progress: (done, total) => progress('encrypt', done, total, 'bytes'),
    });
    if (!sealed.ok) return { code: sealed.refusal.code, facts: plainFacts(sealed.refusal.facts) };
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

/** The newest ledger head that the centre has witnessed by a receipt: rows before it need not travel again. */
function lastReceipted(
  store: Store,
): { readonly size: number; readonly head: string; readonly frontier: null } | null {
  const shas = store.orm
    .select({ sha256: receipts.checkpointSha256 })
    .from(receipts)
    .innerJoin(packages, eq(packages.packageId, receipts.packageId))
    .all();
  if (shas.length === 0) return null;
  const made = store.orm
    .select()
    .from(checkpoints)
    .where(
      inArray(
        checkpoints.sha256,
        shas.map((row) => row.sha256),
      ),
    )
    .all();
  const size = Math.max(0, ...made.map((checkpoint) => checkpoint.size));
  if (size === 0) return null;
  const head = made.find((checkpoint) => checkpoint.size === size)?.text.match(/^head ([0-9a-f]{64})$/m)?.[1];
  return head === undefined ? null : { size, head, frontier: null };
}
