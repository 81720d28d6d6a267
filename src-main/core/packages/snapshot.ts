import Database from 'better-sqlite3';
import { applyStored } from '../ledger/replay.ts';
import type { StoredRow } from '../ledger/replay.ts';
import { readMigrations } from '../store/migrate.ts';
import { wrap } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import type { Apply } from '../ledger/capability.ts';

const rowsPerTurn = 250;

/** Where the rows come from: an open site, or its store alone. */
export interface LedgerSource {
  readonly store: Store;
  readonly ledger: { readonly apply: Apply };
}

/**
 * The tables as they were when row `lastSeq` stood: rows 0 … lastSeq replayed into a database in memory. The package is made
 * from this, never from the live tables, so the same rows give the same bag whatever has happened since. Gives others their
 * turn every few rows. The caller closes it.
 */
export async function tablesAt(
  source: LedgerSource,
  lastSeq: number,
  migrationsDir: string,
  progress: (done: number) => void,
): Promise<Store> {
  const scratch = wrap(new Database(':memory:'));
  for (const migration of readMigrations(migrationsDir)) scratch.raw.exec(migration.sql);
  for (let from = 0; from <= lastSeq; from += rowsPerTurn) {
    const rows = source.store
      .statement(
        'SELECT seq, header, data, personal FROM ledger_rows WHERE seq >= ? AND seq <= ? ORDER BY seq LIMIT ?',
      )
      .all(from, lastSeq, rowsPerTurn) as StoredRow[];
    scratch.raw.exec('BEGIN');
    for (const row of rows) applyStored(scratch, source.ledger.apply, row);
    scratch.raw.exec('COMMIT');
    progress(Math.min(lastSeq + 1, from + rowsPerTurn));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return scratch;
}
