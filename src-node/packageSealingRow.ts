import { sealingData, type PackageFiles, type SealingData } from '#shared/contract/packageFiles.ts';
import type { Checkpoint } from '#shared/formats/checkpointText.ts';
import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { shortForm } from '#shared/formats/shortForm.ts';
import { ageFingerprint, ageRecipientOf } from './ageFile.ts';
import { verifyCheckpoint } from './checkpoint.ts';
import type { SshPublicKey } from './ed25519.ts';
import { sha256 } from './hashes.ts';
import type { LedgerFindings } from './packageLedger.ts';

/** Type of the ledger's row that begins a sealing and names what is sealed. */
export const sealingRowType = 'package.sealing';

export type OpenedCheckpoint = {
  readonly checkpoint: Checkpoint;
  readonly key: SshPublicKey;
  /** Hex. */
  readonly sha256: string;
  readonly shortForm: string;
};

/** Reads `data/checkpoint` with its signature. Refusals: package-file-missing, checkpoint-malformed, signature-*. */
export function openCheckpoint(
  textBytes: Uint8Array | undefined,
  signatureBytes: Uint8Array | undefined,
): FormatResult<OpenedCheckpoint> {
  if (textBytes === undefined || signatureBytes === undefined) {
    return refuse('package-file-missing', {
      name: textBytes === undefined ? 'checkpoint' : 'checkpoint.sig',
    });
  }
  const text = Buffer.from(textBytes).toString('utf8');
  const verified = verifyCheckpoint(text, Buffer.from(signatureBytes).toString('latin1'));
  if (!verified.ok) return verified;
  const hash = sha256(textBytes);
  const { checkpoint, key } = verified.value;
  return accept({ checkpoint, key, sha256: hash.toString('hex'), shortForm: shortForm(checkpoint, hash) });
}

/** Whether checkpoint, rows and `package.json` speak of the same ledger at the same place. Refusals: checkpoint-*. */
export function checkStatedLedger(found: {
  readonly checkpoint: Checkpoint;
  readonly checkpointSha256: string;
  readonly shortForm: string;
  readonly ledger: LedgerFindings;
  readonly files: PackageFiles;
}): FormatResult<null> {
  const { checkpoint, ledger } = found;
  const identity = found.files['package.json'];
  if (checkpoint.institutionCode !== identity.institutionCode) {
    return refuse('package-institution-differs', {
      checkpoint: checkpoint.institutionCode,
      inside: identity.institutionCode,
    });
  }
  if (checkpoint.size !== ledger.size) {
    return refuse('checkpoint-size-differs', { checkpoint: checkpoint.size, rows: ledger.size });
  }
  if (checkpoint.head !== ledger.head) return refuse('checkpoint-head-differs', { size: checkpoint.size });
  if (checkpoint.ledgerId !== ledger.ledgerId) return refuse('checkpoint-ledger-differs');
  if (checkpoint.epoch !== ledger.lastRow?.header.epoch) {
    return refuse('checkpoint-epoch-differs', { checkpoint: checkpoint.epoch });
  }
  const expected: PackageFiles['package.json']['ledger'] = {
    ledgerId: checkpoint.ledgerId,
    epoch: checkpoint.epoch,
    fromSeq: ledger.fromSeq,
    size: checkpoint.size,
    head: checkpoint.head,
    checkpointSha256: found.checkpointSha256,
    checkpointShortForm: found.shortForm,
  };
  return jcs(identity.ledger) === jcs(expected)
    ? accept(null)
    : refuse('checkpoint-ledger-differs', { name: 'package.json' });
}

/**
 * Whether the last row began exactly this sealing: its facts are those of `package.json`, and its time is that
 * of all files in the tar. Refusal: package-sealing-row, with the field.
 */
export function checkSealing(
  ledger: LedgerFindings,
  files: PackageFiles,
  mtimeSeconds: number | null,
): FormatResult<SealingData> {
  const identity = files['package.json'];
  const { lastRow } = ledger;
  if (lastRow === null || lastRow.header.type !== sealingRowType) {
    return refuse('package-sealing-row', { field: 'type' });
  }
  const parsed = sealingData.safeParse(jsonOf(lastRow.row.data));
  if (!parsed.success) {
    return refuse('package-sealing-row', { field: parsed.error.issues[0]?.path.map(String).join('.') ?? '' });
  }
  const row = parsed.data;
  for (const field of ['institutionCode', 'batchNo', 'revision', 'softwareVersion', 'ruleSetHash'] as const) {
    if (row[field] !== identity[field]) return refuse('package-sealing-row', { field });
  }
  if (jcs(row.replaces) !== jcs(identity.replaces))
    return refuse('package-sealing-row', { field: 'replaces' });
  const isSorted = row.recipients.every((recipient, index) => recipient > (row.recipients[index - 1] ?? ''));
  const fingerprints = row.recipients.map(ageFingerprint).toSorted();
  if (!isSorted || jcs(fingerprints) !== jcs(identity.recipients)) {
    return refuse('package-sealing-row', { field: 'recipients' });
  }
  if (lastRow.header.batch !== identity.batchId) return refuse('package-sealing-row', { field: 'batch' });
  if (lastRow.header.at !== identity.sealedAt) return refuse('package-sealing-row', { field: 'at' });
  if (mtimeSeconds !== tarTime(identity.sealedAt)) return refuse('package-sealing-row', { field: 'mtime' });
  return accept(row);
}

/** Whether the receiver's own key is one that the site meant. Refusals: age-not-a-recipient, package-recipient-missing. */
export async function checkOwnRecipient(row: SealingData, identity: string): Promise<FormatResult<null>> {
  const own = await ageRecipientOf(identity);
  if (!own.ok) return own;
  return row.recipients.includes(own.value)
    ? accept(null)
    : refuse('package-recipient-missing', { fingerprint: ageFingerprint(own.value) });
}

/** The whole seconds that stand in the tar for a moment of the ledger. */
export function tarTime(at: string): number {
  return Math.floor(Date.parse(at) / 1000);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
