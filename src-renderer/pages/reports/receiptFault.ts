const named = [
  'signer-unknown',
  'signer-revoked',
  'signer-expired',
  'receipt-other-package',
  'receipt-incomplete',
] as const;

export type ReceiptFault = (typeof named)[number] | 'signature' | 'other';

/** What was wrong with a receipt that did not verify, from the verifier's code: some have words of their own, others share them. */
export function receiptFault(code: string): ReceiptFault {
  const own = named.find((each) => each === code);
  if (own !== undefined) return own;
  return code.startsWith('signature-') || code.startsWith('signer-') ? 'signature' : 'other';
}
