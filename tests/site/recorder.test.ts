import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProbeAnswer, VerifyReport } from '#shared/contract/recorder.ts';
import { openSegmentStore } from '../../src-main/recorder/segmentStore.ts';
import { plannedCamera, recordingsFolder, startRecorder } from '../support/recorderProcess.ts';
import type { TestRecorder } from '../support/recorderProcess.ts';
import { startCamera } from '../support/rtspCamera.ts';
import type { TestCamera } from '../support/rtspCamera.ts';
import { testFolder } from '../support/testSite.ts';

/**
 * Against real RTSP servers; what waits for a stream waits beside the others. How soon things must happen is measured by
 * `npm run bench -- cameras` on a quiet machine: here they must happen, however busy it is.
 */
const patient = { timeout: 240_000 };
const { dir, remove } = testFolder();
const cameras: TestCamera[] = [];
let recorder: TestRecorder;
const planned: Parameters<TestRecorder['plan']>[0][number][] = [];

beforeAll(async () => {
  recorder = await startRecorder(dir);
});
afterAll(async () => {
  await recorder.stop();
  await Promise.all(cameras.map((camera) => camera.kill()));
  remove();
});

async function camera(...given: Parameters<typeof startCamera>): Promise<TestCamera> {
  const started = await startCamera(...given);
  cameras.push(started);
  return started;
}

/** Adds a camera to the plan. */
async function record(...given: Parameters<typeof plannedCamera>): Promise<string> {
  const one = plannedCamera(...given);
  planned.push(one);
  await recorder.plan(planned);
  return one.cameraId;
}

function rowsOf(cameraId: string, siteDir = dir) {
  const store = openSegmentStore(siteDir, { readOnly: true });
  try {
    return Array.from(store.all(cameraId));
  } finally {
    store.close();
  }
}

const withPassword = {
  kind: 'rtsp',
  subUrl: null,
  user: 'admin',
  password: 'sécret/pässwort',
  transport: 'tcp',
} as const;

describe.concurrent('a camera', () => {
  test('is recorded in segments that play alone and join without a hole', patient, async () => {
    const lens = await camera({ '/main': {}, '/sub': { width: 160, height: 120 } });
    const id = await record(lens.url('/main'));
    await recorder.until(id, ({ count }) => count >= 3);
    const [first, one, two] = rowsOf(id);
    expect(first).toMatchObject({ kind: 'gap', cause: 'starting' });
    expect(one?.start).toBe(first?.end);
    expect(two?.start).toBe(one?.end);
    const path = join(recordingsFolder(dir), two?.file ?? '');
    const [streams, seconds = '0'] = execFileSync(
      'ffprobe',
      ['-v', 'error', '-show_entries', 'stream=codec_name,width:format=duration', '-of', 'csv=p=0', path],
      { encoding: 'utf8' },
    )
      .trim()
      .split('\n');
    expect(streams).toBe('h264,320');
    const lasted = Date.parse(two?.end ?? '') - Date.parse(two?.start ?? '');
    expect(Math.abs(Number(seconds) * 1000 - lasted)).toBeLessThan(5_000);
    const still = await recorder.ask('GET', `/still?camera=${id}`);
    expect(still.body.subarray(0, 2).toString('hex')).toBe('ffd8');
    const target = join(dir, 'joined.mp4');
    const segments = [one, two].map((row) => ({ camera: id, run: row?.run, index: row?.index }));
    expect(await recorder.json('POST', '/join', { segments, target })).toMatchObject({ ok: true });
    expect(await recorder.json('POST', '/join', { segments, target })).toEqual({
      ok: false,
      failure: 'targetExists',
    });
    const bytes = await recorder.ask('POST', '/playable', segments[0]);
    expect(bytes.body).toEqual(readFileSync(join(recordingsFolder(dir), one?.file ?? '')));
    const probed = await recorder.json<ProbeAnswer>('POST', '/probe', {
      source: {
        ...withPassword,
        user: null,
        password: null,
        mainUrl: lens.url('/main'),
        subUrl: lens.url('/sub'),
      },
    });
    expect(probed).toMatchObject({ ok: true, main: { width: 320 }, sub: { width: 160 } });
  });

  test('that was off is back soon after its stream, and the time between is a gap', patient, async () => {
    const lens = await camera({ '/main': {} });
    const id = await record(lens.url('/main'));
    await recorder.until(id, ({ state }) => state === 'recording');
    await lens.kill();
    await recorder.until(id, ({ state, cause }) => state === 'lost' && cause === 'unreachable');
    await camera({ '/main': {} }, { port: lens.port });
    const streamAt = Date.now();
    await recorder.until(id, ({ state }) => state === 'recording');
    const gap = rowsOf(id).findLast(({ kind }) => kind === 'gap');
    expect(gap?.cause).toBe('streamLost');
    expect(Date.parse(gap?.end ?? '')).toBeGreaterThan(streamAt - 1_000);
  });

  test('whose stream stalls while the process lives is noticed', patient, async () => {
    const lens = await camera({ '/main': {} });
    const id = await record(lens.url('/main'));
    await recorder.until(id, ({ state }) => state === 'recording');
    await lens.order({ stall: '/main' });
    const report = await recorder.until(id, ({ state, cause }) => state === 'lost' && cause !== null);
    expect(report.cause).toBe('streamStalled');
  });

  test('that shows nothing, or always the same, is called so', patient, async () => {
    const lens = await camera({ '/main': {} });
    const id = await record(lens.url('/main'));
    await recorder.until(id, ({ state }) => state === 'recording');
    await lens.order({ pattern: ['/main', 'black'] });
    await recorder.until(id, ({ faults }) => faults.includes('black'));
    await lens.order({ pattern: ['/main', 'checkers-8'] });
    await recorder.until(id, ({ faults }) => faults.includes('frozen'));
    await lens.order({ pattern: ['/main', 'blue'] });
    await recorder.until(id, ({ faults }) => faults.includes('covered'));
  });

  test('with H.265 and key frames twelve seconds apart is recorded, and both are said', patient, async () => {
    const lens = await camera({ '/main': { codec: 'h265', keyFrames: 120 } });
    const id = await record(lens.url('/main'));
    const report = await recorder.until(id, ({ faults }) => faults.includes('longKeyFrames'));
    expect(report.stream).toMatchObject({ playable: false });
    expect(report.faults).toContain('noPreview');
    expect(report.stream?.codec).toMatch(/^(?:hvc1|hev1)\./);
  });
});

describe.concurrent('what gives no picture is said so, and tried again', () => {
  test('an address where nobody is', patient, async () => {
    const id = await record('rtsp://127.0.0.1:1/main');
    expect((await recorder.until(id, ({ state, cause }) => state === 'lost' && cause !== null)).cause).toBe(
      'unreachable',
    );
  });

  test('a page of the web', patient, async () => {
    const server = createServer((_, response) => response.end('<html>camera</html>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const id = await record(`rtsp://127.0.0.1:${port}/`);
    expect((await recorder.until(id, ({ state, cause }) => state === 'lost' && cause !== null)).cause).toBe(
      'notAStream',
    );
    server.close();
  });

  test('a wrong password, which stands nowhere', patient, async () => {
    const lens = await camera({ '/main': {} }, { user: 'admin', password: 'right' });
    const id = await record(lens.url('/main'), { source: { ...withPassword, mainUrl: lens.url('/main') } });
    const seen: string[] = [];
    const report = await recorder.until(id, ({ state, cause }) => {
      seen.push(...commandLines());
      return state === 'lost' && cause !== null;
    });
    expect(report.cause).toBe('wrongPassword');
    const probed = await recorder.json<ProbeAnswer>('POST', '/probe', {
      source: { ...withPassword, mainUrl: lens.url('/main') },
    });
    expect(probed).toEqual({ ok: false, failure: 'wrongPassword' });
    const said = [...seen, ...recorder.log, JSON.stringify(await recorder.state())].join('\n');
    expect(seen.some((line) => line.includes('ffmpeg'))).toBe(true);
    for (const form of ['sécret', 'pässwort', encodeURIComponent(withPassword.password)])
      expect(said).not.toContain(form);
    expect(readFileSync(join(dir, 'recordings.db')).includes('sécret')).toBe(false);
  });

  test('the right password', patient, async () => {
    const lens = await camera({ '/main': {} }, { user: 'admin', password: 'sécret/pässwort' });
    const id = await record(lens.url('/main'), { source: { ...withPassword, mainUrl: lens.url('/main') } });
    await recorder.until(id, ({ state }) => state === 'recording');
  });
});

/** Arguments and environment of every process that we may look at. */
function commandLines(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) =>
      ['cmdline', 'environ'].map((what) => {
        try {
          return readFileSync(join('/proc', pid, what), 'utf8');
        } catch {
          // It has just ended.
          return '';
        }
      }),
    );
}

test(
  'a recorder that is killed keeps what arrived, writes down what is missing, and is sound',
  patient,
  async () => {
    const other = testFolder();
    const lens = await camera({ '/main': {} });
    const one = plannedCamera(lens.url('/main'));
    let own = await startRecorder(other.dir);
    await own.plan([one]);
    await own.until(one.cameraId, ({ state }) => state === 'recording');
    const recordedAt = Date.now();
    // A few fragments are on their way.
    await own.until(
      one.cameraId,
      ({ bytesPerSecond }) => bytesPerSecond > 0 && Date.now() - recordedAt > 4_000,
    );
    await own.kill();
    const killedAt = Date.now();
    own = await startRecorder(other.dir);
    await own.plan([one]);
    await own.until(one.cameraId, ({ state }) => state === 'recording');
    const rows = rowsOf(one.cameraId, other.dir);
    const kept = rows.find(({ kind }) => kind === 'segment');
    expect(Date.parse(kept?.end ?? '')).toBeLessThan(killedAt + 1_000);
    expect(Date.parse(kept?.end ?? '') - Date.parse(kept?.start ?? '')).toBeGreaterThan(500);
    const after = rows.slice(rows.findIndex(({ kind }) => kind === 'segment') + 1);
    expect(after[0]).toMatchObject({ kind: 'gap', start: kept?.end, cause: 'recorderStopped' });
    await own.stop();
    own = await startRecorder(other.dir);
    expect(await own.json<VerifyReport>('POST', '/verify', { level: 'hash', cameras: null })).toMatchObject({
      ok: true,
    });
    await own.stop();
    rmSync(other.dir, { recursive: true });
  },
);
