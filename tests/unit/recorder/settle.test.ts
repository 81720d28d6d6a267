import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newUlid } from '#node/newUlid.ts';
import { noPreviousSegment, parseSegmentPath, segmentPath } from '#node/segmentChain.ts';
import { openSegmentStore } from '../../../src-main/recorder/segmentStore.ts';
import type { SegmentStore } from '../../../src-main/recorder/segmentStore.ts';
import { settleFolder, settleGaps } from '../../../src-main/recorder/settle.ts';
import { verifyRecordings } from '../../../src-main/recorder/verify.ts';

const camera = newUlid();
const run = newUlid();
const film = spawnSync(
  'ffmpeg',
  '-loglevel error -f lavfi -i testsrc=size=64x48:rate=10:duration=2 -c:v libx264 -g 10 -f mp4 -movflags +empty_moov+default_base_moof+frag_keyframe+skip_trailer pipe:1'.split(
    ' ',
  ),
).stdout;

let dir = '';
let folder = '';
let store: SegmentStore;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kd-settle-'));
  folder = join(dir, 'recordings');
  mkdirSync(folder);
  store = openSegmentStore(dir);
  store.keepNote('ledger', 'LEDGER');
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true });
});

const startOf = (index: number): string => `2026-11-25T08:00:${String(index * 10).padStart(2, '0')}.000Z`;

/** A file as the recorder leaves it, finished or not. */
function lay(index: number, bytes: Buffer, ending = 'mp4'): string {
  const path = segmentPath({ camera, run, index }, startOf(index), ending);
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
  return path;
}

const verified = () => verifyRecordings(store, { level: 'hash', cameras: null, folders: [folder] });
const faults = async () => (await verified()).findings.map(({ fault }) => fault);

it('the place of a segment says what it is', () => {
  const path = segmentPath({ camera, run, index: 7 }, startOf(3));
  expect(parseSegmentPath(path)).toEqual({ camera, run, index: 7, start: startOf(3), ending: 'mp4' });
  expect(parseSegmentPath(`../${path}`)).toBeNull();
});

describe('settling', () => {
  it('gives a whole file its row, once', async () => {
    lay(0, film);
    expect(await settleFolder(store, folder)).toEqual({ adopted: 1, saved: 0, empty: 0 });
    expect(await settleFolder(store, folder)).toEqual({ adopted: 0, saved: 0, empty: 0 });
    const row = store.find(camera, run, 0);
    expect(row).toMatchObject({
      kind: 'segment',
      start: startOf(0),
      end: '2026-11-25T08:00:02.000Z',
      size: film.length,
    });
    expect(row?.sha256).toBe(createHash('sha256').update(film).digest('hex'));
    expect(row?.prev).toBe(noPreviousSegment);
  });

  it('keeps the whole fragments of a broken-off one', async () => {
    lay(0, film.subarray(0, film.length - 100), 'mp4.part');
    lay(1, film.subarray(0, 40), 'mp4.part');
    expect(await settleFolder(store, folder)).toEqual({ adopted: 0, saved: 1, empty: 1 });
    const row = store.find(camera, run, 0);
    expect(row?.end).toBe('2026-11-25T08:00:01.000Z');
    expect(readFileSync(join(folder, row?.file ?? ''))).toHaveLength(row?.size ?? -1);
    expect(await faults()).toEqual(['unfinished']);
    expect((await verified()).ok).toBe(true);
  });

  it('leaves the segment alone that is being written', async () => {
    const path = lay(0, film, 'mp4.part');
    expect(await settleFolder(store, folder, (one) => one === path)).toMatchObject({ saved: 0 });
  });

  it('never takes an imported file for a live one', async () => {
    lay(0, film, 'imported.mp4');
    expect(await settleFolder(store, folder)).toEqual({ adopted: 0, saved: 0, empty: 0 });
    expect(await faults()).toEqual(['stranger']);
  });

  it('writes down what was wanted while nothing ran', async () => {
    lay(0, film);
    await settleFolder(store, folder);
    store.keepWanted(new Map([[camera, [{ from: startOf(0), until: startOf(5) }]]]));
    const next = newUlid();
    expect(settleGaps(store, next, Date.parse(startOf(3)), 'powerLost')).toBe(1);
    expect(store.find(camera, next, 0)).toMatchObject({
      kind: 'gap',
      start: '2026-11-25T08:00:02.000Z',
      end: startOf(3),
      cause: 'powerLost',
      prev: store.find(camera, run, 0)?.hash,
    });
    expect(settleGaps(store, next, Date.parse(startOf(3)), 'powerLost')).toBe(0);
    expect((await verified()).ok).toBe(true);
  });
});

describe('verify', () => {
  let paths: readonly string[] = [];
  beforeEach(async () => {
    paths = [0, 1, 2].map((index) =>
      lay(index, Buffer.concat([film, Buffer.from([0, 0, 0, 9, 0x66, 0x72, 0x65, 0x65, index])])),
    );
    await settleFolder(store, folder);
  });
  const path = (index: number): string => join(folder, paths[index] ?? '');

  it('finds nothing in what is sound', async () => {
    expect(await verified()).toMatchObject({ ok: true, rows: 3, segments: 3, findings: [] });
  });

  it('is content with a segment that is finished while it looks', async () => {
    const looking = verified();
    lay(3, film);
    await settleFolder(store, folder);
    expect(await looking).toMatchObject({ ok: true, findings: [] });
  });

  it('finds one altered byte', async () => {
    const bytes = readFileSync(path(1));
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    writeFileSync(path(1), bytes);
    expect((await verified()).findings).toMatchObject([{ fault: 'hashDiffers', index: 1 }]);
  });

  it('finds a shortened file without reading it', async () => {
    writeFileSync(path(1), film);
    const report = await verifyRecordings(store, { level: 'size', cameras: null, folders: [] });
    expect(report.findings).toMatchObject([{ fault: 'sizeDiffers', index: 1 }]);
  });

  it('finds two that were swapped', async () => {
    renameSync(path(0), join(dir, 'x'));
    renameSync(path(1), path(0));
    renameSync(join(dir, 'x'), path(1));
    expect(await faults()).toEqual(['hashDiffers', 'hashDiffers']);
  });

  it('finds one that was removed, and one that was renamed', async () => {
    rmSync(path(0));
    renameSync(path(2), path(2).replace('-2.mp4', '-9.mp4'));
    expect(await faults()).toEqual(['missing', 'missing', 'stranger']);
  });

  it('is content with one that was removed by order', async () => {
    rmSync(path(0));
    store.markRemoved(store.find(camera, run, 0)?.seq ?? 0, startOf(5));
    expect(await verified()).toMatchObject({ ok: true, removed: 1 });
  });

  it.each([
    ['altered', `UPDATE segments SET "end" = '2026-11-25T09:00:00.000Z' WHERE no = 2`],
    ['taken out', 'DELETE FROM segments WHERE no = 2'],
    ['put elsewhere', 'UPDATE segments SET no = CASE no WHEN 2 THEN 30 ELSE no END'],
  ])('finds a row that was %s', async (_, sql) => {
    const other = new Database(join(dir, 'recordings.db'));
    other.exec(sql);
    other.close();
    expect(await faults()).toContain('chainBroken');
    expect((await verified()).ok).toBe(false);
  });
});
