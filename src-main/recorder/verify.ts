import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from '#node/hashes.ts';
import { errorCode } from '#node/durableFile.ts';
import { noPreviousSegment, parseSegmentPath, segmentHash } from '#node/segmentChain.ts';
import type { StoredSegment } from '#node/segmentChain.ts';
import type { VerifyFault, VerifyLevel, VerifyReport } from '#shared/contract/recorder.ts';
import type { SegmentStore } from './segmentStore.ts';
import { segmentFiles } from './settle.ts';

const mostFindings = 1_000;

export interface VerifyOptions {
  readonly level: VerifyLevel;
  /** Null: all. */
  readonly cameras: readonly string[] | null;
  /** Folders beside those that rows name: also looked through for files that no row names, and for files that are not in theirs. */
  readonly folders: readonly string[];
}

/** Checks every row and its chain, and that each file that a row names is there, whole and unaltered as far as the level asks. */
export async function verifyRecordings(store: SegmentStore, options: VerifyOptions): Promise<VerifyReport> {
  const findings: VerifyReport['findings'][number][] = [];
  const counted = { rows: 0, segments: 0, gaps: 0, imported: 0, removed: 0, bytes: 0 };
  const cameras: { camera: string; count: number; head: string }[] = [];
  const known = new Set<string>();
  const folders = new Set(options.folders);
  let bad = 0;
  const found = (
    fault: VerifyFault,
    row: Pick<StoredSegment, 'camera' | 'run' | 'index'> | null,
    file: string | null,
  ): void => {
    if (fault !== 'unfinished') bad += 1;
    if (findings.length >= mostFindings) return;
    findings.push({
      fault,
      camera: row?.camera ?? null,
      run: row?.run ?? null,
      index: row?.index ?? null,
      file,
    });
  };
  for (const camera of options.cameras ?? store.cameras()) {
    let head = noPreviousSegment;
    let count = 0;
    // Read at once: the database serves one question at a time, and looking at files waits.
    const rows = Array.from(store.all(camera));
    for (const row of rows) {
      count += 1;
      counted.rows += 1;
      if (row.kind === 'gap') counted.gaps += 1;
      else if (row.kind === 'imported') counted.imported += 1;
      else counted.segments += 1;
      if (row.no !== count || row.prev !== head || segmentHash(row) !== row.hash)
        found('chainBroken', row, row.file);
      count = row.no;
      head = row.hash;
      if (row.folder === null || row.file === null) {
        if (row.kind !== 'gap') found('missing', row, null);
        continue;
      }
      folders.add(row.folder);
      known.add(row.file);
      if (row.removedAt !== null) {
        counted.removed += 1;
        continue;
      }
      counted.bytes += row.size;
      const fault = await faultOfFile(row, [row.folder, ...options.folders], options.level);
      if (fault !== null) found(fault, row, row.file);
    }
    cameras.push({ camera, count, head });
  }
  for (const folder of folders)
    for (const file of await segmentFiles(folder)) {
      if (known.has(file) || (options.cameras !== null && !options.cameras.includes(file.slice(0, 26))))
        continue;
      // Recording goes on meanwhile: what has got its row since the rows were read is no stranger.
      const named = parseSegmentPath(file);
      if (named !== null && store.find(named.camera, named.run, named.index)?.file === file) continue;
      found(file.endsWith('.part') ? 'unfinished' : 'stranger', null, file);
    }
  return { ok: bad === 0, level: options.level, ...counted, findings, cameras };
}

async function faultOfFile(
  row: StoredSegment,
  folders: readonly string[],
  level: VerifyLevel,
): Promise<VerifyFault | null> {
  const path = await placeOf(row.file ?? '', folders);
  if (path === null) return 'missing';
  if (level === 'presence') return null;
  if ((await stat(path)).size !== row.size) return 'sizeDiffers';
  if (level === 'size') return null;
  return (await hashFile(path)).sha256 === row.sha256 ? null : 'hashDiffers';
}

/** Where a file lies, of several folders; null: in none. */
export async function placeOf(file: string, folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    const path = join(folder, file);
    try {
      await stat(path);
      return path;
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') throw error;
    }
  }
  return null;
}
