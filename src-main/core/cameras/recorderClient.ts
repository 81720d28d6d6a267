import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { probeAnswer, recorderState } from '#shared/contract/recorder.ts';
import type { RecorderPlan, RecorderState } from '#shared/contract/recorder.ts';
import type { RecorderLink } from '../api/recording.ts';

/** Where the recorder listens. */
export interface RecorderAddress {
  readonly socketPath: string;
  readonly socketToken: string;
}

/** After how long a recorder that was away is asked again. */
const againMs = 1_000;
/** Longer than a probe may take (contract/recorder.ts). */
const probeMs = 25_000;
const answerMs = 15_000;
/** The recorder tells its state at least this often; one that is silent longer does not answer. */
const silentMs = 15_000;

/** A recorder that there is none of: a core that was started by itself. */
export const noRecorder: RecorderLink = {
  state: () => null,
  plan: () => undefined,
  onState: () => undefined,
  probe: () => Promise.resolve(null),
  still: () => Promise.resolve(null),
  live: () => Promise.resolve(null),
  playable: () => Promise.resolve(null),
  close: () => undefined,
};

/**
 * Talks to the recorder by HTTP on its private socket. It watches its state from the first plan on, and tells it the newest plan each time
 * it was away. Nothing here throws: who does not answer, answers null. Secrets go in bodies only, and no body is ever noted.
 */
export function connectRecorder(address: RecorderAddress): RecorderLink {
  const ended = new AbortController();
  const listeners: (() => void)[] = [];
  let newest: RecorderPlan | null = null;
  let heard: RecorderState | null = null;
  let watching = false;

  const tell = (state: RecorderState | null): void => {
    if (state === null && heard === null) return;
    heard = state;
    for (const listener of listeners) listener();
  };

  function ask(
    method: string,
    path: string,
    body: unknown,
    { signal, timeoutMs }: { readonly signal?: AbortSignal; readonly timeoutMs?: number } = {},
  ): Promise<IncomingMessage | null> {
    const signals = [ended.signal, ...(signal === undefined ? [] : [signal])];
    return new Promise((resolve) => {
      const text = body === undefined ? null : Buffer.from(JSON.stringify(body));
      const asked = request({
        socketPath: address.socketPath,
        method,
        path,
        signal: AbortSignal.any(signals),
        headers: {
          'x-kaodian-socket': address.socketToken,
          ...(text === null ? {} : { 'content-type': 'application/json', 'content-length': text.length }),
        },
      });
      if (timeoutMs !== undefined) asked.setTimeout(timeoutMs, () => asked.destroy());
      asked.on('response', (answer) => {
        // A recorder that dies while it answers is one that does not answer; whoever reads notices the end.
        answer.on('error', () => undefined);
        resolve(answer);
      });
      asked.on('error', () => resolve(null));
      asked.end(text ?? undefined);
    });
  }

  async function bytes(
    method: string,
    path: string,
    body: unknown,
    options: { readonly signal?: AbortSignal; readonly timeoutMs: number },
  ): Promise<Buffer | null> {
    const answer = await ask(method, path, body, options);
    if (answer === null) return null;
    const read = await buffer(answer).catch(() => null);
    return answer.statusCode === 200 ? read : null;
  }

  async function sendPlan(): Promise<void> {
    const plan = newest;
    const answer = await ask('PUT', '/plan', plan, { timeoutMs: answerMs });
    answer?.resume();
    // What changed meanwhile is told as well.
    if (newest !== plan) await sendPlan();
  }

  async function hear(answer: IncomingMessage): Promise<void> {
    const lines = createInterface({ input: answer });
    answer.on('error', () => lines.close());
    try {
      for await (const line of lines) {
        const state = stateOf(line);
        if (state !== null) tell(state);
      }
    } catch {
      // Cut off in the middle: the same as its end.
    }
  }

  /** Listens to the states until the recorder goes away; then again, as long as this link is open. */
  async function watch(): Promise<void> {
    while (!ended.signal.aborted) {
      const answer = await ask('GET', '/watch', undefined, { timeoutMs: silentMs });
      if (answer?.statusCode === 200) {
        await sendPlan();
        if (!answer.destroyed) await hear(answer);
      } else answer?.resume();
      if (ended.signal.aborted) return;
      tell(null);
      await pause(againMs, ended.signal);
    }
  }

  return {
    state: () => heard,
    plan(plan) {
      newest = plan;
      if (!watching) {
        watching = true;
        void watch();
      } else if (heard !== null) void sendPlan();
    },
    onState: (listener) => void listeners.push(listener),
    async probe(source) {
      const read = await bytes('POST', '/probe', { source }, { timeoutMs: probeMs });
      const parsed = read === null ? null : probeAnswer.safeParse(jsonOf(read.toString('utf8')));
      return parsed?.success === true ? parsed.data : null;
    },
    still: (cameraId) => bytes('GET', `/still?camera=${cameraId}`, undefined, { timeoutMs: answerMs }),
    async live(cameraIds, signal) {
      const answer = await ask('GET', `/live?cameras=${cameraIds.join(',')}&quality=sub`, undefined, {
        signal,
      });
      if (answer === null) return null;
      if (answer.statusCode === 200) return Readable.toWeb(answer) as ReadableStream<Uint8Array>;
      answer.resume();
      return null;
    },
    playable: (segment, signal) => bytes('POST', '/playable', segment, { signal, timeoutMs: 60_000 }),
    close: () => ended.abort(),
  };
}

function stateOf(line: string): RecorderState | null {
  const parsed = recorderState.safeParse(jsonOf(line));
  return parsed.success ? parsed.data : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Waits before asking again; at once when the link is closed. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
