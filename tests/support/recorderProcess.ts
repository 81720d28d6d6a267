import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { newUlid } from '#node/newUlid.ts';
import { makePrivateSocket, scrubEnvironment } from '#node/privateSocket.ts';
import { programFile } from '#node/programs.ts';
import { recorderReady, recorderState } from '#shared/contract/recorder.ts';
import type { CameraReport, PlannedCamera, RecorderPlan, RecorderState } from '#shared/contract/recorder.ts';

export interface TestRecorder {
  readonly child: ChildProcess;
  /** What it wrote to its log. */
  readonly log: readonly string[];
  readonly ask: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Buffer }>;
  readonly json: <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;
  readonly plan: (cameras: readonly PlannedCamera[], more?: Partial<RecorderPlan>) => Promise<void>;
  readonly state: () => Promise<RecorderState>;
  /** Waits until a camera's report is as it should be; fails with the last report after `ms`. */
  readonly until: (
    cameraId: string,
    as: (report: CameraReport) => boolean,
    ms?: number,
  ) => Promise<CameraReport>;
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
}

export const folderMark = 'test-site';

/** The recordings folder of a test site, marked as such; made when it is not there. */
export function recordingsFolder(dir: string, name = 'recordings'): string {
  const folder = join(dir, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.kaodian-recordings'), `${folderMark}\n`);
  return folder;
}

/** Starts the recorder as its launcher does, for a site in this folder. */
export async function startRecorder(dir: string, program = programFile('recorder')): Promise<TestRecorder> {
  const socket = makePrivateSocket();
  const folder = recordingsFolder(dir);
  const child = spawn(process.execPath, [program], {
    env: scrubEnvironment(process.env),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  const start = {
    v: 1,
    socketPath: socket.path,
    socketToken: socket.token,
    siteDir: dir,
    packedFfmpeg: null,
  };
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === recorderReady) resolve();
    });
    void closed.then(() => reject(new Error(`the recorder ended: ${log.join('\n')}`)));
  });
  child.stdin.write(`${JSON.stringify(start)}\n`);
  await ready;

  const ask = (method: string, path: string, body?: unknown): Promise<{ status: number; body: Buffer }> =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? null : JSON.stringify(body);
      const asked = request({
        socketPath: socket.path,
        method,
        path,
        headers: {
          'x-kaodian-socket': socket.token,
          ...(text === null ? {} : { 'content-length': Buffer.byteLength(text) }),
        },
      });
      asked.on('error', reject);
      asked.on('response', (answer) => {
        buffer(answer).then((read) => resolve({ status: answer.statusCode ?? 0, body: read }), reject);
      });
      asked.end(text ?? undefined);
    });
  const json = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const { status, body: read } = await ask(method, path, body);
    if (status !== 200) throw new Error(`${method} ${path}: ${status}`);
    return JSON.parse(read.toString('utf8')) as Answer;
  };
  const state = async (): Promise<RecorderState> => recorderState.parse(await json('GET', '/state'));
  return {
    child,
    log,
    ask,
    json,
    state,
    async plan(cameras, more = {}) {
      const plan = {
        v: 1,
        ledger: 'LEDGER',
        epoch: 0,
        folder,
        folderMark,
        secondFolder: null,
        clockOffsetMs: 0,
        cameras,
        ...more,
      };
      const { status } = await ask('PUT', '/plan', plan);
      if (status !== 204) throw new Error(`plan: ${status}`);
    },
    async until(cameraId, as, ms = 90_000) {
      const endMs = performance.now() + ms;
      for (;;) {
        const report = (await state()).cameras.find((one) => one.cameraId === cameraId);
        if (report !== undefined && as(report)) return report;
        if (performance.now() > endMs) throw new Error(`still ${JSON.stringify(report)}\n${log.join('\n')}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async stop() {
      child.stdin.end();
      await closed;
      socket.removeFolder();
    },
    async kill() {
      child.kill('SIGKILL');
      await closed;
      socket.removeFolder();
    },
  };
}

/** A camera as a plan wants it: recorded from now until told otherwise. */
export function plannedCamera(mainUrl: string, more: Partial<PlannedCamera> = {}): PlannedCamera {
  return {
    cameraId: newUlid(),
    source: { kind: 'rtsp', mainUrl, subUrl: null, user: null, password: null, transport: 'tcp' },
    spans: [{ from: new Date().toISOString(), until: null }],
    sound: false,
    leastPicture: null,
    ...more,
  };
}
