import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { Readable } from 'node:stream';
import {
  errorCode,
  makeFolderDurable,
  moveDurable,
  refuseExisting,
  removeDurable,
  unfinishedName,
  writeDurable,
} from '#node/durableFile.ts';
import { hashFile } from '#node/hashes.ts';
import { segmentPath } from '#node/segmentChain.ts';
import type { StoredSegment } from '#node/segmentChain.ts';
import type {
  ImportAnswer,
  ImportOrder,
  JoinAnswer,
  JoinOrder,
  SegmentName,
  SegmentRow,
  StreamFacts,
} from '#shared/contract/recorder.ts';
import { startFfmpeg } from './ffmpegChild.ts';
import { Mp4Splitter, NotMp4 } from './mp4Boxes.ts';
import type { Recorder } from './recorder.ts';
import { placeOf } from './verify.ts';

/** Where the file of a finished row lies; null: nowhere, or it was removed. */
export async function fileOf(
  recorder: Recorder,
  name: SegmentName,
): Promise<{ row: StoredSegment; path: string } | null> {
  const row = recorder.store.find(name.camera, name.run, name.index);
  if (row === null || row.file === null || row.folder === null || row.removedAt !== null) return null;
  const path = await placeOf(row.file, [row.folder, ...recorder.folders]);
  return path === null ? null : { row, path };
}

/** A file that was made elsewhere goes, byte by byte, into the folder and as `imported` to the end of the camera's chain. */
export async function importFile(recorder: Recorder, order: ImportOrder): Promise<ImportAnswer> {
  const { folder, store, run } = recorder;
  if (Date.parse(order.end) <= Date.parse(order.start)) return { ok: false, failure: 'spanEmpty' };
  if (folder === null) return { ok: false, failure: 'noFolder' };
  const index = store.takeIndex(order.camera, run);
  const ending = /^\.([a-z0-9]{1,8})$/.exec(extname(order.file).toLowerCase())?.[1] ?? 'bin';
  const file = segmentPath({ camera: order.camera, run, index }, order.start, `imported.${ending}`);
  try {
    if (!(await stat(order.file)).isFile()) return { ok: false, failure: 'fileMissing' };
  } catch {
    return { ok: false, failure: 'fileMissing' };
  }
  try {
    await makeFolderDurable(dirname(join(folder, file)));
    const written = await writeDurable(join(folder, file), createReadStream(order.file), { mustBeNew: true });
    const row = store.append({
      camera: order.camera,
      run,
      index,
      kind: 'imported',
      start: order.start,
      end: order.end,
      clockOffsetMs: order.clockOffsetMs,
      cause: order.coverage,
      folder,
      file,
      ...written,
    });
    recorder.changed();
    const stream = recorder.ffmpeg === null ? null : await factsOfFile(recorder.ffmpeg, join(folder, file));
    return { ok: true, row: rowOf(row), stream };
  } catch (error) {
    if (errorCode(error) === null) throw error;
    const isFull = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(errorCode(error) ?? '');
    return { ok: false, failure: isFull ? 'diskFull' : 'writeFailed' };
  }
}

function rowOf(row: StoredSegment): SegmentRow {
  const { camera, run, index, kind, start, end, clockOffsetMs, size, sha256, cause, prev, hash } = row;
  return { camera, run, index, kind, start, end, clockOffsetMs, size, sha256, cause, prev, hash };
}

/** What ffmpeg makes of the first moments of a file; null: nothing. */
async function factsOfFile(ffmpeg: string, path: string): Promise<StreamFacts | null> {
  const splitter = new Mp4Splitter();
  let found: StreamFacts | null = null;
  const child = startFfmpeg(
    ffmpeg,
    [
      '-loglevel',
      'error',
      '-t',
      '2',
      '-i',
      `file:${path}`,
      '-map',
      '0:v:0',
      '-map',
      '0:a:0?',
      '-c:v',
      'copy',
      '-c:a',
      'aac',
      '-f',
      'mp4',
      '-movflags',
      '+empty_moov+default_base_moof',
      'pipe:1',
    ],
    {
      onData: (chunk) => {
        try {
          for (const piece of splitter.push(chunk))
            if (piece.kind === 'init') {
              const { codecs, width, height, sound, codec } = piece.facts;
              found = {
                codec: codecs,
                width,
                height,
                rateHundredths: null,
                keyFrameMs: null,
                sound,
                playable: codec === 'h264',
              };
            }
        } catch (error) {
          if (!(error instanceof NotMp4 || error instanceof RangeError)) throw error;
          child.kill();
        }
      },
    },
  );
  const timer = setTimeout(() => child.kill(), 10_000);
  await child.ended;
  clearTimeout(timer);
  return found;
}

/** Joins segments into one file without coding them anew; what is missing between them is not there in it either. */
export async function joinSegments(recorder: Recorder, order: JoinOrder): Promise<JoinAnswer> {
  const { ffmpeg } = recorder;
  if (ffmpeg === null) return { ok: false, failure: 'noFfmpeg' };
  const paths: string[] = [];
  for (const name of order.segments) {
    const found = await fileOf(recorder, name);
    if (found === null) return { ok: false, failure: 'segmentMissing' };
    paths.push(found.path);
  }
  const target = unfinishedName(order.target);
  try {
    await refuseExisting(order.target);
  } catch {
    return { ok: false, failure: 'targetExists' };
  }
  const list = [
    'ffconcat version 1.0',
    ...paths.map((path) => `file 'file:${path.replaceAll("'", String.raw`'\''`)}'`),
    '',
  ];
  const child = startFfmpeg(
    ffmpeg,
    [
      '-loglevel',
      'error',
      '-f',
      'concat',
      '-safe',
      '0',
      '-protocol_whitelist',
      'pipe,file',
      '-i',
      'pipe:0',
      '-map',
      '0',
      '-c',
      'copy',
      '-movflags',
      '+faststart',
      '-f',
      'mp4',
      `file:${target}`,
    ],
    { stdin: list.join('\n'), onData: () => undefined },
  );
  const { code } = await child.ended;
  if (code !== 0) {
    await removeDurable(target);
    return {
      ok: false,
      failure: child.said.some((line) => /No space left/i.test(line)) ? 'diskFull' : 'notJoinable',
    };
  }
  await moveDurable(target, order.target);
  const { size, sha256 } = await hashFile(order.target);
  return { ok: true, size, sha256 };
}

/** A segment as a page can play it: as it is when it is H.264, else coded anew on the way. Null: it is not there. */
export async function playable(
  recorder: Recorder,
  name: SegmentName,
): Promise<ReadableStream<Uint8Array> | null> {
  const found = await fileOf(recorder, name);
  if (found === null) return null;
  if (found.path.endsWith('.mp4') && (await isH264(found.path)))
    return Readable.toWeb(createReadStream(found.path)) as ReadableStream<Uint8Array>;
  const { ffmpeg } = recorder;
  if (ffmpeg === null) return null;
  let end = (): void => undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const child = startFfmpeg(
        ffmpeg,
        [
          '-loglevel',
          'error',
          '-threads',
          '1',
          '-i',
          `file:${found.path}`,
          '-map',
          '0:v:0',
          '-an',
          '-c:v',
          'libx264',
          '-preset',
          'ultrafast',
          '-crf',
          '28',
          '-pix_fmt',
          'yuv420p',
          '-vf',
          "scale='min(1280,iw)':-2",
          '-f',
          'mp4',
          '-movflags',
          '+empty_moov+default_base_moof+frag_keyframe',
          'pipe:1',
        ],
        {
          onData: (chunk) => {
            controller.enqueue(chunk);
            if ((controller.desiredSize ?? 0) <= 0) child.pause();
          },
        },
      );
      end = child.kill;
      this.pull = () => child.resume();
      void child.ended.then(() => controller.close()).catch(() => undefined);
    },
    cancel: () => end(),
  });
}

/** Enough for an init segment. */
const beginningBytes = 64 * 1024;

async function isH264(path: string): Promise<boolean> {
  const splitter = new Mp4Splitter();
  try {
    for await (const chunk of createReadStream(path, { end: beginningBytes - 1 })) {
      const init = splitter.push(chunk as Buffer).find((piece) => piece.kind === 'init');
      if (init !== undefined) return init.facts.codec === 'h264';
    }
  } catch (error) {
    if (!(error instanceof NotMp4 || error instanceof RangeError)) throw error;
  }
  return false;
}

/** Takes files away by order; their rows stay, with the time. Answers how many. */
export async function removeFiles(recorder: Recorder, segments: readonly SegmentName[]): Promise<number> {
  let removed = 0;
  for (const name of segments) {
    const found = await fileOf(recorder, name);
    if (found === null) continue;
    await removeDurable(found.path);
    recorder.store.markRemoved(found.row.seq, recorder.state().at);
    removed += 1;
  }
  return removed;
}
