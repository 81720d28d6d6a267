import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerifyReport } from '#shared/contract/recorder.ts';
import { openSegmentStore } from '../../src-main/recorder/segmentStore.ts';
import { plannedCamera, startRecorder } from '../support/recorderProcess.ts';
import type { TestRecorder } from '../support/recorderProcess.ts';
import { startCamera } from '../support/rtspCamera.ts';
import { makeBench, round } from './measuring.ts';

const mostTimes = 1.2;
const backWithinMs = 3_000;
const stream = { width: 640, height: 360, rate: 15, keyFrames: 30, pattern: 'pinwheel', bitrate: 1500 };

/** The recorder beside as many bare `ffmpeg -c copy` on the same stream at the same time; then the camera is switched off and on. */
export const benchCameras = makeBench({
  measures:
    'processor time and memory of recording a camera, beside a bare ffmpeg -c copy of the same stream at the same time',
  bound: `recording at most ${mostTimes} times the bare processor time; no second lost while all is well; back within ${backWithinMs / 1000} s of the stream`,
  counts: { cameras: 16, seconds: 60 },
  async run({ cameras, seconds }, say) {
    const dir = mkdtempSync(join(tmpdir(), 'kd-bench-'));
    const lens = await startCamera({ '/main': stream });
    const bare = Array.from({ length: cameras }, (_, index) =>
      startBare(lens.url('/main'), join(dir, `bare-${index}.mp4`)),
    );
    const recorder = await startRecorder(
      dir,
      join(import.meta.dirname, '..', '..', 'out', 'core', 'recorder.js'),
    );
    try {
      const planned = Array.from({ length: cameras }, () => plannedCamera(lens.url('/main')));
      await recorder.plan(planned);
      for (const { cameraId } of planned)
        await recorder.until(cameraId, ({ state }) => state === 'recording', 60_000);
      const begun = Date.now();
      const pids = { bare: bare.map(({ pid }) => pid ?? 0), ...ownProcesses(recorder) };
      const before = usedBy(pids);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      const after = usedBy(pids);
      const perCamera = (what: keyof typeof pids): number =>
        round(((after[what] - before[what]) / seconds / cameras) * 100);
      const bareCpu = perCamera('bare');
      const recordingCpu = round(perCamera('recorder') + perCamera('copies'));
      const healthCpu = perCamera('health');
      const memory = {
        bare: memoryOf(pids.bare, cameras),
        recording: memoryOf([...pids.recorder, ...pids.copies], cameras),
        health: memoryOf(pids.health, cameras),
      };
      const lostSeconds = lostSince(dir, begun);
      const cameraHours = (cameras * seconds) / 3600;
      await lens.kill();
      for (const { cameraId } of planned)
        await recorder.until(cameraId, ({ state }) => state === 'lost', 30_000);
      const again = await startCamera({ '/main': stream }, { port: lens.port });
      const streamAt = Date.now();
      for (const { cameraId } of planned)
        await recorder.until(cameraId, ({ state }) => state === 'recording', 60_000);
      const backMs = lastGapEnds(dir).map((end) => end - streamAt);
      await again.kill();
      const report = await recorder.json<VerifyReport>('POST', '/verify', { level: 'hash', cameras: null });
      const ratio = round(recordingCpu / bareCpu);
      const figures = {
        cameras,
        percentOfAProcessor: {
          bare: bareCpu,
          recording: recordingCpu,
          ofWhichRecorder: perCamera('recorder'),
          health: healthCpu,
        },
        ratio,
        ratioWithHealth: round((recordingCpu + healthCpu) / bareCpu),
        megabytes: memory,
        lostSecondsPerCameraHour: round(lostSeconds / cameraHours),
        backAfterMs: { least: Math.min(...backMs), most: Math.max(...backMs) },
        verified: report.ok,
      };
      say(
        `a camera, of a processor: bare ${bareCpu} %, recorded ${recordingCpu} % (${ratio} times), its health ${healthCpu} % more`,
      );
      say(
        `a camera, memory of its own: bare ${memory.bare} MB, recorded ${memory.recording} MB, its health ${memory.health} MB more`,
      );
      say(
        `lost ${figures.lostSecondsPerCameraHour} s a camera-hour; back ${figures.backAfterMs.least}–${figures.backAfterMs.most} ms after the stream; verified: ${report.ok}`,
      );
      const kept =
        ratio <= mostTimes && lostSeconds === 0 && figures.backAfterMs.most <= backWithinMs && report.ok;
      return { ...figures, kept };
    } finally {
      await recorder.stop();
      for (const one of bare) one.kill('SIGKILL');
      await lens.kill();
      rmSync(dir, { recursive: true });
    }
  },
});

function startBare(url: string, file: string) {
  const args = [
    '-nostdin',
    '-loglevel',
    'error',
    '-rtsp_transport',
    'tcp',
    '-i',
    url,
    '-map',
    '0:v:0',
    '-c',
    'copy',
    '-f',
    'mp4',
    file,
  ];
  return spawn('ffmpeg', args, { stdio: 'ignore' });
}

function ownProcesses({ child }: TestRecorder) {
  const pid = child.pid ?? 0;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  const isHealth = (one: number): boolean =>
    readFileSync(`/proc/${one}/cmdline`, 'utf8').includes('signalstats');
  return {
    recorder: [pid],
    copies: children.filter((one) => !isHealth(one)),
    health: children.filter(isHealth),
  };
}

/** Seconds of processor time by kind. */
function usedBy<Kind extends string>(pids: Readonly<Record<Kind, readonly number[]>>): Record<Kind, number> {
  const entries = Object.entries<readonly number[]>(pids).map(([kind, all]) => [
    kind,
    all.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
  ]);
  return Object.fromEntries(entries) as Record<Kind, number>;
}

/** Ticks a second of Linux' process accounting. */
const ticks = 100;

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

/** What some processes have for themselves alone, shared parts by their share; megabytes a camera. */
function memoryOf(pids: readonly number[], cameras: number): number {
  const kilobytes = pids.reduce((sum, pid) => {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return sum + Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
  }, 0);
  return round(kilobytes / 1024 / cameras);
}

function gapsOf(dir: string) {
  const store = openSegmentStore(dir, { readOnly: true });
  try {
    return Array.from(store.all(null)).filter(({ kind }) => kind === 'gap');
  } finally {
    store.close();
  }
}

function lostSince(dir: string, sinceMs: number): number {
  return (
    gapsOf(dir).reduce(
      (sum, { start, end }) => sum + Math.max(0, Date.parse(end) - Math.max(sinceMs, Date.parse(start))),
      0,
    ) / 1000
  );
}

function lastGapEnds(dir: string): readonly number[] {
  const ends = new Map(gapsOf(dir).map(({ camera, end }) => [camera, Date.parse(end)]));
  return [...ends.values()];
}
