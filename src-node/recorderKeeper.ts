import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { recorderReady } from '#shared/contract/recorder.ts';
import type { RecorderStart } from '#shared/contract/recorder.ts';
import { makePrivateSocket, scrubEnvironment } from './privateSocket.ts';

export interface RecorderKeeperOptions {
  /** The program that runs the recorder: Node 24. */
  readonly program: string;
  readonly args: readonly string[];
  /** Where ffmpeg was packed with the app; null: it was not. */
  readonly packedFfmpeg: string | null;
  /** Whether the files may be started now; asked before each start. */
  readonly mayStart: () => Promise<boolean>;
  readonly waitMs: (attempt: number) => number;
  /** How long it may take to bring its last segments to the disk, in milliseconds. */
  readonly graceMs: number;
  readonly onLog: (line: string) => void;
}

/** Keeps the recorder of a site running, beside the core and through its restarts. */
export interface RecorderKeeper {
  readonly socketPath: string;
  readonly socketToken: string;
  /** Which site is to be recorded; null: none. Another one than before ends the recorder of the one before first. */
  want(siteDir: string | null): void;
  /** Ends it and waits for it. */
  stop(): Promise<void>;
}

/** Passed on beside the few variables that every child gets: whose ffmpeg it is. */
const ffmpegVariable = 'KAODIAN_FFMPEG';
/** A recorder that ran so long was well; its next start does not wait longer than the first. */
const wellAfterMs = 30_000;

type RecorderChild = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Makes the recorder's address; starts nothing until a site is wanted. What dies is started again with a growing pause.
 * @throws when the socket's private folder cannot be made
 */
export function keepRecorder(options: RecorderKeeperOptions): RecorderKeeper {
  const socket = makePrivateSocket();
  let wanted: string | null = null;
  let running: {
    readonly child: RecorderChild;
    readonly siteDir: string;
    readonly ended: Promise<void>;
  } | null = null;
  let starting = false;
  let attempt = 0;
  let again: NodeJS.Timeout | null = null;
  let stopping: Promise<void> | null = null;

  async function begin(): Promise<void> {
    const siteDir = wanted;
    if (siteDir === null || running !== null || starting || stopping !== null) return;
    starting = true;
    const may = await options.mayStart().catch(() => false);
    starting = false;
    // Whoever changed their mind meanwhile is asked again.
    if (stopping !== null || wanted !== siteDir) return begin();
    if (!may) return later('its files are not as shipped');
    const named = process.env[ffmpegVariable];
    const child = spawn(options.program, [...options.args], {
      env: { ...scrubEnvironment(process.env), ...(named === undefined ? {} : { [ffmpegVariable]: named }) },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const startedAt = performance.now();
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line !== recorderReady) options.onLog(`recorder: ${line}`);
    });
    createInterface({ input: child.stderr }).on('line', (line) => options.onLog(`recorder: ${line}`));
    const ended = new Promise<void>((resolve) => {
      let over = false;
      const end = (reason: string): void => {
        if (over) return;
        over = true;
        running = null;
        if (performance.now() - startedAt >= wellAfterMs) attempt = 0;
        resolve();
        if (wanted === siteDir) later(reason);
        else void begin();
      };
      child.on('error', (error) => end(error.message));
      child.on('close', (code, signal) => end(signal === null ? `exit ${code}` : `signal ${signal}`));
    });
    running = { child, siteDir, ended };
    const start: RecorderStart = {
      v: 1,
      socketPath: socket.path,
      socketToken: socket.token,
      siteDir,
      packedFfmpeg: options.packedFfmpeg,
    };
    child.stdin.write(`${JSON.stringify(start)}\n`);
  }

  function later(reason: string): void {
    if (stopping !== null) return;
    attempt += 1;
    const waitMs = options.waitMs(attempt);
    options.onLog(`the recorder ended (${reason}); starting again in ${waitMs} ms`);
    again = setTimeout(() => void begin(), waitMs);
  }

  async function end(): Promise<void> {
    if (again !== null) clearTimeout(again);
    const last = running;
    if (last === null) return;
    const timers = [
      setTimeout(() => last.child.kill('SIGTERM'), options.graceMs),
      setTimeout(() => last.child.kill('SIGKILL'), options.graceMs * 2),
    ];
    last.child.stdin.end();
    await last.ended;
    for (const timer of timers) clearTimeout(timer);
  }

  return {
    socketPath: socket.path,
    socketToken: socket.token,
    want(siteDir) {
      if (siteDir === wanted) return;
      wanted = siteDir;
      attempt = 0;
      if (running !== null) void end();
      else {
        if (again !== null) clearTimeout(again);
        void begin();
      }
    },
    stop() {
      stopping ??= end().then(() => socket.removeFolder());
      return stopping;
    },
  };
}
