import { join } from 'node:path';
import { newUlid } from '#node/newUlid.ts';
import type { CommandId, PackageId, UserId } from '#shared/contract/ids.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';
import { uploadPackage } from '#node/centreClient.ts';
import { plainFacts } from './plainFacts.ts';
import { secretValue } from '../access/secrets.ts';
import { centreRow, siteRow } from '../institution/queries.ts';
import type { Site } from '../api/site.ts';
import { packageNameOf, packageRow } from './queries.ts';

/** Where the centre is and the token for it; null when either is missing. */
export function centreConnection(
  site: Site,
): { readonly address: string; readonly token: string; readonly centreId: string } | null {
  const row = centreRow(site.store);
  const token = secretValue(site.store, 'centre-token');
  return row === null || row.address === null || token === null
    ? null
    : { address: row.address, token: token.toString('utf8'), centreId: row.centreId };
}

/** Starts the upload of a sealed package as work of its own; it goes on where an earlier try stopped. */
export function startUpload(site: Site, packageId: PackageId, by: UserId): Result<null> {
  const row = packageRow(site.store, packageId);
  const connection = centreConnection(site);
  const institution = siteRow(site.store);
  if (row === null || row.packageSha256 === null || institution === null) return refuse('package-not-sealed');
  if (connection === null) return refuse('centre-not-connected');
  const { packageSha256 } = row;
  const name = packageNameOf(site.store, row);
  const path = join(site.dir, 'packages', name);
  const started = site.jobs.start('upload', packageId, async (progress) => {
    const sent = await uploadPackage({
      address: connection.address,
      token: connection.token,
      path,
      sigPath: `${path}.sig`,
      metadata: { name, sha256: packageSha256, institutionCode: institution.institutionCode },
      onProgress: (done, total) => progress('upload', done, total, 'bytes'),
    });
    if (!sent.ok) return { code: sent.refusal.code, facts: plainFacts(sent.refusal.facts) };
    await site.ledger.commit(
      { id: 'system', roles: [], desk: 'host' },
      {
        id: newUlid() as CommandId,
        type: 'package.noteUploaded',
        input: { packageId, centreId: connection.centreId, by },
        deskAt: site.now(),
      },
    );
    return null;
  });
  return started ? { ok: true, value: null } : refuse('work-under-way');
}
