import { open, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, syncNames } from '#node/durableFile.ts';
import { parseSegmentPath, segmentPath } from '#node/segmentChain.ts';
import { sha256Hex } from '#node/hashes.ts';
import type { GapCause } from '#shared/domain/cameras.ts';
import { wholePart } from './mp4Boxes.ts';
import type { NewSegment, SegmentStore } from './segmentStore.ts';
import { wantedWithin } from './spans.ts';
import type { Stretch } from './spans.ts';

/** What a start found to settle. */
export interface Settled {
  /** Whole files that had no row yet. */
  readonly adopted: number;
  /** Broken-off segments of which the whole part was kept. */
  readonly saved: number;
  /** Broken-off segments that held no whole fragment; they stay as they are. */
  readonly empty: number;
  readonly gaps: number;
}

/**
 * Brings files and rows together after an end of any kind, folder by folder. Files that have no row are given one in the order of their
 * beginnings; of a segment that was broken off the whole fragments are kept. Nothing is deleted, and no row is made for what is not there.
 */
export async function settleFolder(
  store: SegmentStore,
  folder: string,
  isOpen: (path: string) => boolean = () => false,
): Promise<Omit<Settled, 'gaps'>> {
  const found = { adopted: 0, saved: 0, empty: 0 };
  // Only what the last run left can lack a row; a day more, for a clock that was put back.
  const sinceDay = (camera: string): string => {
    const until = store.coveredUntil(camera);
    return until === null ? '' : new Date(Date.parse(until) - 86_400_000).toISOString().slice(0, 10);
  };
  for (const path of await segmentFiles(folder, sinceDay)) {
    const named = parseSegmentPath(path);
    if (named === null || isOpen(path) || !['mp4', 'mp4.part'].includes(named.ending)) continue;
    if (store.find(named.camera, named.run, named.index) !== null) continue;
    found[await settleFile(store, folder, path)] += 1;
  }
  return found;
}

/** Gives one file its row, cut to its whole fragments when it was broken off. Throws the system's error. */
export async function settleFile(
  store: SegmentStore,
  folder: string,
  path: string,
): Promise<'adopted' | 'saved' | 'empty'> {
  const named = parseSegmentPath(path);
  const bytes = await readFile(join(folder, path));
  const whole = wholePart(bytes);
  if (named === null || whole === null || whole.seconds <= 0) return 'empty';
  const isPart = named.ending === 'mp4.part';
  const file = isPart ? segmentPath(named, named.start) : path;
  // Of a finished file every byte counts; of a broken-off one what is whole.
  const held = isPart ? bytes.subarray(0, whole.size) : bytes;
  if (isPart) await cutTo(folder, path, file, whole.size);
  store.append({
    camera: named.camera,
    run: named.run,
    index: named.index,
    kind: 'segment',
    start: named.start,
    end: new Date(Date.parse(named.start) + Math.round(whole.seconds * 1000)).toISOString(),
    clockOffsetMs: 0,
    size: held.length,
    sha256: sha256Hex(held),
    cause: null,
    folder,
    file,
  });
  return isPart ? 'saved' : 'adopted';
}

async function cutTo(folder: string, part: string, file: string, size: number): Promise<void> {
  const handle = await open(join(folder, part), 'r+');
  try {
    await handle.truncate(size);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(join(folder, part), join(folder, file));
  await syncNames(dirname(join(folder, file)));
}

/** Files that are named like segments, by camera and beginning; only of days from `sinceDay` of their camera on. */
export async function segmentFiles(
  folder: string,
  sinceDay: (camera: string) => string = () => '',
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const camera of await namesIn(folder))
    for (const day of await namesIn(join(folder, camera))) {
      if (day < sinceDay(camera)) continue;
      for (const name of await namesIn(join(folder, camera, day))) {
        const path = `${camera}/${day}/${name}`;
        if (parseSegmentPath(path) !== null) found.push(path);
      }
    }
  return found;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

/** What was wanted while nothing ran becomes gaps, from each camera's last row to now. Answers how many. */
export function settleGaps(store: SegmentStore, run: string, nowMs: number, cause: GapCause): number {
  let gaps = 0;
  for (const [camera, spans] of store.wanted()) {
    const until = store.coveredUntil(camera);
    const fromMs = until === null ? Number.NEGATIVE_INFINITY : Date.parse(until);
    for (const stretch of wantedWithin(spans, { fromMs, toMs: nowMs })) {
      store.append(gapOf(camera, run, store.takeIndex(camera, run), stretch, cause));
      gaps += 1;
    }
  }
  return gaps;
}

/** The row of a stretch of which nothing was kept. */
export function gapOf(
  camera: string,
  run: string,
  index: number,
  stretch: Stretch,
  cause: GapCause,
): NewSegment {
  return {
    camera,
    run,
    index,
    kind: 'gap',
    start: new Date(stretch.fromMs).toISOString(),
    end: new Date(stretch.toMs).toISOString(),
    clockOffsetMs: 0,
    size: 0,
    sha256: null,
    cause,
    folder: null,
    file: null,
  };
}
