import { sealingData, type PackageFiles, type SealingData } from '#shared/contract/packageFiles.ts';
import type { Checkpoint } from '#shared/formats/checkpointText.ts';
import { refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { jcs } from '#shared/formats/jcs.ts';
import {
  noPreviousRow,
  type LedgerRow,
  type RowHeader,
  type RowPlaceholder,
} from '#shared/formats/rowHeader.ts';
import { shortForm } from '#shared/formats/shortForm.ts';
import { ageFingerprint, ageRecipientOf } from './ageFile.ts';
import { attempt, demand, need } from './attempt.ts';
import { verifyCheckpoint } from './checkpoint.ts';
import type { SshPublicKey } from './ed25519.ts';
import { sha256 } from './hashes.ts';
import { parseRowLine, verifyRow } from './ledgerRow.ts';
import { appendLeaf, emptyFrontier, type MerkleFrontier } from './merkle.ts';

/** What a package says of the site's ledger: its rows, the checkpoint over them, and the row that began the sealing. */

/** What the receiver holds of this ledger already: the head of the last receipted checkpoint. */
export type KnownHead = {
  readonly size: number;
  /** Hex row hash of row size - 1. */
  readonly head: string;
  /** The tree up to there, if it was kept; without it a root over later rows cannot be checked. */
  readonly frontier: MerkleFrontier | null;
};

export type LedgerFindings = {
  /** Null when only placeholders stand there. */
  readonly ledgerId: string | null;
  readonly fromSeq: number;
  /** Last sequence number + 1. */
  readonly size: number;
  /** Hex row hash of the last row. */
  readonly head: string;
  readonly rows: number;
  readonly placeholders: number;
  readonly blanked: number;
  /** The tree over rows 0 … size - 1; null when the rows begin later than what is known. */
  readonly frontier: MerkleFrontier | null;
  /** Null when the last line is a placeholder. */
  readonly lastRow: { readonly row: LedgerRow; readonly header: RowHeader } | null;
};

/**
 * Checks the lines of `ledger.ndjson`: sequence without gaps, every row's hashes, every `prev` against the
 * line before (row or placeholder), and that the ledger goes on from what the receiver knows.
 * Refusals: row-*, json-*, ledger-fork.
 */
export function checkPackageLedger(bytes: Uint8Array, known: KnownHead | null): FormatResult<LedgerFindings> {
  const walk = new LedgerWalk(known);
  let lineNumber = 0;
  for (const line of linesOf(bytes)) {
    lineNumber += 1;
    const taken = attempt(() => walk.take(line));
    if (!taken.ok) {
      const { code, facts } = taken.refusal;
      return { ok: false, refusal: { code, facts: { line: lineNumber, ...facts } } };
    }
  }
  return attempt(() => walk.findings());
}

class LedgerWalk {
  readonly #known: KnownHead | null;
  #ledgerId: string | null = null;
  #fromSeq: number | null = null;
  #size = 0;
  #head: string | null = null;
  #epoch = 0;
  #rows = 0;
  #placeholders = 0;
  #blanked = 0;
  #frontier: MerkleFrontier | null = null;
  #lastRow: LedgerFindings['lastRow'] = null;

  constructor(known: KnownHead | null) {
    this.#known = known;
  }

  take(line: string | null): void {
    demand(line !== null, refuse('row-malformed', { field: 'line' }));
    const entry = need(parseRowLine(line));
    if ('header' in entry) this.#takeRow(entry);
    else this.#takePlaceholder(entry);
  }

  findings(): LedgerFindings {
    const { known, fromSeq, head } = { known: this.#known, fromSeq: this.#fromSeq, head: this.#head };
    demand(fromSeq !== null && head !== null, refuse('row-malformed', { field: 'empty' }));
    const isBehind = known !== null && this.#size < known.size;
    demand(!isBehind, refuse('ledger-fork', { known: known?.size ?? 0, found: this.#size }));
    return {
      ledgerId: this.#ledgerId,
      fromSeq,
      size: this.#size,
      head,
      rows: this.#rows,
      placeholders: this.#placeholders,
      blanked: this.#blanked,
      frontier: this.#frontier,
      lastRow: this.#lastRow,
    };
  }

  #takePlaceholder({ seq, rowHash }: RowPlaceholder): void {
    this.#expect(seq);
    this.#placeholders += 1;
    this.#lastRow = null;
    this.#append(rowHash);
  }

  #takeRow(row: LedgerRow): void {
    const verified = verifyRow(row, this.#ledgerId === null ? {} : { ledger: this.#ledgerId });
    const { header, rowHash, blanked } = need(verified);
    const { seq } = header;
    this.#expect(seq);
    const before = this.#head ?? this.#headBefore(seq);
    const isFork = this.#head === null && seq > 0;
    demand(
      before === null || header.prev === before,
      refuse(isFork ? 'ledger-fork' : 'row-chain-broken', { seq }),
    );
    demand(header.epoch >= this.#epoch, refuse('row-malformed', { seq, field: 'epoch' }));
    this.#epoch = header.epoch;
    this.#ledgerId = header.ledger;
    this.#rows += 1;
    if (blanked) this.#blanked += 1;
    this.#lastRow = { row, header };
    this.#append(rowHash);
  }

  /** The first line fixes where the lines begin, and must reach back to what is known; the rest follow without a gap. */
  #expect(seq: number): void {
    if (this.#fromSeq === null) {
      const known = this.#known;
      const isGap = known !== null && seq > known.size;
      demand(!isGap, refuse('row-sequence-broken', { seq, expected: known?.size ?? 0 }));
      this.#fromSeq = seq;
      this.#size = seq;
      if (seq === 0) this.#frontier = emptyFrontier;
      else if (known?.size === seq) this.#frontier = known.frontier;
    }
    demand(seq === this.#size, refuse('row-sequence-broken', { seq, expected: this.#size }));
  }

  /** What must stand in `prev` of the very first line; null when nothing is known about it. */
  #headBefore(seq: number): string | null {
    if (seq === 0) return noPreviousRow;
    return this.#known?.size === seq ? this.#known.head : null;
  }

  #append(rowHash: string): void {
    this.#size += 1;
    this.#head = rowHash;
    if (this.#frontier !== null) this.#frontier = appendLeaf(this.#frontier, rowHash);
    const isFork = this.#known?.size === this.#size && this.#known.head !== rowHash;
    demand(!isFork, refuse('ledger-fork', { seq: this.#size - 1 }));
  }
}

/** The lines, each ended by LF; null for one that is no UTF-8 or has no end. */
function* linesOf(bytes: Uint8Array): Generator<string | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1) return yield null;
    try {
      yield decoder.decode(bytes.subarray(start, end));
    } catch {
      return yield null;
    }
    start = end + 1;
  }
}

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
  return attempt(() => {
    demand(textBytes !== undefined, refuse('package-file-missing', { name: 'checkpoint' }));
    demand(signatureBytes !== undefined, refuse('package-file-missing', { name: 'checkpoint.sig' }));
    const text = Buffer.from(textBytes).toString('utf8');
    const signature = Buffer.from(signatureBytes).toString('latin1');
    const { checkpoint, key } = need(verifyCheckpoint(text, signature));
    const hash = sha256(textBytes);
    return { checkpoint, key, sha256: hash.toString('hex'), shortForm: shortForm(checkpoint, hash) };
  });
}

/** Whether checkpoint, rows and `package.json` speak of the same ledger at the same place. Refusals: checkpoint-*. */
export function checkStatedLedger(
  opened: OpenedCheckpoint,
  ledger: LedgerFindings,
  files: PackageFiles,
): FormatResult<null> {
  const { institutionCode, ledgerId, epoch, size, head } = opened.checkpoint;
  const identity = files['package.json'];
  return attempt(() => {
    demand(
      institutionCode === identity.institutionCode,
      refuse('package-institution-differs', {
        checkpoint: institutionCode,
        inside: identity.institutionCode,
      }),
    );
    demand(size === ledger.size, refuse('checkpoint-size-differs', { checkpoint: size, rows: ledger.size }));
    demand(head === ledger.head, refuse('checkpoint-head-differs', { size }));
    demand(ledgerId === ledger.ledgerId, refuse('checkpoint-ledger-differs'));
    const isInEpoch = epoch === ledger.lastRow?.header.epoch;
    demand(isInEpoch, refuse('checkpoint-epoch-differs', { checkpoint: epoch }));
    const expected: PackageFiles['package.json']['ledger'] = {
      ledgerId,
      epoch,
      fromSeq: ledger.fromSeq,
      size,
      head,
      checkpointSha256: opened.sha256,
      checkpointShortForm: opened.shortForm,
    };
    demand(
      jcs(identity.ledger) === jcs(expected),
      refuse('checkpoint-ledger-differs', { name: 'package.json' }),
    );
    return null;
  });
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
  const differs = (field: string) => refuse('package-sealing-row', { field });
  return attempt(() => {
    demand(lastRow?.header.type === sealingRowType, differs('type'));
    const parsed = sealingData.safeParse(jsonOf(lastRow.row.data));
    demand(parsed.success, differs(parsed.error?.issues[0]?.path.map(String).join('.') ?? ''));
    const row = parsed.data;
    const sameFields = ['institutionCode', 'batchNo', 'revision', 'softwareVersion', 'ruleSetHash'] as const;
    for (const field of sameFields) demand(row[field] === identity[field], differs(field));
    demand(jcs(row.replaces) === jcs(identity.replaces), differs('replaces'));
    const isSorted = row.recipients.every(
      (recipient, index) => recipient > (row.recipients[index - 1] ?? ''),
    );
    const fingerprints = row.recipients.map(ageFingerprint).toSorted();
    demand(isSorted && jcs(fingerprints) === jcs(identity.recipients), differs('recipients'));
    demand(lastRow.header.batch === identity.batchId, differs('batch'));
    demand(lastRow.header.at === identity.sealedAt, differs('at'));
    demand(mtimeSeconds === tarTime(identity.sealedAt), differs('mtime'));
    return row;
  });
}

/** Whether the receiver's own key is one that the site meant. Refusals: age-not-a-recipient, package-recipient-missing. */
export function checkOwnRecipient(row: SealingData, identity: string): Promise<FormatResult<null>> {
  return attempt(async () => {
    const own = need(await ageRecipientOf(identity));
    const facts = { fingerprint: ageFingerprint(own) };
    demand(row.recipients.includes(own), refuse('package-recipient-missing', facts));
    return null;
  });
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
