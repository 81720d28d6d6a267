import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { receiptSigners } from '#node/centreKeys.ts';
import {
  copyDurable,
  errorCode,
  makeFolderDurable,
  sweepUnfinished,
  writeDurable,
} from '#node/durableFile.ts';
import { hashFile } from '#node/hashes.ts';
import { verifyReceipt } from '#node/receipt.ts';
import { centreFolders, type CentreFolders } from './folders.ts';
import { adoptKeys, readCurrentKeys } from './keys.ts';
import type { IntakeRecord } from './packageRecord.ts';
import { packagesIn, writeIfOther } from './packageStore.ts';
import { receiptsIn } from './receiptStore.ts';
import { openTokens } from './tokens.ts';

/**
 * What goes between an intake on the network and a machine off it, over a folder: a drive that is carried, or a copy of the
 * intake's own folder. It has the shape of a centre's folder (`folders.ts`); what goes back lies in `back/`, shaped alike.
 * Every file is written whole or not at all, what is there is not written again, and so every step can be done again.
 * Nothing that goes back names a person but by ticket: names, marks and documents stay where they were opened.
 */

/** Where in an exchange folder lies what goes back to the intake. */
export function backFolder(exchange: string): string {
  return join(exchange, 'back');
}

/** Why something that was carried was not taken. */
export type NotTaken = {
  readonly name: string;
  readonly code: 'hash-differs' | 'receipt-differs' | 'receipt-invalid' | 'package-unknown' | 'keys-invalid';
};

/** A drive gave back other bytes than were written to it; the bad copy is removed. */
export class CopyDiffers extends Error {
  override readonly name = 'CopyDiffers';
}

export type Carried = { readonly packages: readonly string[]; readonly skipped: number };

/** At the intake, also while it runs: packages that nobody has opened yet (or all), the centre's public keys, the receipts so far. */
export async function carryOut(dir: string, exchange: string, all: boolean): Promise<Carried> {
  const from = centreFolders(dir);
  const to = centreFolders(exchange);
  await copyKeys(from, to);
  await copyReceipts(from, to);
  const carried: string[] = [];
  let skipped = 0;
  for (const { intake, review } of await packagesIn(from.packages).list()) {
    if (review !== null && !all) continue;
    if (await copyPackage(from, to, intake)) carried.push(intake.name);
    else skipped += 1;
  }
  return { packages: carried, skipped };
}

export type TakenIn = { readonly packages: readonly string[]; readonly notTaken: readonly NotTaken[] };

/**
 * At the machine off the network, before anything is opened: newer public keys if the root signed them, receipts
 * that are the centre's own, and packages whose bytes are those that the intake wrote down.
 */
export async function takeIn(
  exchange: string,
  dir: string,
  rootFingerprint: string,
  at: Date,
): Promise<TakenIn> {
  const from = centreFolders(exchange);
  const to = centreFolders(dir);
  const notTaken: NotTaken[] = [];
  const offered = await readCurrentKeys(from.keys);
  if (offered !== null && !(await adoptKeys(to.keys, offered, rootFingerprint, at))) {
    notTaken.push({ name: `centre-keys-${offered.keys.version}.json`, code: 'keys-invalid' });
  }
  notTaken.push(...(await takeReceipts(from, to, at)).notTaken);
  const packages: string[] = [];
  const known = packagesIn(to.packages);
  for (const { intake } of await packagesIn(from.packages).list()) {
    if ((await known.find(intake.institutionCode, intake.sha256)) !== null) continue;
    const found = await hashFile(packagesIn(from.packages).pathOf(intake));
    if (found.sha256 !== intake.sha256) notTaken.push({ name: intake.name, code: 'hash-differs' });
    else if (await copyPackage(from, to, intake)) packages.push(intake.name);
  }
  return { packages, notTaken };
}

/** At the machine off the network: what the intake has to know. Writes what is not there yet. */
export async function writeBack(dir: string, back: string): Promise<void> {
  const from = centreFolders(dir);
  const to = centreFolders(back);
  await copyKeys(from, to);
  await openTokens(to.keys).merge(await openTokens(from.keys).entries());
  for (const { intake, review } of await packagesIn(from.packages).list()) {
    if (review !== null) await packagesIn(to.packages).saveReview(intake, review, null);
  }
  await copyReceipts(from, to);
}

/** Receipts of one folder that another does not have; each must be the centre's, follow the last, and say what it said before. */
export async function takeReceipts(
  from: CentreFolders,
  to: CentreFolders,
  at: Date,
  isWanted: (receipt: { institutionCode: string; packageSha256: string }) => Promise<boolean> = async () =>
    true,
): Promise<{ readonly taken: number; readonly notTaken: readonly NotTaken[] }> {
  const current = await readCurrentKeys(to.keys);
  if (current === null) return { taken: 0, notTaken: [] };
  const signers = receiptSigners(current.keys);
  const store = receiptsIn(to.receipts);
  const notTaken: NotTaken[] = [];
  let taken = 0;
  for (const offered of await receiptsIn(from.receipts).list()) {
    const { institutionCode, batchNo, n } = offered.receipt;
    const there = await store.ofBatch(institutionCode, batchNo);
    const same = there.find(({ receipt }) => receipt.n === n);
    if (same !== undefined) {
      if (same.text !== offered.text) notTaken.push({ name: offered.name, code: 'receipt-differs' });
      continue;
    }
    const last = there.at(-1);
    const previous = last === undefined ? null : { n: last.receipt.n, sha256: last.sha256 };
    const checked = verifyReceipt(offered.text, offered.signature, { signers, at: at.getTime(), previous });
    if (!checked.ok) notTaken.push({ name: offered.name, code: 'receipt-invalid' });
    else if (!(await isWanted(offered.receipt)))
      notTaken.push({ name: offered.name, code: 'package-unknown' });
    else {
      await store.save(offered.name.replace(/\.receipt-\d+\.json$/u, ''), offered.receipt, offered);
      taken += 1;
    }
  }
  return { taken, notTaken };
}

async function copyKeys(from: CentreFolders, to: CentreFolders): Promise<void> {
  const current = await readCurrentKeys(from.keys);
  if (current === null) return;
  await makeFolderDurable(to.keys);
  const path = join(to.keys, `centre-keys-${current.keys.version}.json`);
  await writeIfOther(`${path}.sig`, Buffer.from(current.signatures.join('')));
  await writeIfOther(path, Buffer.from(current.text));
}

async function copyReceipts(from: CentreFolders, to: CentreFolders): Promise<void> {
  for (const { receipt, name, text, signature } of await receiptsIn(from.receipts).list()) {
    const place = join(to.receipts, receipt.institutionCode, receipt.batchNo);
    await makeFolderDurable(place);
    await writeIfOther(join(place, `${name}.sig`), Buffer.from(signature));
    await writeIfOther(join(place, name), Buffer.from(text));
  }
}

/** The package stands under its name last, as in the centre's own folder. False: it is there. */
async function copyPackage(from: CentreFolders, to: CentreFolders, intake: IntakeRecord): Promise<boolean> {
  const source = packagesIn(from.packages);
  const target = packagesIn(to.packages);
  const path = target.pathOf(intake);
  const size = await sizeOf(path);
  if (size === intake.size) return false;
  await makeFolderDurable(target.folderOf(intake));
  await sweepUnfinished(target.folderOf(intake));
  await writeIfOther(`${path}.sig`, await readFile(`${source.pathOf(intake)}.sig`));
  await writeDurable(join(target.folderOf(intake), 'intake.json'), `${JSON.stringify(intake, null, 2)}\n`);
  const copied = await copyDurable(source.pathOf(intake), path);
  if (!copied.ok) throw new CopyDiffers(`${intake.name} was written and reads back differently`);
  return true;
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
