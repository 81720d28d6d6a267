import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { scrubEnvironment } from '#node/privateSocket.ts';
import { redact } from './redact.ts';

/** ffmpeg as it was packed with the app, as the environment names it, or the system's; null: none. */
export function findFfmpeg(packed: string | null, environment: NodeJS.ProcessEnv): string | null {
  const named = environment['KAODIAN_FFMPEG'] ?? '';
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const system = (environment['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  return [packed ?? '', named, ...system].find((file) => file !== '' && existsSync(file)) ?? null;
}

export interface RunningFfmpeg {
  readonly pid: number | undefined;
  /** The last words that it said, without secrets. */
  readonly said: readonly string[];
  /** Settles when it has ended and its output is read. */
  readonly ended: Promise<{ readonly code: number | null }>;
  readonly kill: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly write: (bytes: Buffer) => boolean;
  readonly endInput: () => void;
}

const keptLines = 30;

/** Starts ffmpeg with a scrubbed environment; what it says is kept without secrets, what it writes goes to `onData`. */
export function startFfmpeg(
  program: string,
  args: readonly string[],
  options: {
    readonly stdin?: string | 'open';
    readonly secrets?: readonly string[];
    readonly onData: (chunk: Buffer) => void;
    /** Bytes on file descriptor 3, where the arguments write there. */
    readonly onExtra?: (chunk: Buffer) => void;
  },
): RunningFfmpeg {
  const child = spawn(program, ['-nostdin', '-hide_banner', ...args], {
    env: scrubEnvironment(process.env),
    stdio: options.onExtra === undefined ? ['pipe', 'pipe', 'pipe'] : ['pipe', 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error('ffmpeg has no pipes');
  const said: string[] = [];
  stdin.on('error', () => undefined);
  if (options.stdin !== 'open') stdin.end(options.stdin ?? '');
  stdout.on('data', options.onData);
  stdout.on('error', () => undefined);
  const extra = child.stdio[3] as Readable | null | undefined;
  extra?.on('error', () => undefined);
  if (options.onExtra !== undefined) extra?.on('data', options.onExtra);
  createInterface({ input: stderr }).on('line', (line) => {
    said.push(redact(line.slice(0, 500), options.secrets ?? []));
    if (said.length > keptLines) said.shift();
  });
  const ended = new Promise<{ code: number | null }>((resolve) => {
    child.once('error', (error) => {
      said.push(redact(error.message, options.secrets ?? []));
      resolve({ code: null });
    });
    child.once('close', (code) => resolve({ code }));
  });
  return {
    pid: child.pid,
    said,
    ended,
    kill: () => void child.kill('SIGKILL'),
    pause: () => void stdout.pause(),
    resume: () => void stdout.resume(),
    write: (bytes) => stdin.write(bytes),
    endInput: () => void stdin.end(),
  };
}
