import { Agent, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';

import type { RefusalCode, ToldFacts } from '#shared/contract/refusal.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { CoreState } from '#shared/contract/desktop.ts';
import { windowOrigin } from '#shared/contract/pageHeaders.ts';

import type { CookieJar } from './cookieJar.ts';

export interface ApiTarget {
  readonly socketPath: string;
  readonly socketToken: string;
  /** Waits for the core, at most that many milliseconds. */
  settled(timeoutMs: number): Promise<CoreState>;
}

/** Headers that belong to one hop, or that only the shell may set. */
const notPassedOn = new Set(
  (
    'connection keep-alive transfer-encoding te trailer upgrade proxy-authorization expect ' +
    'host origin referer cookie x-kaodian-socket content-length'
  ).split(' '),
);

/** A new connection a request: cheap on a local socket, and nothing stale is left over when the core restarts. */
const agent = new Agent({ keepAlive: false });

/**
 * Passes one request of the page on to the core and streams its answer back. A request that comes while the core starts
 * waits for it instead of failing. When the page goes away, the core's side is released.
 * @param waitMs how long a request waits for the core at most
 * @returns the core's answer; 503 `core-not-ready` or 502 `core-gone` as JSON when there is none
 */
export async function forwardToApi(
  call: Request,
  target: ApiTarget,
  cookies: CookieJar,
  waitMs = 60_000,
): Promise<Response> {
  const state = await target.settled(waitMs);
  if (state.kind !== 'ready') return refusal(503, 'core-not-ready', { state: state.kind });
  const { pathname, search } = new URL(call.url);
  const headers: OutgoingHttpHeaders = {};
  call.headers.forEach((value, name) => {
    if (!notPassedOn.has(name)) headers[name] = value;
  });
  headers['host'] = 'kaodian';
  headers['origin'] = windowOrigin;
  headers['x-kaodian-socket'] = target.socketToken;
  const cookie = cookies.header(Date.now());
  if (cookie !== undefined) headers['cookie'] = cookie;

  return new Promise((resolve) => {
    const upstream = httpRequest({
      agent,
      socketPath: target.socketPath,
      method: call.method,
      path: `${pathname}${search}`,
      headers,
    });
    const onAbort = (): void => void upstream.destroy();
    call.signal?.addEventListener('abort', onAbort, { once: true });
    upstream.on('error', (error) => resolve(refusal(502, 'core-gone', { reason: error.message })));
    upstream.on('response', (answer) => resolve(toResponse(answer, cookies)));
    if (call.body === null) upstream.end();
    else
      Readable.fromWeb(call.body as NodeReadableStream)
        .on('error', onAbort)
        .pipe(upstream);
  });
}

function toResponse(answer: IncomingMessage, cookies: CookieJar): Response {
  const headers = new Headers();
  for (let at = 0; at + 1 < answer.rawHeaders.length; at += 2) {
    const name = (answer.rawHeaders[at] ?? '').toLowerCase();
    if (name !== 'set-cookie' && !notPassedOn.has(name))
      headers.append(name, answer.rawHeaders[at + 1] ?? '');
  }
  cookies.take(answer.headers['set-cookie'] ?? [], Date.now());
  const status = answer.statusCode ?? 502;
  if (status === 204 || status === 205 || status === 304) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(streamOf(answer), { status, headers });
}

/** The answer as a web stream that destroys the connection when nobody reads it any more. */
function streamOf(answer: IncomingMessage): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let over = false;
      answer.on('data', (piece: Buffer) => {
        controller.enqueue(new Uint8Array(piece));
        if ((controller.desiredSize ?? 1) <= 0) answer.pause();
      });
      answer.on('end', () => {
        if (!over) controller.close();
        over = true;
      });
      const fail = (error?: Error): void => {
        if (!over) controller.error(error ?? new Error('the core went away'));
        over = true;
      };
      answer.on('error', fail);
      answer.on('close', () => fail());
    },
    pull() {
      answer.resume();
    },
    cancel() {
      answer.destroy();
    },
  });
}

function refusal<Code extends RefusalCode>(status: number, code: Code, ...facts: ToldFacts<Code>): Response {
  return Response.json(refuse(code, ...facts), { status, headers: { 'cache-control': 'no-store' } });
}
