import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { newUlid } from '#node/newUlid.ts';
import type { CommandId, PackageId, UserId } from '#shared/contract/ids.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';
import { fetchReceipts } from '#node/centreClient.ts';
import { makeFolderDurable, writeDurable } from '#node/durableFile.ts';
import { parseReceipt, receiptFileName } from '#node/receipt.ts';
import type { UploadedFile } from '../api/uploads.ts';
import type { Site } from '../site.ts';
import { plainFacts } from './plainFacts.ts';
import { packageNameOf, packageRow } from './queries.ts';
import { packages } from './tables.ts';
import { centreConnection } from './upload.ts';

export interface ReceiptsTaken {
  readonly applied: number;
  readonly rejected: number;
}

/** Asks the centre for the receipts of a package and gives each to the ledger, in the order of their numbers. */
export async function applyReceipts(
  site: Site,
  packageId: PackageId,
  by: UserId,
): Promise<Result<ReceiptsTaken>> {
  const row = packageRow(site.store, packageId);
  const connection = centreConnection(site);
  if (row === null || row.packageSha256 === null) return refuse('package-not-sealed');
  if (connection === null) return refuse('centre-not-connected');
  const fetched = await fetchReceipts({
    address: connection.address,
    token: connection.token,
    sha256: row.packageSha256,
  });
  if (!fetched.ok)
    return { ok: false, refusal: { code: fetched.refusal.code, facts: plainFacts(fetched.refusal.facts) } };
  const taken = { applied: 0, rejected: 0 };
  for (const one of fetched.value) {
    const outcome = await applyOne(site, packageId, one.receipt, one.signature, 'network', by);
    if (outcome === 'applied') taken.applied += 1;
    if (outcome === 'rejected') taken.rejected += 1;
  }
  return { ok: true, value: taken };
}

/** Takes a receipt that came on a drive: the file and its signature. */
export async function readReceiptFiles(
  site: Site,
  file: UploadedFile | null,
  signature: UploadedFile | null,
  by: UserId,
): Promise<Result<ReceiptsTaken>> {
  if (file === null || signature === null) return refuse('upload-gone');
  const text = Buffer.from(file.bytes).toString('utf8');
  const parsed = parseReceipt(text);
  if (!parsed.ok) return refuse('receipt-unreadable', { name: file.name });
  const row = site.store.orm
    .select()
    .from(packages)
    .where(eq(packages.packageSha256, parsed.value.packageSha256))
    .get();
  if (row === undefined) return refuse('receipt-of-another-package', { name: file.name });
  const outcome = await applyOne(
    site,
    row.packageId as PackageId,
    text,
    Buffer.from(signature.bytes).toString('utf8'),
    'drive',
    by,
  );
  return {
    ok: true,
    value: { applied: outcome === 'applied' ? 1 : 0, rejected: outcome === 'rejected' ? 1 : 0 },
  };
}

async function applyOne(
  site: Site,
  packageId: PackageId,
  text: string,
  signature: string,
  transport: 'network' | 'drive',
  by: UserId,
): Promise<'applied' | 'rejected' | 'known'> {
  const answer = await site.ledger.commit(
    { id: 'system', roles: [], desk: 'host' },
    {
      id: newUlid() as CommandId,
      type: 'receipt.apply',
      input: { packageId, receipt: text, signature, transport, by },
      deskAt: site.now(),
    },
  );
  if (!answer.ok) return 'rejected';
  const { applied, code } = answer.result as { applied: boolean; code?: string };
  if (!applied && code !== undefined) return 'rejected';
  // Also of a known one: the copy may be missing when the last try was cut off.
  await keepReceiptFile(site, packageId, text, signature);
  return applied ? 'applied' : 'known';
}

/** A copy beside the package, for whoever opens the folder; the ledger holds the receipt itself. */
async function keepReceiptFile(
  site: Site,
  packageId: PackageId,
  text: string,
  signature: string,
): Promise<void> {
  const row = packageRow(site.store, packageId);
  const parsed = parseReceipt(text);
  if (row === null || !parsed.ok) return;
  const folder = join(site.dir, 'receipts');
  await makeFolderDurable(folder);
  const name = receiptFileName(packageNameOf(site.store, row), parsed.value.n);
  await writeDurable(join(folder, name), text);
  await writeDurable(join(folder, `${name}.sig`), signature);
}
