import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

import { z } from 'zod';

import type { CoreOrder, CoreReport, CoreStart } from '#shared/contract/coreProcess.ts';
import type { CoreState } from '#shared/contract/desktop.ts';
import { codeFrom } from '#shared/contract/refusal.ts';
import { coreRefusalCodes } from '#shared/contract/coreProcess.ts';

import { makePrivateSocket, scrubEnvironment } from './privateSocket.ts';
import { keepRecorder } from './recorderKeeper.ts';

/** Keeps the site's database key in the system's key store; absent where the system has no real one. */
export interface KeyKeeper {
  load(): Promise<string | undefined>;
  save(siteKeyHex: string): Promise<void>;
}

export interface LaunchOptions {
  /** The program that runs the core: Node 24, never the shell's own runtime. */
  readonly program: string;
  /** Its arguments; no secret may stand here. */
  readonly args: readonly string[];
  /** What the core is told, without what the launcher makes itself. */
  readonly start: Omit<CoreStart, 'v' | 'socketPath' | 'socketToken' | 'keyStore' | 'recorder'>;
  /** The recorder, which the same program runs beside the core when the core asks for it. Absent: nothing is recorded here. */
  readonly recorder?: { readonly args: readonly string[]; readonly packedFfmpeg: string | null };
  readonly keyKeeper?: KeyKeeper;
  /** Further environment of the core, beside the few variables that pass the scrub. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Checks to make before each start (the shell's hash list); a refusal stands until `retry`. */
  readonly beforeStart?: () => Promise<Extract<CoreState, { kind: 'refused' }> | undefined>;
  /** Milliseconds to wait before start number `attempt` (1 = first restart). */
  readonly waitMs?: (attempt: number) => number;
  /** How long a core must have run to be called well again, in milliseconds. */
  readonly wellAfterMs?: number;
  /** How long the core may take to close the site before it is ended, in milliseconds. */
  readonly graceMs?: number;
  readonly onLog?: (line: string) => void;
}

export interface Launcher {
  /** Where the API listens; the same for the launcher's whole life. */
  readonly socketPath: string;
  readonly socketToken: string;
  state(): CoreState;
  /** Calls back at every change; answers with the function that ends it. */
  onState(listener: (state: CoreState) => void): () => void;
  /** Waits until the core is ready, refused or stopped, at most `timeoutMs`; answers with the state then. */
  settled(timeoutMs: number): Promise<CoreState>;
  /** A fresh one-time sign-in link, or nothing when the core is not ready or does not answer within five seconds. */
  freshLink(): Promise<string | undefined>;
  /** Starts again after a refusal; does nothing in any other state. */
  retry(): void;
  /** The last lines that the core wrote to its log, for a report. */
  recentLog(): readonly string[];
  /** Ends the core by ending its standard input, waits for it, and removes the socket's folder. */
  stop(): Promise<void>;
}

type CoreChild = ChildProcessByStdio<Writable, Readable, Readable>;

const keptLogLines = 200;

/** 250 ms, doubled with each attempt, at most 10 s. */
export function restartWaitMs(attempt: number): number {
  return Math.min(10_000, 250 * 2 ** Math.max(0, attempt - 1));
}

/**
 * Starts the core and keeps it running: a core that dies is started again with a growing pause, one that refuses to start
 * is not. Secrets go over its standard input only.
 * @throws when the socket's private folder cannot be made
 */
export function launchCore(options: LaunchOptions): Launcher {
  const socket = makePrivateSocket();
  const recorder =
    options.recorder === undefined
      ? undefined
      : keepRecorder({
          ...options.recorder,
          program: options.program,
          mayStart: async () => (await options.beforeStart?.()) === undefined,
          waitMs: options.waitMs ?? restartWaitMs,
          graceMs: options.graceMs ?? 10_000,
          onLog: note,
        });
  const listeners = new Set<(state: CoreState) => void>();
  const linkWaiters: ((link: string | undefined) => void)[] = [];
  const log: string[] = [];
  let state: CoreState = { kind: 'starting', attempt: 0 };
  let child: CoreChild | undefined;
  let restart: NodeJS.Timeout | undefined;
  let attempt = 0;
  let readyAt: number | undefined;
  /** Where the last core served the page: the next one shall be found there by the pages that are open. */
  let lastPort: number | undefined;
  let stopping: Promise<void> | undefined;

  function enter(next: CoreState): void {
    state = next;
    for (const listener of listeners) listener(next);
  }

  function note(line: string): void {
    log.push(line);
    if (log.length > keptLogLines) log.shift();
    options.onLog?.(line);
  }

  async function begin(): Promise<void> {
    if (state.kind !== 'starting') enter({ kind: 'starting', attempt });
    const refusal = await options.beforeStart?.();
    if (stopping !== undefined) return;
    if (refusal !== undefined) return enter(refusal);
    const siteKeyHex = options.start.siteKeyHex ?? (await options.keyKeeper?.load());
    if (stopping !== undefined) return;
    socket.removeStale();
    const started = spawn(options.program, [...options.args], {
      env: { ...scrubEnvironment(process.env), ...options.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    child = started;
    watch(started);
    const first: CoreStart = {
      ...options.start,
      ...(lastPort === undefined ? {} : { http: { port: lastPort } }),
      v: 1,
      socketPath: socket.path,
      socketToken: socket.token,
      keyStore: options.keyKeeper !== undefined,
      ...(recorder === undefined
        ? {}
        : { recorder: { socketPath: recorder.socketPath, socketToken: recorder.socketToken } }),
      ...(siteKeyHex === undefined ? {} : { siteKeyHex }),
    };
    started.stdin.write(`${JSON.stringify(first)}\n`);
  }

  function watch(started: CoreChild): void {
    // A core that died while we wrote to it is reported by its exit, not by the broken pipe.
    started.stdin.on('error', () => undefined);
    createInterface({ input: started.stdout }).on('line', hear);
    createInterface({ input: started.stderr }).on('line', note);
    let over = false;
    const end = (reason: string): void => {
      if (over) return;
      over = true;
      ended(reason);
    };
    started.on('error', (error) => end(error.message));
    started.on('close', (code, signal) => end(signal === null ? `exit ${code}` : `signal ${signal}`));
  }

  function hear(line: string): void {
    const report = parseCoreReport(line);
    if (report === undefined) return note(line);
    switch (report.kind) {
      case 'ready':
        readyAt = performance.now();
        if (report.httpOrigin !== undefined) lastPort = Number(new URL(report.httpOrigin).port);
        enter(report);
        return;
      case 'link':
        for (const waiter of linkWaiters.splice(0)) waiter(report.signInLink);
        return;
      case 'siteKey':
        options.keyKeeper
          ?.save(report.siteKeyHex)
          .catch((error: unknown) => note(`key store: ${String(error)}`));
        return;
      case 'recorder':
        recorder?.want(report.siteDir);
        return;
      case 'refused':
        if (report.code === 'port-taken' && lastPort !== undefined) {
          // Another program was quicker: better at another port than not at all.
          lastPort = undefined;
          return;
        }
        enter(report);
        return;
      default:
        report satisfies never;
    }
  }

  function ended(reason: string): void {
    child = undefined;
    for (const waiter of linkWaiters.splice(0)) waiter(undefined);
    if (stopping !== undefined || state.kind === 'refused') return;
    const ranWell = readyAt !== undefined && performance.now() - readyAt >= (options.wellAfterMs ?? 60_000);
    readyAt = undefined;
    attempt = ranWell ? 1 : attempt + 1;
    const waitMs = (options.waitMs ?? restartWaitMs)(attempt);
    note(`the core ended (${reason}); starting again in ${waitMs} ms`);
    enter({ kind: 'restarting', attempt, waitMs, reason });
    restart = setTimeout(start, waitMs);
  }

  function start(): void {
    if (stopping !== undefined) return;
    begin().catch((error: unknown) => ended(String(error)));
  }

  async function stopCore(): Promise<void> {
    clearTimeout(restart);
    const running = child;
    if (running !== undefined) await endProcess(running, options.graceMs ?? 10_000);
    // After the core: until its end it may still ask.
    await recorder?.stop();
    enter({ kind: 'stopped' });
    socket.removeFolder();
  }

  start();

  return {
    socketPath: socket.path,
    socketToken: socket.token,
    state: () => state,
    onState(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    settled(timeoutMs) {
      const isSettled = (now: CoreState): boolean => now.kind !== 'starting' && now.kind !== 'restarting';
      if (isSettled(state)) return Promise.resolve(state);
      return new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          listeners.delete(listener);
          resolve(state);
        };
        const listener = (next: CoreState): void => {
          if (isSettled(next)) finish();
        };
        const timer = setTimeout(finish, timeoutMs);
        listeners.add(listener);
      });
    },
    freshLink() {
      const running = child;
      if (running === undefined || state.kind !== 'ready') return Promise.resolve(undefined);
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(undefined), 5_000);
        linkWaiters.push((link) => {
          clearTimeout(timer);
          resolve(link);
        });
        const order: CoreOrder = { kind: 'link' };
        running.stdin.write(`${JSON.stringify(order)}\n`);
      });
    },
    retry() {
      if (state.kind !== 'refused' || stopping !== undefined) return;
      attempt = 0;
      // A core that refused ends by itself; the next one must not meet it on the socket.
      const last = child;
      if (last === undefined) start();
      else {
        enter({ kind: 'starting', attempt });
        last.removeAllListeners('close').on('close', start);
        last.stdin.end();
      }
    },
    recentLog: () => log,
    stop() {
      stopping ??= stopCore();
      return stopping;
    },
  };
}

/** Ends a core: end of input, then SIGTERM, then SIGKILL, each after the time of grace. */
async function endProcess(running: CoreChild, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => running.once('close', () => resolve()));
  const timers = [
    setTimeout(() => running.kill('SIGTERM'), graceMs),
    setTimeout(() => running.kill('SIGKILL'), graceMs * 2),
  ];
  running.stdin.end();
  await closed;
  for (const timer of timers) clearTimeout(timer);
}

/** The words for a code that no list knows are those of what was not foreseen. */
const refusalSchema = z.object({
  code: z.string().transform(codeFrom),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

const coreReport = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    pid: z.int(),
    unlockRefused: refusalSchema.exactOptional(),
    httpOrigin: z.string().exactOptional(),
    signInLink: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal('link'), signInLink: z.string() }),
  z.object({ kind: z.literal('siteKey'), siteKeyHex: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.object({ kind: z.literal('recorder'), siteDir: z.string().nullable() }),
  z.object({
    kind: z.literal('refused'),
    code: z.enum(coreRefusalCodes),
    facts: z.record(z.string(), z.string()),
  }),
]);

/** One line of the core's standard output; nothing when it is not a report (then it belongs to the log). */
export function parseCoreReport(line: string): CoreReport | undefined {
  if (!line.startsWith('{')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = coreReport.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
