import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { noPreviousRow, type LedgerRow, type RowHeader } from '#shared/formats/rowHeader.ts';
import { parseRowLine, verifyRow } from './ledgerRow.ts';
import { appendLeaf, emptyFrontier, type MerkleFrontier } from './merkle.ts';

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
    if (line === null) return refuse('row-malformed', { line: lineNumber, field: 'line' });
    const step = walk.take(line);
    if (!step.ok) {
      const { code, facts } = step.refusal;
      return { ok: false, refusal: { code, facts: { line: lineNumber, ...facts } } };
    }
  }
  return walk.findings();
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

  take(line: string): FormatResult<null> {
    const parsed = parseRowLine(line);
    if (!parsed.ok) return parsed;
    const entry = parsed.value;
    if (!('header' in entry)) {
      const begun = this.#begin(entry.seq);
      if (!begun.ok) return begun;
      if (entry.seq !== this.#size) {
        return refuse('row-sequence-broken', { seq: entry.seq, expected: this.#size });
      }
      this.#placeholders += 1;
      this.#lastRow = null;
      return this.#append(entry.rowHash);
    }
    return this.#takeRow(entry);
  }

  findings(): FormatResult<LedgerFindings> {
    if (this.#fromSeq === null || this.#head === null) return refuse('row-malformed', { field: 'empty' });
    if (this.#known !== null && this.#size < this.#known.size) {
      return refuse('ledger-fork', { known: this.#known.size, found: this.#size });
    }
    return accept({
      ledgerId: this.#ledgerId,
      fromSeq: this.#fromSeq,
      size: this.#size,
      head: this.#head,
      rows: this.#rows,
      placeholders: this.#placeholders,
      blanked: this.#blanked,
      frontier: this.#frontier,
      lastRow: this.#lastRow,
    });
  }

  #takeRow(row: LedgerRow): FormatResult<null> {
    const unlinked = verifyRow(row, this.#ledgerId === null ? {} : { ledger: this.#ledgerId });
    if (!unlinked.ok) return unlinked;
    const { header, rowHash, blanked } = unlinked.value;
    const begun = this.#begin(header.seq);
    if (!begun.ok) return begun;
    if (header.seq !== this.#size) {
      return refuse('row-sequence-broken', { seq: header.seq, expected: this.#size });
    }
    const before = this.#head ?? this.#headBefore(header.seq);
    if (before !== null && header.prev !== before) {
      const isFork = this.#head === null && header.seq > 0;
      return refuse(isFork ? 'ledger-fork' : 'row-chain-broken', { seq: header.seq });
    }
    if (header.epoch < this.#epoch) return refuse('row-malformed', { seq: header.seq, field: 'epoch' });
    this.#epoch = header.epoch;
    this.#ledgerId = header.ledger;
    this.#rows += 1;
    if (blanked) this.#blanked += 1;
    this.#lastRow = { row, header };
    return this.#append(rowHash);
  }

  /** Fixes where the lines begin; they must reach back to what is known. */
  #begin(seq: number): FormatResult<null> {
    if (this.#fromSeq !== null) return accept(null);
    if (this.#known !== null && seq > this.#known.size) {
      return refuse('row-sequence-broken', { seq, expected: this.#known.size });
    }
    this.#fromSeq = seq;
    this.#size = seq;
    if (seq === 0) this.#frontier = emptyFrontier;
    else if (this.#known?.size === seq) this.#frontier = this.#known.frontier;
    return accept(null);
  }

  /** What must stand in `prev` of the very first line; null when nothing is known about it. */
  #headBefore(seq: number): string | null {
    if (seq === 0) return noPreviousRow;
    return this.#known?.size === seq ? this.#known.head : null;
  }

  #append(rowHash: string): FormatResult<null> {
    this.#size += 1;
    this.#head = rowHash;
    if (this.#frontier !== null) this.#frontier = appendLeaf(this.#frontier, rowHash);
    if (this.#known?.size === this.#size && this.#known.head !== rowHash) {
      return refuse('ledger-fork', { seq: this.#size - 1 });
    }
    return accept(null);
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
