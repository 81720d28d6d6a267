import { rowLine } from '#node/ledgerRow.ts';
import type { LedgerRow } from '#shared/formats/rowHeader.ts';
import type { Store } from '../store/openDatabase.ts';

/**
 * `data/ledger.ndjson`: rows `fromSeq` … `lastSeq`, those of other batches as their hash only (docs/integrity.md, Ledger in the
 * package).
 */
export function ledgerExtract(store: Store, batchId: string, fromSeq: number, lastSeq: number): Buffer {
  const lines: string[] = [];
  const rows = store
    .statement(
      `SELECT seq, batch, header, data, data_salt AS dataSalt, personal, personal_salt AS personalSalt, row_hash AS rowHash
       FROM ledger_rows WHERE seq >= ? AND seq <= ? ORDER BY seq`,
    )
    .iterate(fromSeq, lastSeq) as IterableIterator<
    LedgerRow & { readonly seq: number; readonly batch: string | null; readonly rowHash: string }
  >;
  for (const row of rows) {
    lines.push(
      row.batch !== null && row.batch !== batchId
        ? rowLine({ seq: row.seq, rowHash: row.rowHash })
        : rowLine(row),
    );
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}
