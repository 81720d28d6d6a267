import Database from 'better-sqlite3';
import { join } from 'node:path';
import type { SegmentKind } from '#shared/domain/cameras.ts';
import { noPreviousSegment, segmentHash, segmentsTable } from '#node/segmentChain.ts';
import { sha256Hex } from '#node/hashes.ts';

/** Writes rows into a site's `recordings.db` as the recorder does, without pictures: for what only reads them. */
export function chainWriter(siteDir: string, ledger: string, run: string) {
  const database = new Database(join(siteDir, 'recordings.db'));
  database.pragma('journal_mode=WAL');
  database.exec(segmentsTable);
  const heads = new Map<string, { readonly no: number; readonly hash: string }>();
  return {
    /** Appends a row to a camera's chain; times are instants. */
    add(camera: string, kind: SegmentKind, start: string, end: string, cause: string | null = null): void {
      const before = heads.get(camera) ?? { no: 0, hash: noPreviousSegment };
      const row = {
        ledger,
        epoch: 0,
        camera,
        run,
        index: before.no,
        kind,
        start,
        end,
        clockOffsetMs: 0,
        size: kind === 'gap' ? 0 : 1000,
        sha256: kind === 'gap' ? null : sha256Hex(`${camera} ${start}`),
        cause,
        prev: before.hash,
      };
      const [no, hash] = [before.no + 1, segmentHash(row)];
      database
        .prepare(
          `INSERT INTO segments (ledger, epoch, camera, no, run, "index", kind, start, "end", clock_offset_ms, size, sha256, cause, prev, hash)
          VALUES (@ledger, @epoch, @camera, @no, @run, @index, @kind, @start, @end, @clockOffsetMs, @size, @sha256, @cause, @prev, @hash)`,
        )
        .run({ ...row, no, hash });
      heads.set(camera, { no, hash });
    },
    /** Does what somebody with the file in hand could do. */
    tamper: (sql: string): void => void database.exec(sql),
    close: (): void => void database.close(),
  };
}
