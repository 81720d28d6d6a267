import { performance } from 'node:perf_hooks';
import type { ChainVerdict, TablesVerdict } from '#shared/contract/views/results.ts';
import type { EventData } from '#shared/contract/events/index.ts';
import { noPreviousRow } from '#shared/formats/rowHeader.ts';
import { checkpointMatches, verifyCheckpoint, videoLine } from '#node/checkpoint.ts';
import type { VideoHeads } from '#shared/formats/checkpointText.ts';
import { parseSshPublicKeyLine, sshFingerprint } from '#node/ed25519.ts';
import { verifyRow } from '#node/ledgerRow.ts';
import { frontierRoot, MerkleTree } from '#node/merkle.ts';
import type { MerkleFrontier } from '#node/merkle.ts';
import type { Store } from '../store/openDatabase.ts';
import type { TablesComparison } from './replay.ts';
import { checkpoints, ledgerState } from './tables.ts';
import type { ledgerRows } from './tables.ts';

type Row = Omit<typeof ledgerRows.$inferSelect, 'batch'> & { readonly batch: string | null };
type Checkpoint = typeof checkpoints.$inferSelect;

/** Rows between which others have their turn: some milliseconds. */
const rowsPerTurn = 1000;
const someRows = `SELECT seq, header, data, data_salt AS dataSalt, personal, personal_salt AS personalSalt, row_hash AS rowHash, type, batch
  FROM ledger_rows WHERE seq >= ? ORDER BY seq LIMIT ?`;

/**
 * Verifies the whole ledger as it stands: every row's hashes and chain, every checkpoint's signature, head and tree root,
 * that what is kept beside each row (hash, type, batch) is its own, and that no row is gone that a checkpoint or the ledger's
 * own state knows of. Reads only; yields to others every thousand rows.
 */
export async function verifyLedger(store: Store, signingKeyLine: string | null): Promise<ChainVerdict> {
  const startedAt = performance.now();
  const state = store.orm.select().from(ledgerState).get();
  const made = store.orm.select().from(checkpoints).orderBy(checkpoints.size).all();
  const due = new Map(made.map((checkpoint) => [checkpoint.size, checkpoint]));
  const expectedKey = signingKeyLine === null ? null : fingerprintOf(signingKeyLine);
  const tree = new MerkleTree();
  const expected = state === undefined ? {} : { ledger: state.ledgerId };
  let head = noPreviousRow;
  const video: Record<string, VideoHeads[string]> = {};
  let failure: { seq: number; code: string } | null = null;
  reading: for (let from = 0; ;) {
    const rows = store.hot<Row>(someRows).all(from, rowsPerTurn);
    for (const row of rows) {
      const { size } = tree;
      const checked = verifyRow(row, { ...expected, prev: head, seq: size });
      if (!checked.ok) {
        failure = { seq: row.seq, code: checked.refusal.code };
        break reading;
      }
      if (checked.value.rowHash !== row.rowHash || row.seq !== size) {
        failure = { seq: row.seq, code: 'row-hash-differs' };
        break reading;
      }
      const { header } = checked.value;
      if (header.type !== row.type || header.batch !== row.batch) {
        failure = { seq: row.seq, code: 'row-columns-differ' };
        break reading;
      }
      head = row.rowHash;
      tree.append(row.rowHash);
      if (header.type === 'recording.anchored') noteAnchor(video, row.data);
      const checkpoint = due.get(tree.size);
      if (checkpoint === undefined) continue;
      const code = checkpointFault(checkpoint, tree.frontier(), head, expectedKey, video);
      if (code !== null) {
        failure = { seq: row.seq, code };
        break reading;
      }
      due.delete(tree.size);
    }
    if (rows.length < rowsPerTurn) break;
    from = tree.size;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const known = Math.max(state?.frontierSize ?? 0, ...made.map((checkpoint) => checkpoint.seq + 1));
  if (failure === null && (due.size > 0 || known > tree.size))
    failure = { seq: tree.size, code: 'ledger-cut-off' };
  return {
    ok: failure === null,
    rows: tree.size,
    head,
    treeRoot: frontierRoot(tree.frontier()).toString('base64'),
    checkpoints: made.length,
    lastCheckpointShortForm: made.at(-1)?.shortForm ?? null,
    failure,
    tookMs: Math.round(performance.now() - startedAt),
  };
}

/**
 * What `ledger.verify` answers: the chain's verdict with the comparison of the tables, which is made only when the chain
 * holds (a broken ledger says nothing about tables).
 */
export async function withTables(
  chain: ChainVerdict,
  compare: () => TablesComparison | null | Promise<TablesComparison>,
): Promise<TablesVerdict> {
  if (!chain.ok) return { ...chain, tables: null };
  const startedAt = performance.now();
  const compared = await compare();
  if (compared === null) return { ...chain, tables: null };
  const { differing } = compared;
  return {
    ...chain,
    ok: differing.length === 0,
    tables: { match: differing.length === 0, differing },
    tookMs: chain.tookMs + Math.round(performance.now() - startedAt),
  };
}

function checkpointFault(
  checkpoint: Checkpoint,
  frontier: MerkleFrontier,
  head: string,
  expectedKey: string | null,
  video: VideoHeads,
): string | null {
  const verified = verifyCheckpoint(checkpoint.text, checkpoint.signature);
  if (!verified.ok) return verified.refusal.code;
  if (expectedKey !== null && sshFingerprint(verified.value.key) !== expectedKey)
    return 'checkpoint-other-key';
  const matches = checkpointMatches(verified.value.checkpoint, { frontier, head });
  if (!matches.ok) return matches.refusal.code;
  return verified.value.checkpoint.video === videoLine(video) ? null : 'checkpoint-video-differs';
}

function noteAnchor(video: Record<string, VideoHeads[string]>, data: string): void {
  const { cameraId, count, head } = JSON.parse(data) as EventData<'recording.anchored'>;
  video[cameraId] = [count, head];
}

function fingerprintOf(line: string): string | null {
  const key = parseSshPublicKeyLine(line);
  return key.ok ? sshFingerprint(key.value) : null;
}
