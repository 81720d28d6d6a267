/**
 * Why a reader of one of the open formats said no. One list for all of them, so that the words in both
 * languages can be held against it. Source of the rules: docs/package, the design's integrity text.
 */
export const formatRefusalCodes = [
  // canonical JSON, ledger rows, checkpoints, short forms
  'json-malformed',
  'json-not-canonical',
  'row-malformed',
  'row-sequence-broken',
  'row-chain-broken',
  'row-data-altered',
  'row-personal-altered',
  'row-ledger-differs',
  'checkpoint-malformed',
  'checkpoint-size-differs',
  'checkpoint-head-differs',
  'checkpoint-root-differs',
  'checkpoint-ledger-differs',
  'checkpoint-epoch-differs',
  'short-form-malformed',
  // signatures and keys
  'signature-missing',
  'signature-malformed',
  'signature-version',
  'signature-namespace',
  'signature-reserved',
  'signature-hash-algorithm',
  'signature-key-type',
  'signature-invalid',
  'key-malformed',
  'allowed-signers-malformed',
  'signer-unknown',
  'signer-namespace',
  'signer-not-yet-valid',
  'signer-expired',
  'signer-revoked',
  // tar
  'tar-truncated',
  'tar-trailing-bytes',
  'tar-checksum',
  'tar-not-ustar',
  'tar-entry-type',
  'tar-name',
  'tar-name-duplicate',
  'tar-order',
  'tar-mode',
  'tar-owner',
  'tar-mtime',
  'tar-header-field',
  'tar-padding',
  'tar-size',
  // bag
  'bag-file-missing',
  'bag-file-extra',
  'bag-hash-differs',
  'bag-manifest-malformed',
  'bag-declaration',
  'bag-info-malformed',
  'bag-oxum-differs',
  // age
  'age-not-a-recipient',
  'age-malformed',
  'age-other-key',
  'age-altered',
  // whole packages, receipts, keys of the centre
  'package-name',
  'package-institution-differs',
  'package-batch-differs',
  'package-revision-differs',
  'package-file-schema',
  'package-file-missing',
  'package-counts-differ',
  'package-recipient-missing',
  'package-sealing-row',
  'package-read-back',
  'package-exists',
  'ledger-fork',
  'receipt-malformed',
  'receipt-incomplete',
  'receipt-other-package',
  'centre-keys-malformed',
  'centre-keys-older',
  'centre-keys-root-unknown',
  'copy-differs',
] as const;

export type FormatRefusalCode = (typeof formatRefusalCodes)[number];

/** Facts that a message can name: never secrets, never a whole document. */
export type FormatFacts = Readonly<Record<string, string | number>>;

export type FormatRefusal = { readonly code: FormatRefusalCode; readonly facts: FormatFacts };

/** An expected failure is a value; the unexpected ones throw. */
export type FormatResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: FormatRefusal };

/** A success with its value. */
export function accept<T>(value: T): FormatResult<T> {
  return { ok: true, value };
}

/** A typed refusal with the facts a person needs to act on it. */
export function refuse(
  code: FormatRefusalCode,
  facts: FormatFacts = {},
): { readonly ok: false; readonly refusal: FormatRefusal } {
  return { ok: false, refusal: { code, facts } };
}
