import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolderDurable } from '#node/durableFile.ts';
import { newUlid } from '#node/newUlid.ts';
import type { BatchId, PackageId } from '#shared/contract/ids.ts';
import type { PackageView } from '#shared/contract/views/results.ts';
import type { Person } from '../../core/demo/player.ts';
import { at, together } from '../../core/demo/player.ts';
import type { CoreClient } from '../coreClient.ts';
import { CoreRefused } from '../coreClient.ts';
import type { Play } from './play.ts';

const askEveryMs = 100;
/** States of a package that the centre has. */
const sent: readonly PackageView['state'][] = ['uploaded', 'received', 'accepted', 'returned'];

/** The registrar asks for the package, the chief (or who stands in) agrees, and the core seals it. */
export async function sealPackage(
  { player }: Play,
  registrar: Person,
  batchId: BatchId,
  second: Person = player.chief,
): Promise<{ packageId: PackageId; sha256: string }> {
  const packageId = newUlid() as PackageId;
  await together(player, registrar, second, 'package.seal', { packageId, batchId });
  const sealed = await until(
    player.clientOf(registrar),
    batchId,
    (view) => view.packageSha256 !== null && view.packageId === packageId,
  );
  return { packageId, sha256: sealed.packageSha256 ?? '' };
}

/** Writes the package into a folder, as to a drive; answers the path of its file. */
export async function writePackage(
  { stage, player }: Play,
  registrar: Person,
  packageId: PackageId,
): Promise<string> {
  const folder = join(stage.dir, 'package');
  await makeFolderDurable(folder);
  const written = await player.clientOf(registrar).act('reports.writeToFolder', { packageId, folder });
  if (!written.ok) throw new CoreRefused('reports.writeToFolder', written.refusal);
  return join(folder, at(written.value.files, 0));
}

/** Uploads the package to the centre, fetches its receipts and copies them out. */
export async function fetchReceipt(
  { stage, player }: Play,
  registrar: Person,
  batchId: BatchId,
  packageId: PackageId,
): Promise<{ readonly decision: string | null; readonly files: readonly string[] }> {
  const client = player.clientOf(registrar);
  await until(
    client,
    batchId,
    (view) => sent.includes(view.state),
    async () => {
      const started = await client.act('reports.upload', { packageId });
      if (!started.ok && started.refusal.code !== 'work-under-way')
        throw new CoreRefused('reports.upload', started.refusal);
    },
  );
  await stage.centre.idle();
  const reviewed = await until(
    client,
    batchId,
    (view) => view.receipt !== null,
    async () => void (await client.act('reports.fetchReceipts', { packageId })),
  );
  const from = join(stage.siteDir, 'receipts');
  const to = join(stage.dir, 'receipt');
  await makeFolderDurable(to);
  const files = await readdir(from);
  for (const name of files) await copyFile(join(from, name), join(to, name));
  return { decision: reviewed.receipt?.decision ?? null, files };
}

/** Asks until the newest package is as wanted; `push` runs before each look (so a restarted core takes the work up again). */
async function until(
  client: CoreClient,
  batchId: BatchId,
  wanted: (view: PackageView) => boolean,
  push: () => Promise<void> = async () => undefined,
): Promise<PackageView> {
  for (;;) {
    await push();
    const view = await client.ask('reports.view', { batchId });
    const failed = view?.job?.failed;
    if (failed !== null && failed !== undefined)
      throw new CoreRefused('job', { code: failed.code, facts: failed.facts });
    const newest = view?.packages[0];
    if (newest !== undefined && wanted(newest)) return newest;
    await new Promise((done) => setTimeout(done, askEveryMs));
  }
}
