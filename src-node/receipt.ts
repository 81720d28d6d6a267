import type { KeyObject } from 'node:crypto';
import { receipt as receiptSchema, type Receipt } from '#shared/contract/receipt.ts';
import { refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { jcs, parseJcs } from '#shared/formats/jcs.ts';
import { attempt, demand, need } from './attempt.ts';
import { allows, type CentreSigner } from './centreKeys.ts';
import { sha256Hex } from './hashes.ts';
import { signSshsig, verifySshsig } from './sshsig.ts';

export type SignedReceipt = {
  /** The canonical text: what stands in `<package name>.receipt-<n>.json`, without a line end. */
  readonly text: string;
  readonly signature: string;
  /** Hex; the next receipt names it. */
  readonly sha256: string;
};

/** `<package name>.receipt-<n>.json`; the signature has `.sig` behind it. */
export function receiptFileName(packageName: string, n: number): string {
  return `${packageName}.receipt-${n}.json`;
}

/** Signs a receipt. Throws when it is not one that the format knows (a review without a decision, …). */
export function signReceipt(receipt: Receipt, receiptKey: KeyObject): SignedReceipt {
  const text = jcs(receiptSchema.parse(receipt), { integersOnly: true });
  return { text, signature: signSshsig(receiptKey, 'kaodian-receipt', text), sha256: sha256Hex(text) };
}

/** Reads the text of a receipt without judging its signature. Refusals: json-*, receipt-malformed. */
export function parseReceipt(text: string): FormatResult<Receipt> {
  return attempt(() => {
    const checked = receiptSchema.safeParse(need(parseJcs(text)));
    const issue = checked.error?.issues[0];
    demand(
      checked.success,
      refuse('receipt-malformed', { path: issue?.path.join('.') ?? '', problem: issue?.message ?? '' }),
    );
    return checked.data;
  });
}

/**
 * Checks a receipt: signature by an enrolled key of the centre, form, and (when given) that it is about this
 * package, follows the previous receipt, and, if accepted, names every ticket exactly once.
 * Refusals: signature-*, signer-*, json-*, receipt-malformed, receipt-other-package, receipt-incomplete.
 */
export function verifyReceipt(
  text: string,
  signature: string,
  expected: {
    readonly signers: readonly CentreSigner[];
    /** Milliseconds: when this site first received the receipt. */
    readonly at: number;
    readonly package?: {
      readonly packageSha256: string;
      readonly bagSha256: string;
      readonly institutionCode: string;
      readonly batchNo: string;
      readonly revision: number;
      readonly checkpointSha256: string;
    };
    /** Every ticket of the package. */
    readonly ticketNumbers?: readonly string[];
    /** Null: this must be the first. Absent: not checked. */
    readonly previous?: { readonly n: number; readonly sha256: string } | null;
  },
): FormatResult<{ readonly receipt: Receipt; readonly sha256: string }> {
  return attempt(() => {
    const key = need(verifySshsig(signature, 'kaodian-receipt', text));
    need(allows(expected.signers, key, expected.at));
    const receipt = need(parseReceipt(text));
    for (const [field, value] of Object.entries(expected.package ?? {})) {
      demand(receipt[field as keyof Receipt] === value, refuse('receipt-other-package', { field }));
    }
    if (expected.previous !== undefined) {
      const n = (expected.previous?.n ?? 0) + 1;
      demand(
        receipt.n === n && receipt.previousReceiptSha256 === (expected.previous?.sha256 ?? null),
        refuse('receipt-incomplete', { field: 'n', expected: n, found: receipt.n }),
      );
    }
    if (receipt.decision === 'accepted' && expected.ticketNumbers !== undefined) {
      const named = receipt.items.map((item) => item.ticketNumber).toSorted();
      const wanted = expected.ticketNumbers.toSorted();
      demand(
        named.join(' ') === wanted.join(' '),
        refuse('receipt-incomplete', { field: 'items', expected: wanted.length, found: named.length }),
      );
    }
    return { receipt, sha256: sha256Hex(text) };
  });
}
