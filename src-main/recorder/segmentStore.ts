import { join } from 'node:path';
import Database from 'better-sqlite3';
import {
  noPreviousSegment,
  recordingsFile,
  segmentHash,
  segmentsTable,
  storedColumns,
} from '#node/segmentChain.ts';
import type { SegmentFields, StoredSegment } from '#node/segmentChain.ts';

/** What a row says before it has its place in the chain. */
export type NewSegment = Omit<SegmentFields, 'prev' | 'ledger' | 'epoch'> & {
  readonly folder: string | null;
  readonly file: string | null;
};

/** A time in which a camera is to be recorded; `until` null: until told otherwise. */
export interface WantedSpan {
  readonly from: string;
  readonly until: string | null;
}

export interface SegmentStore {
  /** Takes the next place in a camera's run; it is given once, also when nothing comes of it. */
  readonly takeIndex: (camera: string, run: string) => number;
  /** Until when a camera's rows say what was and what was missing; null: it has none. Imported files do not count. */
  readonly coveredUntil: (camera: string) => string | null;
  /** Writes a row to the end of its camera's chain, durably. Throws the database's error. */
  readonly append: (segment: NewSegment) => StoredSegment;
  readonly head: (camera: string) => { readonly count: number; readonly head: string };
  readonly find: (camera: string, run: string, index: number) => StoredSegment | null;
  readonly all: (camera: string | null) => IterableIterator<StoredSegment>;
  readonly cameras: () => readonly string[];
  readonly lastRow: () => number;
  readonly markRemoved: (seq: number, at: string) => void;
  /** What the last plan wanted; kept so that what was missed while nothing ran is known. */
  readonly wanted: () => ReadonlyMap<string, readonly WantedSpan[]>;
  readonly keepWanted: (wanted: ReadonlyMap<string, readonly WantedSpan[]>) => void;
  readonly note: (name: string) => string | null;
  readonly keepNote: (name: string, value: string) => void;
  readonly close: () => void;
}

const ownTables = `
CREATE TABLE IF NOT EXISTS wanted (camera TEXT NOT NULL, "from" TEXT NOT NULL, until TEXT) STRICT;
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/** Opens the rows of a site, for writing unless told. Throws the database's error. */
export function openSegmentStore(
  siteDir: string,
  options: { readonly readOnly?: boolean } = {},
): SegmentStore {
  const readOnly = options.readOnly === true;
  const database = new Database(join(siteDir, recordingsFile), { readonly: readOnly, timeout: 5000 });
  if (!readOnly) {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.exec(segmentsTable);
    database.exec(ownTables);
  }
  const last = database.prepare<[string], { no: number; hash: string }>(
    'SELECT no, hash FROM segments WHERE camera = ? ORDER BY no DESC LIMIT 1',
  );
  const lastIndex = database.prepare<[string, string], { index: number | null }>(
    'SELECT max("index") AS "index" FROM segments WHERE camera = ? AND run = ?',
  );
  const one = database.prepare<[string, string, number], StoredSegment>(
    `SELECT ${storedColumns} FROM segments WHERE camera = ? AND run = ? AND "index" = ?`,
  );
  const newest = database.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM segments');
  const note = (name: string): string | null =>
    database.prepare<[string], { value: string }>('SELECT value FROM notes WHERE name = ?').get(name)
      ?.value ?? null;
  const insert = readOnly
    ? null
    : database.prepare(
        `INSERT INTO segments (ledger, epoch, camera, no, run, "index", kind, start, "end", clock_offset_ms, size, sha256, cause, prev, hash, folder, file)
         VALUES (@ledger, @epoch, @camera, @no, @run, @index, @kind, @start, @end, @clockOffsetMs, @size, @sha256, @cause, @prev, @hash, @folder, @file)`,
      );
  const covered = database.prepare<[string], { end: string }>(
    `SELECT "end" FROM segments WHERE camera = ? AND kind <> 'imported' ORDER BY no DESC LIMIT 1`,
  );
  const given = new Map<string, number>();

  return {
    takeIndex(camera, run) {
      const key = `${camera} ${run}`;
      const index = given.get(key) ?? (lastIndex.get(camera, run)?.index ?? -1) + 1;
      given.set(key, index + 1);
      return index;
    },
    coveredUntil: (camera) => covered.get(camera)?.end ?? null,
    append(segment) {
      const before = last.get(segment.camera);
      const { folder, file, ...said } = segment;
      const fields: SegmentFields = {
        ...said,
        ledger: note('ledger') ?? '',
        epoch: Number(note('epoch') ?? 0),
        prev: before?.hash ?? noPreviousSegment,
      };
      const row = { ...fields, no: (before?.no ?? 0) + 1, hash: segmentHash(fields), folder, file };
      const { lastInsertRowid } = (insert ?? unwritable()).run(row);
      return { ...row, seq: Number(lastInsertRowid), removedAt: null };
    },
    head(camera) {
      const found = last.get(camera);
      return { count: found?.no ?? 0, head: found?.hash ?? noPreviousSegment };
    },
    find: (camera, run, index) => one.get(camera, run, index) ?? null,
    all: (camera) =>
      camera === null
        ? database
            .prepare<[], StoredSegment>(`SELECT ${storedColumns} FROM segments ORDER BY camera, no`)
            .iterate()
        : database
            .prepare<[string], StoredSegment>(
              `SELECT ${storedColumns} FROM segments WHERE camera = ? ORDER BY no`,
            )
            .iterate(camera),
    cameras: () =>
      database
        .prepare<[], { camera: string }>('SELECT DISTINCT camera FROM segments ORDER BY camera')
        .all()
        .map((row) => row.camera),
    lastRow: () => newest.get()?.seq ?? 0,
    markRemoved: (seq, at) =>
      void database
        .prepare('UPDATE segments SET removed_at = ? WHERE seq = ? AND removed_at IS NULL')
        .run(at, seq),
    wanted() {
      const rows = database
        .prepare<[], { camera: string; from: string; until: string | null }>(
          'SELECT camera, "from", until FROM wanted',
        )
        .all();
      const found = new Map<string, WantedSpan[]>();
      for (const { camera, from, until } of rows) {
        const spans = found.get(camera) ?? [];
        spans.push({ from, until });
        found.set(camera, spans);
      }
      return found;
    },
    keepWanted(wanted) {
      database.transaction(() => {
        database.exec('DELETE FROM wanted');
        const add = database.prepare('INSERT INTO wanted (camera, "from", until) VALUES (?, ?, ?)');
        for (const [camera, spans] of wanted)
          for (const { from, until } of spans) add.run(camera, from, until);
      })();
    },
    note,
    keepNote: (name, value) =>
      void database
        .prepare(
          'INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        )
        .run(name, value),
    close: () => database.close(),
  };
}

function unwritable(): never {
  throw new Error('opened for reading');
}
