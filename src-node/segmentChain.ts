import type { SegmentKind } from '#shared/domain/cameras.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { sha256Hex } from './hashes.ts';

/** What stands before the first row of a camera's chain. */
export const noPreviousSegment = '0'.repeat(64);

/** What a row of a camera's chain says (docs/integrity.md, Video segment). */
export interface SegmentFields {
  readonly ledger: string;
  readonly epoch: number;
  readonly camera: string;
  readonly run: string;
  readonly index: number;
  readonly kind: SegmentKind;
  readonly start: string;
  readonly end: string;
  readonly clockOffsetMs: number;
  readonly size: number;
  readonly sha256: string | null;
  readonly cause: string | null;
  readonly prev: string;
}

/** Hex hash of a row: what the next one of the same camera carries as `prev`. */
export function segmentHash(row: SegmentFields): string {
  const { ledger, epoch, camera, run, index, kind, start, end, clockOffsetMs, size, sha256, cause, prev } =
    row;
  const text = jcs(
    { v: 1, ledger, epoch, camera, run, index, kind, start, end, clockOffsetMs, size, sha256, cause, prev },
    { integersOnly: true },
  );
  return sha256Hex('kaodian-segment-v1', '\0', text);
}

/**
 * The one table of `recordings.db`. `no` is the place in the camera's chain, from 1: after row `no` the chain has that many rows. Written by
 * the recorder alone; a row is never changed but for `removed_at`, when its file was taken away by rule. `folder` and `file` say where
 * the file lies (the recordings folder of then, and the path in it).
 */
export const segmentsTable = `CREATE TABLE IF NOT EXISTS segments (
  seq INTEGER PRIMARY KEY,
  ledger TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  camera TEXT NOT NULL,
  no INTEGER NOT NULL,
  run TEXT NOT NULL,
  "index" INTEGER NOT NULL,
  kind TEXT NOT NULL,
  start TEXT NOT NULL,
  "end" TEXT NOT NULL,
  clock_offset_ms INTEGER NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT,
  cause TEXT,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  folder TEXT,
  file TEXT,
  removed_at TEXT,
  UNIQUE (camera, no),
  UNIQUE (camera, run, "index")
) STRICT;
CREATE INDEX IF NOT EXISTS segments_time ON segments (camera, start);`;

/** The database beside the site's own in which the recorder keeps its rows. */
export const recordingsFile = 'recordings.db';

/** A row as it is stored: what the chain covers, its hash, and where it stands. */
export type StoredSegment = SegmentFields & {
  readonly seq: number;
  readonly no: number;
  readonly hash: string;
  readonly folder: string | null;
  readonly file: string | null;
  readonly removedAt: string | null;
};

/** The columns of a `StoredSegment`, between SELECT and FROM. */
export const storedColumns =
  'seq, ledger, epoch, camera, no, run, "index", kind, start, "end", clock_offset_ms AS clockOffsetMs, size, sha256, cause, prev, hash, folder, file, removed_at AS removedAt';

/** `<cameraId>/<yyyy-mm-dd>/<start>-<run>-<index>.<ending>`: the place of a segment in the recordings folder. */
export function segmentPath(
  { camera, run, index }: { readonly camera: string; readonly run: string; readonly index: number },
  start: string,
  ending = 'mp4',
): string {
  return `${camera}/${start.slice(0, 10)}/${start.replaceAll(/[-:.]/g, '')}-${run}-${index}.${ending}`;
}

const pathPattern =
  /^([0-9A-HJKMNP-TV-Z]{26})\/\d{4}-\d\d-\d\d\/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-([0-9A-HJKMNP-TV-Z]{26})-(\d{1,9})\.((?:imported\.)?[a-z0-9]{1,8}(?:\.part)?)$/;

/** What the place of a segment says of it; null when it is no such place. */
export function parseSegmentPath(path: string): {
  readonly camera: string;
  readonly run: string;
  readonly index: number;
  readonly start: string;
  readonly ending: string;
} | null {
  const found = pathPattern.exec(path);
  if (found === null) return null;
  const [, camera = '', year, month, day, hour, minute, second, thousandth, run = '', index, ending = ''] =
    found;
  const start = `${year}-${month}-${day}T${hour}:${minute}:${second}.${thousandth}Z`;
  return { camera, run, index: Number(index), start, ending };
}
