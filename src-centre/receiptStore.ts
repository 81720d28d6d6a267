import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt } from '#shared/contract/receipt.ts';
import { makeFolderDurable, removeDurable, sweepUnfinished, writeDurable } from '#node/durableFile.ts';
import { sha256Hex } from '#node/hashes.ts';
import { parseReceipt, receiptFileName, type SignedReceipt } from '#node/receipt.ts';
import { namesIn } from './packageStore.ts';

/** A signed receipt as its two files tell it. */
export type StoredReceipt = SignedReceipt & { readonly name: string; readonly receipt: Receipt };

export type ReceiptStore = {
  /** Every receipt of a batch, in order of `n`. */
  ofBatch(institutionCode: string, batchNo: string): Promise<readonly StoredReceipt[]>;
  /** Every receipt, by institution, batch and `n`. */
  list(): Promise<readonly StoredReceipt[]>;
  /** Puts a receipt on the disk: the signature first, so that a receipt that is there is signed. */
  save(packageName: string, receipt: Receipt, signed: SignedReceipt): Promise<StoredReceipt>;
};

const namePattern = /\.receipt-([1-9]\d*)\.json$/u;

/** The signed receipts as files under `folder`. Sweeps what an interrupted write left: one process runs a folder. */
export async function openReceiptStore(folder: string): Promise<ReceiptStore> {
  await makeFolderDurable(folder);
  await sweep(folder);
  return receiptsIn(folder);
}

/** The same of a folder that another process may be running, or that was carried here: nothing is swept. */
export function receiptsIn(folder: string): ReceiptStore {
  const store: ReceiptStore = {
    async ofBatch(institutionCode, batchNo) {
      const place = join(folder, institutionCode, batchNo);
      const found: StoredReceipt[] = [];
      for (const name of await namesIn(place)) {
        if (namePattern.test(name)) found.push(await readReceipt(place, name));
      }
      return found.toSorted((left, right) => left.receipt.n - right.receipt.n);
    },
    async list() {
      const found: StoredReceipt[] = [];
      for (const institutionCode of await namesIn(folder)) {
        for (const batchNo of await namesIn(join(folder, institutionCode))) {
          found.push(...(await store.ofBatch(institutionCode, batchNo)));
        }
      }
      return found;
    },
    async save(packageName, receipt, signed) {
      const place = join(folder, receipt.institutionCode, receipt.batchNo);
      await makeFolderDurable(place);
      const name = receiptFileName(packageName, receipt.n);
      await writeDurable(join(place, `${name}.sig`), signed.signature);
      await writeDurable(join(place, name), signed.text, { mustBeNew: true });
      return { ...signed, name, receipt };
    },
  };
  return store;
}

/** Removes unfinished writes, and signatures whose receipt was never written: it was never shown to anybody. */
async function sweep(folder: string): Promise<void> {
  for (const institutionCode of await namesIn(folder)) {
    for (const batchNo of await namesIn(join(folder, institutionCode))) {
      const place = join(folder, institutionCode, batchNo);
      await sweepUnfinished(place);
      const names = await namesIn(place);
      for (const name of names.filter(
        (each) => each.endsWith('.sig') && !names.includes(each.slice(0, -4)),
      )) {
        await removeDurable(join(place, name));
      }
    }
  }
}

async function readReceipt(place: string, name: string): Promise<StoredReceipt> {
  const text = await readFile(join(place, name), 'utf8');
  const receipt = parseReceipt(text);
  if (!receipt.ok) throw new Error(`${name} is not a receipt: ${receipt.refusal.code}`);
  const signature = await readFile(join(place, `${name}.sig`), 'utf8');
  return { name, text, signature, sha256: sha256Hex(text), receipt: receipt.value };
}
