import Database from 'better-sqlite3';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { getTableName } from 'drizzle-orm';
import type { EventData, EventPersonal, EventType } from '#shared/contract/events/index.ts';
import { isEventType } from '#shared/contract/events/index.ts';
import type { RowHeader } from '#shared/formats/rowHeader.ts';
import { sha256Hex } from '#node/hashes.ts';
import { wrap } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { applyEvent, subjectsOf } from './append.ts';
import { applyOf } from './capability.ts';
import type { Apply, Capability } from './capability.ts';

/** A ledger row as it lies in the database, for replaying. */
export interface StoredRow {
  readonly seq: number;
  readonly header: string;
  readonly data: string;
  readonly personal: string | null;
}

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
      const schema = store.statement(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
      );
      for (const { sql } of schema.all() as { sql: string }[]) replayed.raw.exec(sql);
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
  const header = JSON.parse(row.header) as RowHeader;
  const { type } = header;
  if (!isEventType(type)) throw new Error(`row ${row.seq} is of an unknown type ${type}`);
  const data = JSON.parse(row.data) as EventData<EventType>;
  applyEvent(target, apply, type, {
    seq: row.seq,
    at: header.at,
    actor: header.actor,
    command: header.command,
    batch: header.batch as null,
    data,
    personal: row.personal === null ? null : (JSON.parse(row.personal) as EventPersonal<EventType>),
  });
  return { type, data };
}

/** Applies every ledger row of `source` to the tables of `target`; answers how many. */
function replayRows(source: Store, target: Store, apply: Apply): number {
  const insertSubject = target.statement(
    'INSERT OR IGNORE INTO ledger_subjects (subject, seq) VALUES (?, ?)',
  );
  let from = 0;
  for (;;) {
    const rows = source
      .statement('SELECT seq, header, data, personal FROM ledger_rows WHERE seq >= ? ORDER BY seq LIMIT 1000')
      .all(from) as StoredRow[];
    for (const row of rows) {
      const { type, data } = applyStored(target, apply, row);
      for (const subject of subjectsOf(type, data)) insertSubject.run(subject, row.seq);
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
    const rows = store.raw.prepare(`SELECT * FROM "${name}"`).raw().all() as unknown[][];
    const lines = rows.map((row) => JSON.stringify(row)).toSorted();
    hashes[name] = sha256Hex(lines.join('\n'));
  }
  return hashes;
}
