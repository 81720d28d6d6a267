import { stat, statfs } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { eq } from 'drizzle-orm';
import { attempts } from '#node/attempt.ts';
import type { Demand } from '#node/attempt.ts';
import { fetchReceipts, uploadPackage } from '#node/centreClient.ts';
import { copyDurable, makeFolderDurable, sweepUnfinished, writeDurable } from '#node/durableFile.ts';
import { parseReceipt, receiptFileName } from '#node/receipt.ts';
import type { PackageId } from '#shared/contract/ids.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import type { Transport } from '#shared/domain/packageStates.ts';
import { secretValue } from '../access/secrets.ts';
import type { ActContext, Actions } from '../api/context.ts';
import { centreRow, siteRow } from '../institution/queries.ts';
import type { Site } from '../api/site.ts';
import { packageNameOf, packageRow } from './queries.ts';
import { noteDone, startSealing } from './sealing.ts';
import { packages } from './tables.ts';

const packageAttempts = attempts<Refusal>();
const { attempt, need } = packageAttempts;
const demand: Demand<Refusal> = packageAttempts.demand;

/** What is done with a package beside the ledger: sealing it again, bringing it to the centre, taking receipts. */
export const packagesActions = {
  'reports.seal': (context, { packageId }) => attempt(async () => sealAgain(context, packageId)),
  'reports.writeToFolder': (context, { packageId, folder }) =>
    attempt(() => writeToFolder(context, packageId, folder)),
  'reports.upload': (context, { packageId }) => attempt(async () => startUpload(context, packageId)),
  'reports.fetchReceipts': (context, { packageId }) => attempt(() => takeFromCentre(context, packageId)),
  'reports.readReceipt': (context, { uploadId, signatureUploadId }) =>
    attempt(() => takeFromDrive(context, uploadId, signatureUploadId)),
} satisfies Actions;

function sealAgain({ openSite, host }: ActContext, packageId: PackageId): null {
  const row = packageRow(openSite.store, packageId);
  demand(row !== null, refuse('package-unknown'));
  demand(row.state === 'sealing', refuse('package-sealed-already'));
  demand(startSealing(openSite, row, host.resourcesDir), refuse('work-under-way'));
  return null;
}

const reserveBytes = 1024 * 1024;

/**
 * Writes both files of a sealed package to a folder (a drive): space first, then under temporary names, synced, renamed, the
 * `.sig` last, and each read back and compared. A drive that vanishes leaves nothing, or an unfinished temporary file that
 * the next try sweeps. Only then the ledger says `written`.
 */
async function writeToFolder(
  { openSite: site, person, desk }: ActContext,
  packageId: PackageId,
  folder: string,
): Promise<{ readonly files: readonly string[] }> {
  const { name, packageSha256, size } = sealedPackage(site, packageId);
  demand(isAbsolute(folder), refuse('folder-not-absolute', { folder }));
  const target = await stat(folder).catch(() => null);
  demand(target?.isDirectory() === true, refuse('folder-missing', { folder }));
  const space = await statfs(folder);
  const hasRoom = space.bavail * space.bsize >= size + reserveBytes;
  demand(hasRoom, refuse('folder-full', { folder, needed: size }));
  const files = [name, `${name}.sig`];
  try {
    await sweepUnfinished(folder);
    for (const file of files) {
      const copied = await copyDurable(join(site.dir, 'packages', file), join(folder, file), { mode: 0o644 });
      demand(copied.ok, refuse('copy-differs', { folder, file }));
      demand(file !== name || copied.value.sha256 === packageSha256, refuse('package-altered', { name }));
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    need(refuse('folder-write-failed', { folder, code: String(error.code) }));
  }
  const noted = { packageId, place: folder, by: person.userId };
  const answer = await noteDone(site, 'package.noteWritten', noted, desk);
  return answer.ok ? { files } : need(answer);
}

/** Starts the upload of a sealed package as work of its own; it goes on where an earlier try stopped. */
function startUpload({ openSite: site, person }: ActContext, packageId: PackageId): null {
  const { name, packageSha256, institutionCode } = sealedPackage(site, packageId);
  const { address, token, centreId } = centreConnection(site);
  const path = join(site.dir, 'packages', name);
  const started = site.jobs.start('upload', packageId, async (progress) => {
    const sent = await uploadPackage({
      address,
      token,
      path,
      sigPath: `${path}.sig`,
      metadata: { name, sha256: packageSha256, institutionCode },
      onProgress: (done, total) => progress('upload', done, total, 'bytes'),
    });
    if (!sent.ok) return { code: sent.refusal.code, facts: sent.refusal.facts };
    await noteDone(site, 'package.noteUploaded', { packageId, centreId, by: person.userId });
    return null;
  });
  demand(started, refuse('work-under-way'));
  return null;
}

interface ReceiptsTaken {
  readonly applied: number;
  readonly rejected: number;
}

/** Asks the centre for the receipts of a package and gives each to the ledger, in the order of their numbers. */
async function takeFromCentre(context: ActContext, packageId: PackageId): Promise<ReceiptsTaken> {
  const { packageSha256 } = sealedPackage(context.openSite, packageId);
  const { address, token } = centreConnection(context.openSite);
  // A receipt may be signed by a key that this site does not know yet.
  await context.openSite.renewKeys();
  const fetched = await fetchReceipts({ address, token, sha256: packageSha256 });
  if (!fetched.ok)
    return need({ ok: false, refusal: { code: fetched.refusal.code, facts: fetched.refusal.facts } });
  const taken = { applied: 0, rejected: 0, known: 0 };
  for (const { receipt, signature } of fetched.value) {
    taken[await applyReceipt(context, packageId, { receipt, signature, transport: 'network' })] += 1;
  }
  return { applied: taken.applied, rejected: taken.rejected };
}

/** Takes a receipt that came on a drive: the file and its signature. */
async function takeFromDrive(
  context: ActContext,
  uploadId: string,
  signatureUploadId: string,
): Promise<ReceiptsTaken> {
  const file = context.uploads.get(uploadId);
  const signatureFile = context.uploads.get(signatureUploadId);
  demand(file !== null && signatureFile !== null, refuse('upload-gone'));
  const receipt = Buffer.from(file.bytes).toString('utf8');
  const signature = Buffer.from(signatureFile.bytes).toString('utf8');
  const parsed = parseReceipt(receipt);
  demand(parsed.ok, refuse('receipt-unreadable', { name: file.name }));
  const row = context.openSite.store.orm
    .select()
    .from(packages)
    .where(eq(packages.packageSha256, parsed.value.packageSha256))
    .get();
  demand(row !== undefined, refuse('receipt-of-another-package', { name: file.name }));
  const { packageId } = row;
  const outcome = await applyReceipt(context, packageId, { receipt, signature, transport: 'drive' });
  return { applied: outcome === 'applied' ? 1 : 0, rejected: outcome === 'rejected' ? 1 : 0 };
}

async function applyReceipt(
  { openSite: site, person }: ActContext,
  packageId: PackageId,
  came: { readonly receipt: string; readonly signature: string; readonly transport: Transport },
): Promise<'applied' | 'rejected' | 'known'> {
  const answer = await noteDone(site, 'receipt.apply', { packageId, ...came, by: person.userId });
  if (!answer.ok) return 'rejected';
  const { applied, code } = answer.result as { applied: boolean; code?: string };
  if (!applied && code !== undefined) return 'rejected';
  // Also of a known one: the copy may be missing when the last try was cut off.
  await keepReceiptFile(site, packageId, came.receipt, came.signature);
  return applied ? 'applied' : 'known';
}

/** A copy beside the package, for whoever opens the folder; the ledger holds the receipt itself. */
async function keepReceiptFile(
  site: Site,
  packageId: PackageId,
  text: string,
  signature: string,
): Promise<void> {
  const parsed = parseReceipt(text);
  if (!parsed.ok) return;
  const folder = join(site.dir, 'receipts');
  await makeFolderDurable(folder);
  const name = receiptFileName(sealedPackage(site, packageId).name, parsed.value.n);
  await writeDurable(join(folder, name), text);
  await writeDurable(join(folder, `${name}.sig`), signature);
}

/** A package that is sealed, with the name of its file. Refusal: package-not-sealed. */
function sealedPackage(site: Site, packageId: PackageId) {
  const row = packageRow(site.store, packageId);
  const institution = siteRow(site.store);
  demand(
    row !== null && row.packageSha256 !== null && row.size !== null && institution !== null,
    refuse('package-not-sealed'),
  );
  const { packageSha256, size } = row;
  const { institutionCode } = institution;
  return { name: packageNameOf(site.store, row), packageSha256, size, institutionCode };
}

/** Where the centre is and the token for it. Refusal: centre-not-connected. */
function centreConnection(site: Site): {
  readonly address: string;
  readonly token: string;
  readonly centreId: string;
} {
  const centre = centreRow(site.store);
  const token = secretValue(site.store, 'centre-token');
  demand(centre !== null && centre.address !== null && token !== null, refuse('centre-not-connected'));
  return { address: centre.address, token: token.toString('utf8'), centreId: centre.centreId };
}
