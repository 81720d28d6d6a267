import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** One stream of a camera of the tests (`rtspCamera.py`). */
export interface TestStream {
  readonly width?: number;
  readonly height?: number;
  readonly rate?: number;
  /** Pictures from one key frame to the next. */
  readonly keyFrames?: number;
  readonly codec?: 'h264' | 'h265';
  readonly pattern?: string;
  readonly bitrate?: number;
}

export interface TestCamera {
  readonly port: number;
  /** `rtsp://127.0.0.1:PORT/PATH`. */
  readonly url: (path: string) => string;
  readonly order: (order: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Pulls the plug. */
  readonly kill: () => Promise<void>;
}

/** Starts a real RTSP server with these streams by path; port 0 picks a free one. */
export async function startCamera(
  streams: Readonly<Record<string, TestStream>>,
  options: { readonly port?: number; readonly user?: string; readonly password?: string } = {},
): Promise<TestCamera> {
  const child = spawn('/usr/bin/python3', [join(import.meta.dirname, 'rtspCamera.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stdin.write(`${JSON.stringify({ port: 0, ...options, streams })}\n`);
  const first = await lines.next();
  const port = Number(first.value);
  if (!(port > 0))
    throw new Error('the camera did not start: are the GStreamer packages of scripts/setup.mjs there?');
  return {
    port,
    url: (path) => `rtsp://127.0.0.1:${port}${path}`,
    async order(order) {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      await lines.next();
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
