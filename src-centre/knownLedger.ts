import { noPreviousRow } from '#shared/formats/rowHeader.ts';
import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { checkpointMatches } from '#node/checkpoint.ts';
import { parseRowLine, rowHash } from '#node/ledgerRow.ts';
import { appendLeaf, emptyFrontier } from '#node/merkle.ts';
import type { OpenedPackage } from '#node/packageOpen.ts';
import type { PackageStore } from './packageStore.ts';

/** What the centre has witnessed of an institution's ledger. */
export type KnownLedger = {
  readonly ledgerId: string;
  readonly epoch: number;
  /** Row hashes of rows 0 … size - 1, 32 bytes each. */
  readonly hashes: Buffer;
  readonly size: number;
};

const hashBytes = 32;

/** Puts together what the genuine packages of an institution told; null before the first. */
export async function knownLedger(store: PackageStore, institutionCode: string): Promise<KnownLedger | null> {
  const genuine = (await store.listOf(institutionCode)).flatMap(({ intake, review }) =>
    review?.checkpoint == null || review.verdict === 'refused'
      ? []
      : [{ intake, checkpoint: review.checkpoint }],
  );
  const bySize = genuine.toSorted((left, right) => left.checkpoint.size - right.checkpoint.size);
  const last = bySize.at(-1);
  if (last === undefined) return null;
  const { ledgerId, epoch, size } = last.checkpoint;
  const hashes = Buffer.alloc(size * hashBytes);
  for (const { intake } of bySize) {
    const told = await store.rowHashes(intake);
    told?.hashes.copy(hashes, told.from * hashBytes);
  }
  return { ledgerId, epoch, hashes, size };
}

/**
 * Whether the rows of an opened package go on from what is known: they begin where it ends or earlier, every
 * row that is known already is the same, and the checkpoint's tree root is that of the whole ledger. A package
 * that was sealed earlier and arrives later is a part of what is known and passes too.
 * Refusals: ledger-fork, row-sequence-broken, row-chain-broken, checkpoint-*.
 */
export function extendsLedger(
  known: KnownLedger | null,
  opened: Pick<OpenedPackage, 'ledger' | 'checkpoint' | 'kept'>,
): FormatResult<{ readonly fromSeq: number; readonly hashes: Buffer }> {
  const { ledger, checkpoint } = opened;
  const knownSize = known?.size ?? 0;
  const { fromSeq } = ledger;
  if (known !== null && known.ledgerId !== checkpoint.ledgerId) {
    return refuse('ledger-fork', { known: known.ledgerId, found: checkpoint.ledgerId });
  }
  if (fromSeq > knownSize) return refuse('row-sequence-broken', { seq: fromSeq, expected: knownSize });
  const told = rowHashesOf(opened.kept.get('data/ledger.ndjson') ?? Buffer.alloc(0));
  const before = fromSeq === 0 ? noPreviousRow : hashAt(known, fromSeq - 1);
  if (told.firstPrev !== null && told.firstPrev !== before) return refuse('ledger-fork', { seq: fromSeq });
  let frontier = emptyFrontier;
  for (let seq = 0; seq < fromSeq; seq += 1) frontier = appendLeaf(frontier, hashAt(known, seq));
  for (const [index, hash] of told.hashes.entries()) {
    const seq = fromSeq + index;
    if (seq < knownSize && hashAt(known, seq) !== hash) return refuse('ledger-fork', { seq });
    frontier = appendLeaf(frontier, hash);
  }
  const root = checkpointMatches(checkpoint, { frontier, head: told.hashes.at(-1) ?? '' });
  if (!root.ok) return root;
  return accept({ fromSeq, hashes: Buffer.from(told.hashes.join(''), 'hex') });
}

/** The hash of every line, and `prev` of the first; the lines were checked before. */
function rowHashesOf(ledger: Uint8Array): {
  readonly hashes: readonly string[];
  readonly firstPrev: string | null;
} {
  const hashes: string[] = [];
  let firstPrev: string | null = null;
  for (const line of Buffer.from(ledger).toString('utf8').split('\n')) {
    if (line === '') continue;
    const entry = parseRowLine(line);
    if (!entry.ok) throw new Error(`a checked row cannot be read: ${entry.refusal.code}`);
    if ('header' in entry.value) {
      const header = JSON.parse(entry.value.header) as { readonly prev: string };
      if (hashes.length === 0) firstPrev = header.prev;
      hashes.push(rowHash(entry.value.header));
    } else {
      hashes.push(entry.value.rowHash);
    }
  }
  return { hashes, firstPrev };
}

function hashAt(known: KnownLedger | null, seq: number): string {
  const bytes = known?.hashes.subarray(seq * hashBytes, (seq + 1) * hashBytes);
  if (bytes?.length !== hashBytes) throw new RangeError(`row ${seq} is not known`);
  return bytes.toString('hex');
}
