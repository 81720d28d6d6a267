import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, writeDurable } from '#node/durableFile.ts';
import { backFolder, takeReceipts, type NotTaken } from './exchange.ts';
import { centreFolders } from './folders.ts';
import { adoptKeys, readCurrentKeys } from './keys.ts';
import { packagesIn } from './packageStore.ts';
import { openTokens } from './tokens.ts';

export type Published = {
  readonly receipts: number;
  /** Packages of which it is now known what the opening found. */
  readonly reviews: number;
  readonly keysVersion: number;
  readonly notTaken: readonly NotTaken[];
};

/**
 * At the intake, also while it runs: what a machine off the network gave back is published to the sites. Nothing counts
 * that this centre's keys did not sign: newer public keys by the root, receipts by the receipt key, in their order and about
 * packages that are here. Interrupted, it goes on when it is called again.
 */
export async function publish(dir: string, exchange: string, at: Date): Promise<Published> {
  const back = backFolder(exchange);
  const from = centreFolders((await isThere(back)) ? back : exchange);
  const to = centreFolders(dir);
  const notTaken: NotTaken[] = [];
  const offered = await readCurrentKeys(from.keys);
  if (offered !== null && !(await adoptKeys(to.keys, offered, '', at))) {
    notTaken.push({ name: `centre-keys-${offered.keys.version}.json`, code: 'keys-invalid' });
  } else {
    await openTokens(to.keys).merge(await openTokens(from.keys).entries());
  }
  const store = packagesIn(to.packages);
  let reviews = 0;
  for (const { intake, review } of await store.list()) {
    const found = await packagesIn(from.packages).reviewOf(intake);
    if (found === null || JSON.stringify(found) === JSON.stringify(review)) continue;
    await store.saveReview(intake, found, null);
    reviews += 1;
  }
  const receipts = await takeReceipts(from, to, at, async ({ institutionCode, packageSha256 }) => {
    return (await store.find(institutionCode, packageSha256)) !== null;
  });
  await writeDurable(stampPath(dir), `${at.toISOString()}\n`);
  const keysVersion = (await readCurrentKeys(to.keys))?.keys.version ?? 0;
  return { receipts: receipts.taken, reviews, keysVersion, notTaken: [...notTaken, ...receipts.notTaken] };
}

/** Tells a running intake whether something was published since it last asked; its first question is at its start. */
export function publishedBeside(dir: string): () => Promise<boolean> {
  let seen: string | null = null;
  return async () => {
    const stamp = await readFile(stampPath(dir), 'utf8').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    const isNew = stamp !== seen;
    seen = stamp;
    return isNew;
  };
}

function stampPath(dir: string): string {
  return join(dir, 'published.txt');
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
