import type { ProbeAnswer, RecorderSource, StreamFacts } from '#shared/contract/recorder.ts';
import type { GapCause } from '#shared/domain/cameras.ts';
import { startFfmpeg } from './ffmpegChild.ts';
import { CameraClock, MediaClock } from './mediaClock.ts';
import { StreamSession } from './streamSession.ts';

const probeMs = 18_000;
/** After the first picture so long, for a second key frame and the camera's clock; key frames further apart are not waited for. */
const lookMs = 6_000;

type Looked =
  | {
      readonly ok: true;
      readonly facts: StreamFacts;
      readonly clockOffsetMs: number | null;
      readonly picture: Buffer;
    }
  | { readonly ok: false; readonly cause: GapCause | 'timeout' };

/** Connects, looks, disconnects: what a source is, with a picture, or why it is none. */
export async function probe(
  ffmpeg: string | null,
  source: RecorderSource,
  endMs = probeMs,
): Promise<ProbeAnswer> {
  if (ffmpeg === null) return { ok: false, failure: 'noFfmpeg' };
  const [main, sub] = await Promise.all([
    look(ffmpeg, source, 'main', endMs),
    source.kind === 'rtsp' && source.subUrl !== null ? look(ffmpeg, source, 'sub', endMs) : null,
  ]);
  if (!main.ok) return { ok: false, failure: failureOf(main.cause) };
  const still = await stillOf(ffmpeg, main.picture, 1280);
  return {
    ok: true,
    main: main.facts,
    sub: sub?.ok === true ? sub.facts : null,
    clockOffsetMs: main.clockOffsetMs,
    still: still?.toString('base64') ?? null,
  };
}

/** The first picture of a camera that is not recorded now; null: it gives none. */
export async function grabStill(ffmpeg: string, source: RecorderSource): Promise<Buffer | null> {
  const hasSub = source.kind === 'rtsp' && source.subUrl !== null;
  const seen = await look(ffmpeg, source, hasSub ? 'sub' : 'main', 10_000, 0);
  return seen.ok ? stillOf(ffmpeg, seen.picture, 640) : null;
}

function look(
  ffmpeg: string,
  source: RecorderSource,
  stream: 'main' | 'sub',
  endMs: number,
  watchMs = lookMs,
): Promise<Looked> {
  return new Promise((resolve) => {
    let init: Buffer | null = null;
    let picture: Buffer | null = null;
    let keys = 0;
    const clock = new MediaClock();
    const camera = new CameraClock();
    const timers: NodeJS.Timeout[] = [];
    const finish = (cause: GapCause | 'timeout'): void => {
      for (const timer of timers) clearTimeout(timer);
      const { facts } = session;
      session.end('recorderStopped');
      if (picture === null || facts === null) resolve({ ok: false, cause });
      else resolve({ ok: true, facts, picture, clockOffsetMs: camera.offsetMs });
    };
    const session = new StreamSession(
      { ffmpeg, source, stream, sound: true, fragmentMs: 500 },
      {
        init: (bytes) => (init = bytes),
        fragment: (fragment, arrivedMs) => {
          if (!fragment.key && picture === null) return;
          if (fragment.key) keys += 1;
          clock.heard(fragment.startSeconds + fragment.durationSeconds, arrivedMs);
          camera.heard(fragment.cameraMs, clock.at(fragment.startSeconds), arrivedMs);
          if (picture === null && init !== null) {
            picture = Buffer.concat([init, fragment.bytes]);
            timers.push(setTimeout(() => finish('timeout'), watchMs));
          }
          if (keys >= 3 && camera.offsetMs !== null) finish('timeout');
        },
        ended: (cause) => finish(cause),
      },
    );
    timers.push(setTimeout(() => finish('timeout'), endMs));
  });
}

function failureOf(cause: GapCause | 'timeout'): Extract<ProbeAnswer, { ok: false }>['failure'] {
  switch (cause) {
    case 'unreachable':
    case 'wrongPassword':
    case 'notAStream':
    case 'noVideo':
    case 'deviceBusy':
      return cause;
    default:
      return 'timeout';
  }
}

/** The first picture of some MP4 as a JPEG; null when it cannot be decoded. */
export async function stillOf(ffmpeg: string, mp4: Buffer, width: number): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  const child = startFfmpeg(
    ffmpeg,
    [
      '-loglevel',
      'error',
      '-threads',
      '1',
      '-f',
      'mp4',
      '-i',
      'pipe:0',
      '-map',
      '0:v:0',
      '-frames:v',
      '1',
      '-vf',
      `scale='min(${width},iw)':-2`,
      '-c:v',
      'mjpeg',
      '-q:v',
      '5',
      '-f',
      'image2pipe',
      'pipe:1',
    ],
    { stdin: 'open', onData: (chunk) => void pieces.push(chunk) },
  );
  child.write(mp4);
  child.endInput();
  const timer = setTimeout(() => child.kill(), 10_000);
  await child.ended;
  clearTimeout(timer);
  return pieces.length === 0 ? null : Buffer.concat(pieces);
}
