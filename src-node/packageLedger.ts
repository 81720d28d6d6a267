import { namesBatch } from '#shared/contract/events/batchOf.ts';
import { sealingData, type PackageFiles, type SealingData } from '#shared/contract/packageFiles.ts';
import type { Checkpoint } from '#shared/formats/checkpointText.ts';
import { refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { noPreviousRow, type HeaderLine, type LedgerRow, type RowHeader } from '#shared/formats/rowHeader.ts';
import { shortForm } from '#shared/formats/shortForm.ts';
import { ageFingerprint, ageRecipientOf } from './ageFile.ts';
import { attempt, demand, need } from './attempt.ts';
import { verifyCheckpoint } from './checkpoint.ts';
import type { SshPublicKey } from './ed25519.ts';
import { sha256 } from './hashes.ts';
import { parseRowLine, verifyHeader, verifyRow, type ExpectedRow } from './ledgerRow.ts';
import { MerkleTree, type MerkleFrontier } from './merkle.ts';
import { atOnce, type Steps } from './turns.ts';

/** What a package says of the site's ledger: its rows, the checkpoint over them, and the row that began the sealing. */

/** What the receiver holds of this ledger already: the head of the last receipted checkpoint. */
export type KnownHead = {
  readonly size: number;
  /** Hex row hash of row size - 1. */
  readonly head: string;
};

export type LedgerFindings = {
  readonly ledgerId: string;
  /** Last sequence number + 1. */
  readonly size: number;
  /** Hex row hash of the last row. */
  readonly head: string;
  /** Rows that stand whole: those of the batch and those of none. */
  readonly rows: number;
  /** Rows of other batches: header only. */
  readonly headers: number;
  readonly blanked: number;
  /** The tree over rows 0 … size - 1. */
  readonly frontier: MerkleFrontier;
  /** Row hashes of rows 0 … size - 1, 32 bytes each. */
  readonly rowHashes: Buffer;
  /** Null when the last line is a header only. */
  readonly lastRow: { readonly row: LedgerRow; readonly header: RowHeader } | null;
};

/** Most rows of one ledger that are read: a million people have about ten million, and no site has a million. */
export const mostLedgerRows = 4_000_000;

type TakeRow = (row: LedgerRow, header: RowHeader) => void;

/**
 * Checks the lines of `ledger.ndjson` in one pass: they begin at row 0 and have no gap, every row's hashes, every `prev` against the
 * line before, whole the rows of this batch and those of none and no others, and that the ledger goes on from what the receiver
 * knows. Each whole row is given to `take`.
 * Refusals: row-*, json-*, ledger-fork, ledger-too-long.
 */
export function checkPackageLedger(
  bytes: Uint8Array,
  batchId: string,
  known: KnownHead | null,
  take: TakeRow = () => undefined,
): FormatResult<LedgerFindings> {
  return attempt(() => atOnce(packageLedgerSteps(bytes, batchId, known, take)));
}

const linesPerStep = 500;

/** The same in steps; what it refuses leaves the attempt around it. */
export function* packageLedgerSteps(
  bytes: Uint8Array,
  batchId: string,
  known: KnownHead | null,
  take: TakeRow,
): Steps<LedgerFindings> {
  const walk = new LedgerWalk(batchId, known, take);
  let lineNumber = 0;
  for (const line of linesOf(bytes)) {
    lineNumber += 1;
    const taken = attempt(() => walk.take(line));
    if (!taken.ok) {
      const { code, facts } = taken.refusal;
      need({ ok: false, refusal: { code, facts: { line: lineNumber, ...facts } } });
    }
    if (lineNumber % linesPerStep === 0) yield;
  }
  return walk.findings();
}

const hashBytes = 32;

class LedgerWalk {
  readonly #batchId: string;
  readonly #known: KnownHead | null;
  readonly #give: TakeRow;
  readonly #tree = new MerkleTree();
  /** Row hashes, 32 bytes each; the space doubles when it is used up. */
  #hashes = Buffer.alloc(hashBytes * 1024);
  #ledgerId: string | null = null;
  #head = noPreviousRow;
  #epoch = 0;
  #rows = 0;
  #headers = 0;
  #blanked = 0;
  #lastRow: LedgerFindings['lastRow'] = null;

  constructor(batchId: string, known: KnownHead | null, give: TakeRow) {
    this.#batchId = batchId;
    this.#known = known;
    this.#give = give;
  }

  take(line: string | null): void {
    demand(line !== null, refuse('row-malformed', { field: 'line' }));
    const { size } = this.#tree;
    demand(size < mostLedgerRows, refuse('ledger-too-long', { limit: mostLedgerRows }));
    const entry = need(parseRowLine(line));
    const expected = {
      seq: size,
      prev: this.#head,
      ...(this.#ledgerId === null ? {} : { ledger: this.#ledgerId }),
    };
    if ('data' in entry) this.#takeRow(entry, expected);
    else this.#takeHeader(entry, expected);
  }

  findings(): LedgerFindings {
    const [known, ledgerId, { size }] = [this.#known, this.#ledgerId, this.#tree];
    demand(ledgerId !== null, refuse('row-malformed', { field: 'empty' }));
    const isBehind = known !== null && size < known.size;
    demand(!isBehind, refuse('ledger-fork', { known: known?.size ?? 0, found: size }));
    return {
      ledgerId,
      size,
      head: this.#head,
      rows: this.#rows,
      headers: this.#headers,
      blanked: this.#blanked,
      frontier: this.#tree.frontier(),
      rowHashes: Buffer.from(this.#hashes.subarray(0, size * hashBytes)),
      lastRow: this.#lastRow,
    };
  }

  #takeHeader(line: HeaderLine, expected: ExpectedRow): void {
    const { header, rowHash } = need(verifyHeader(line.header, expected));
    const isHidden = header.batch === null || header.batch === this.#batchId;
    demand(!isHidden, refuse('row-hidden', { seq: header.seq }));
    this.#headers += 1;
    this.#lastRow = null;
    this.#append(header, rowHash);
  }

  #takeRow(row: LedgerRow, expected: ExpectedRow): void {
    const { header, rowHash, blanked } = need(verifyRow(row, expected));
    const isOwn = header.batch === null || header.batch === this.#batchId;
    demand(isOwn, refuse('row-of-another-batch', { seq: header.seq }));
    this.#rows += 1;
    if (blanked) this.#blanked += 1;
    this.#lastRow = { row, header };
    this.#append(header, rowHash);
    this.#give(row, header);
  }

  #append(header: RowHeader, rowHash: string): void {
    const { seq, epoch, type, batch } = header;
    demand(epoch >= this.#epoch, refuse('row-malformed', { seq, field: 'epoch' }));
    // Else a row about accounts or rooms could be hidden as one of another batch.
    demand(batch === null || namesBatch(type) !== 'never', refuse('row-batch-misplaced', { seq }));
    this.#epoch = epoch;
    this.#ledgerId = header.ledger;
    this.#head = rowHash;
    const at = this.#tree.size * hashBytes;
    if (at === this.#hashes.length) this.#hashes = Buffer.concat([this.#hashes], 2 * at);
    this.#hashes.write(rowHash, at, 'hex');
    this.#tree.append(rowHash);
    const isFork = this.#known?.size === this.#tree.size && this.#known.head !== rowHash;
    demand(!isFork, refuse('ledger-fork', { seq }));
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
