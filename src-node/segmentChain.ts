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
 * the recorder alone; a row is never changed but for `removed_at`, when its file was taken away by rule.
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
  removed_at TEXT,
  UNIQUE (camera, no),
  UNIQUE (camera, run, "index")
) STRICT;
CREATE INDEX IF NOT EXISTS segments_time ON segments (camera, start);`;
