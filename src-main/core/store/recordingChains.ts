import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { SegmentRow } from '#shared/contract/recorder.ts';
import type { CameraId } from '#shared/contract/ids.ts';

/** A row of a camera's chain with its place in it, counted from 1. */
export interface ChainRow extends SegmentRow {
  readonly no: number;
  readonly epoch: number;
}

/** What the recorder wrote, read only. It alone writes. */
export interface Chains {
  /** Rows of a camera that reach into a span, oldest first. */
  readonly within: (cameraId: CameraId, from: string, to: string) => readonly ChainRow[];
  /** Rows `first` to `last` of a camera's chain. */
  readonly rows: (cameraId: CameraId, first: number, last: number) => readonly ChainRow[];
  /** How many rows a camera has, with the last one's run and hash; null: none. */
  readonly headOf: (
    cameraId: CameraId,
  ) => { readonly count: number; readonly run: string; readonly head: string } | null;
  readonly close: () => void;
}

const columns = `camera, run, "index", kind, start, "end", clock_offset_ms AS clockOffsetMs, size, sha256, cause, prev, hash, no, epoch`;

const noChains: Chains = { within: () => [], rows: () => [], headOf: () => null, close: () => undefined };

/** File of the recorder's rows in the folder of a site. */
function chainFile(siteDir: string): string {
  return join(siteDir, 'recordings.db');
}

/** Opens the recorder's rows of a site, to be read as they stand; a site that has never recorded has none. Close it afterwards. */
export function readChains(siteDir: string | null): Chains {
  const file = siteDir === null ? null : chainFile(siteDir);
  if (file === null || !existsSync(file)) return noChains;
  const database = new Database(file, { readonly: true, timeout: 5000 });
  if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'segments'").get() === undefined) {
    database.close();
    return noChains;
  }
  const within = database.prepare<unknown[], ChainRow>(
    `SELECT ${columns} FROM segments WHERE camera = ? AND start < ? AND "end" > ? ORDER BY no`,
  );
  const rows = database.prepare<unknown[], ChainRow>(
    `SELECT ${columns} FROM segments WHERE camera = ? AND no BETWEEN ? AND ? ORDER BY no`,
  );
  const head = database.prepare<
    unknown[],
    { readonly count: number; readonly run: string; readonly head: string }
  >('SELECT no AS count, run, hash AS head FROM segments WHERE camera = ? ORDER BY no DESC LIMIT 1');
  return {
    within: (cameraId, from, to) => within.all(cameraId, to, from),
    rows: (cameraId, first, last) => rows.all(cameraId, first, last),
    headOf: (cameraId) => head.get(cameraId) ?? null,
    close: () => database.close(),
  };
}
