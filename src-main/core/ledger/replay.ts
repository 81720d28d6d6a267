import Database from 'better-sqlite3';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { getTableName } from 'drizzle-orm';
import type { EventData, EventType } from '#shared/contract/events/index.ts';
import { isEventType } from '#shared/contract/events/index.ts';
import { sha256Hex } from '#node/hashes.ts';
import { wrap } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { applyEvent, insertSubject, subjectsOf } from './append.ts';
import { readHeader, readParts } from './rows.ts';
import type { StoredRow } from './rows.ts';
import { applyOf } from './capability.ts';
import type { Apply, Capability } from './capability.ts';

/**
 * Empties every table that is drawn from the ledger and fills them again from its rows, in one transaction. Blanked
 * personal parts stay blank. Operational tables (sessions, passwords, secrets) are not touched.
 */
export function rebuildTables(store: Store, capabilities: readonly Capability[]): number {
  const apply = applyOf(capabilities);
  const run = store.raw.transaction(() => {
    for (const table of projectionTables(capabilities))
      store.raw.exec(`DELETE FROM "${getTableName(table)}"`);
    store.raw.exec('DELETE FROM ledger_subjects');
    return replayRows(store, store, apply);
  });
  return run.immediate();
}

/** What a comparison of the tables with the ledger found. */
export interface TablesComparison {
  /** Ledger rows that were replayed. */
  readonly rows: number;
  /** Names of the tables that are not what the ledger says; empty when all agree. */
  readonly differing: readonly string[];
}

/**
 * Replays the ledger into an empty database in memory with the same schema, and compares every table drawn from the ledger.
 * Reads one moment of `store` (a read transaction), so work may go on beside it on another connection.
 * @throws when the ledger cannot be replayed: verify it first
 */
export function compareTables(store: Store, capabilities: readonly Capability[]): TablesComparison {
  const apply = applyOf(capabilities);
  const replayed = wrap(new Database(':memory:'));
  try {
    const compare = store.raw.transaction(() => {
      const schema = store.raw.prepare<[], { readonly sql: string }>(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
      );
      for (const { sql } of schema.all()) replayed.raw.exec(sql);
      const rows = replayed.raw.transaction(() => replayRows(store, replayed, apply))();
      const live = tableHashes(store, capabilities);
      const drawn = tableHashes(replayed, capabilities);
      return { rows, differing: Object.keys(drawn).filter((name) => drawn[name] !== live[name]) };
    });
    return compare.deferred();
  } finally {
    replayed.close();
  }
}

/** Applies one stored row to the tables of `target`; answers what it was. Throws when its type is unknown. */
export function applyStored(
  target: Store,
  apply: Apply,
  row: StoredRow,
): { readonly type: EventType; readonly data: EventData<EventType> } {
  const header = readHeader(row.header);
  const { type } = header;
  if (!isEventType(type)) throw new Error(`row ${row.seq} is of an unknown type ${type}`);
  const { data, personal } = readParts(row);
  const { at, actor, command, batch } = header;
  applyEvent(target, apply, type, { seq: row.seq, at, actor, command, batch, data, personal });
  return { type, data };
}

/** Applies every ledger row of `source` to the tables of `target`; answers how many. */
function replayRows(source: Store, target: Store, apply: Apply): number {
  const addSubject = target.hot(insertSubject);
  let from = 0;
  for (;;) {
    const rows = source
      .hot<StoredRow>(
        'SELECT seq, header, data, personal FROM ledger_rows WHERE seq >= ? ORDER BY seq LIMIT 1000',
      )
      .all(from);
    for (const row of rows) {
      const { type, data } = applyStored(target, apply, row);
      for (const subject of subjectsOf(type, data)) addSubject.run(subject, row.seq);
      from = row.seq + 1;
    }
    if (rows.length < 1000) return from;
  }
}

function projectionTables(capabilities: readonly Capability[]): readonly SQLiteTable[] {
  return capabilities.flatMap((capability) => capability.tables);
}

/** A hash for each table drawn from the ledger, over its rows in a fixed order: equal hashes, equal tables. */
export function tableHashes(
  store: Store,
  capabilities: readonly Capability[],
): Readonly<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const table of projectionTables(capabilities)) {
    const name = getTableName(table);
    const rows = store.raw.prepare<[], unknown[]>(`SELECT * FROM "${name}"`).raw().all();
    const lines = rows.map((row) => JSON.stringify(row)).toSorted();
    hashes[name] = sha256Hex(lines.join('\n'));
  }
  return hashes;
}
