import { timingSafeEqual } from 'node:crypto';
import { listenHttp } from '#node/httpServer.ts';
import type { Listening } from '#node/httpServer.ts';
import { z } from 'zod';
import {
  importOrder,
  joinOrder,
  recorderPlan,
  recorderSource,
  removeOrder,
  segmentName,
  verifyOrder,
} from '#shared/contract/recorder.ts';
import { LivePictures } from './live.ts';
import { grabStill, probe } from './probe.ts';
import type { Recorder } from './recorder.ts';
import { importFile, joinSegments, playable, removeFiles } from './segmentFiles.ts';
import { verifyRecordings } from './verify.ts';

const largestBody = 16 * 1024 * 1024;
const mostWatched = 64;

/** Serves the contract of `contract/recorder.ts` on the private socket. Throws the system's error when it cannot listen. */
export function serveRecorder(recorder: Recorder, socketPath: string, token: string): Promise<Listening> {
  const live = new LivePictures();
  const known = Buffer.from(token);
  const isOurs = (request: Request): boolean => {
    const given = Buffer.from(request.headers.get('x-kaodian-socket') ?? '');
    return given.length === known.length && timingSafeEqual(given, known);
  };
  return listenHttp(
    {
      handle: async (request) => (isOurs(request) ? answer(recorder, live, request) : empty(403)),
      failed: (error) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        return empty(500);
      },
      bodyLimit: { bytes: largestBody, tooLarge: () => empty(413) },
    },
    { path: socketPath },
  );
}

function empty(status: number): Response {
  return new Response(null, { status });
}

/** The body as a schema wants it, or null. What does not fit is not said again: it may hold a password. */
async function bodyOf<Output>(request: Request, schema: z.ZodType<Output>): Promise<Output | null> {
  try {
    const parsed = schema.safeParse(JSON.parse(await request.text()));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

async function ordered<Output>(
  request: Request,
  schema: z.ZodType<Output>,
  run: (order: Output) => Promise<Response>,
): Promise<Response> {
  const order = await bodyOf(request, schema);
  return order === null ? empty(400) : run(order);
}

function answer(recorder: Recorder, live: LivePictures, request: Request): Promise<Response> | Response {
  const url = new URL(request.url);
  const { ffmpeg } = recorder;
  switch (`${request.method} ${url.pathname}`) {
    case 'PUT /plan':
      return ordered(request, recorderPlan, async (plan) => {
        await recorder.setPlan(plan);
        return empty(204);
      });
    case 'GET /state':
      return Response.json(recorder.state());
    case 'GET /watch':
      return new Response(watch(recorder), { headers: { 'content-type': 'application/x-ndjson' } });
    case 'GET /live': {
      const names = (url.searchParams.get('cameras') ?? '').split(',').filter((name) => name !== '');
      const cameras = names.map((name) => recorder.camera(name)).filter((camera) => camera !== null);
      if (names.length === 0 || names.length > mostWatched) return empty(400);
      if (cameras.length < names.length || ffmpeg === null) return empty(404);
      const frames = live.stream(cameras, ffmpeg, (listener) => recorder.onState(listener));
      return new Response(frames, { headers: { 'content-type': 'application/octet-stream' } });
    }
    case 'GET /still':
      return still(recorder, url.searchParams.get('camera') ?? '');
    case 'POST /probe':
      return ordered(request, z.strictObject({ source: recorderSource }), async ({ source }) =>
        Response.json(await probe(ffmpeg, source)),
      );
    case 'POST /import':
      return ordered(request, importOrder, async (order) => Response.json(await importFile(recorder, order)));
    case 'POST /join':
      return ordered(request, joinOrder, async (order) => Response.json(await joinSegments(recorder, order)));
    case 'POST /playable':
      return ordered(request, segmentName, async (name) => {
        const bytes = await playable(recorder, name);
        return bytes === null
          ? empty(404)
          : new Response(bytes, { headers: { 'content-type': 'video/mp4' } });
      });
    case 'POST /remove':
      return ordered(request, removeOrder, async ({ segments }) =>
        Response.json({ removed: await removeFiles(recorder, segments) }),
      );
    case 'POST /verify':
      return ordered(request, verifyOrder, async (order) =>
        Response.json(await verifyRecordings(recorder.store, { ...order, folders: recorder.folders })),
      );
    default:
      return empty(404);
  }
}

async function still(recorder: Recorder, cameraId: string): Promise<Response> {
  const camera = recorder.camera(cameraId);
  if (camera === null || recorder.ffmpeg === null) return empty(404);
  const jpeg =
    (camera.isRecording ? camera.still : null) ?? (await grabStill(recorder.ffmpeg, camera.planned.source));
  if (jpeg === null) return empty(404);
  return new Response(Uint8Array.from(jpeg), {
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'no-store' },
  });
}

/** A listener that takes nothing for so many lines is behind for good; the newest line says everything. */
const mostLines = 16;

function watch(recorder: Recorder): ReadableStream<Uint8Array> {
  let end = (): void => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const tell = (): void => {
          if ((controller.desiredSize ?? 0) <= 0) return;
          controller.enqueue(Buffer.from(`${JSON.stringify(recorder.state())}\n`));
        };
        tell();
        end = recorder.onState(tell);
      },
      cancel: () => end(),
    },
    new CountQueuingStrategy({ highWaterMark: mostLines }),
  );
}
