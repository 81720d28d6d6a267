import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { ListenOptions } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReadableStream as WebStream } from 'node:stream/web';
import { errorCode } from './durableFile.ts';
import {
  bodyWithin,
  countConnections,
  drain,
  usualHttpLimits,
  type BodyFault,
  type HttpLimits,
} from './httpLimits.ts';

/** Longer than any client's agent keeps a connection, or a request is lost in between. */
const keepAliveMs = 75_000;
/** The head of a request, and the handshake before it, must be quick; how slow its body may be stands in `HttpLimits`. */
const headersMs = 20_000;
/** How often the server looks for heads that are late. */
const lookForLateMs = 5000;
/** How long an answer may wait for a reader that takes nothing of it. */
const readerMs = 120_000;

/** What sending says when the connection ended in its middle, or before it began. */
const clientGone: ReadonlySet<string> = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE']);

/** PEM texts. */
export interface TlsFiles {
  readonly key: string;
  readonly cert: string;
}

export interface HttpServerOptions {
  /**
   * Answers a request. Its `signal` aborts when the client goes away before the end of the answer, and the body
   * of an answer that nobody reads any more is cancelled. The host in the address says nothing: check `Host`.
   */
  readonly handle: (request: Request) => Promise<Response>;
  /** The answer when `handle` throws. The error's own text is for no client. */
  readonly failed: (error: unknown) => Response;
  readonly tls?: TlsFiles | null;
  /** A larger body is answered so: at once when it is announced, else where it passes the limit. */
  readonly bodyLimit?: { readonly bytes: number; readonly tooLarge: () => Response };
  readonly limits?: HttpLimits;
  /** The answer to a body that comes too slowly; 408 without words unless told. */
  readonly tooSlow?: () => Response;
  /** The answer to an address that holds too many connections; 429 without words unless told. */
  readonly tooMany?: () => Response;
}

/** A server that listens. */
export interface Listening {
  /** The port; 0 on a socket or pipe. */
  readonly port: number;
  /** Ends all connections, also those in the middle of an answer. */
  readonly close: () => Promise<void>;
}

/**
 * The one way from Node's HTTP to a fetch-style handler, for core and centre. Bodies stream both ways and wait for
 * a slow reader. A target that is no path (`*`, `//host`) is answered 400, without words: no client of ours sends it.
 * Throws the system's error when it cannot listen (EADDRINUSE, …).
 */
export async function listenHttp(options: HttpServerOptions, where: ListenOptions): Promise<Listening> {
  const limits = options.limits ?? usualHttpLimits;
  const listener = (message: IncomingMessage, response: ServerResponse): void =>
    void serve(options, limits, holdsTooMany(message.socket.remoteAddress), message, response).catch(() =>
      response.destroy(),
    );
  const tls = options.tls ?? null;
  const times = {
    keepAliveTimeout: keepAliveMs,
    headersTimeout: headersMs,
    requestTimeout: 0,
    connectionsCheckingInterval: lookForLateMs,
  };
  const server =
    tls === null
      ? createServer(times, listener)
      : createTlsServer({ ...tls, ...times, handshakeTimeout: headersMs }, listener);
  const holdsTooMany = countConnections(server, limits);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  options: HttpServerOptions,
  limits: HttpLimits,
  holdsTooMany: boolean,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const answer = holdsTooMany
    ? ending(options.tooMany?.() ?? new Response(null, { status: 429 }))
    : await answerTo(options, limits, message, gone.signal);
  try {
    // A stream of news may be silent for hours; what waits to be read may not.
    response.setTimeout(readerMs, () => {
      if (message.socket.writableLength > 0) response.destroy();
    });
    await send(answer, message, response);
    drain(message, limits);
  } catch (error) {
    // What broke in the middle must not look whole. Of a client that went away there is nothing to note.
    response.destroy();
    if (!clientGone.has(errorCode(error) ?? '')) options.failed(error);
  }
}

/** The same answer, after which the connection ends. */
function ending(answer: Response): Response {
  answer.headers.set('connection', 'close');
  return answer;
}

async function answerTo(
  { handle, failed, bodyLimit, tooSlow }: HttpServerOptions,
  limits: HttpLimits,
  message: IncomingMessage,
  gone: AbortSignal,
): Promise<Response> {
  const limit = bodyLimit?.bytes ?? Number.POSITIVE_INFINITY;
  const tooLarge = bodyLimit?.tooLarge ?? (() => new Response(null, { status: 413 }));
  if (Number(message.headers['content-length'] ?? '0') > limit) return tooLarge();
  const refusal = (): Response | null => {
    if (fault === 'too-large') return tooLarge();
    return fault === 'too-slow' ? ending(tooSlow?.() ?? new Response(null, { status: 408 })) : null;
  };
  let fault: BodyFault | null = null;
  const body = bodyWithin(message, limit, limits, (found) => (fault = found));
  const request = requestOf(message, body, gone);
  if (request === null) return new Response(null, { status: 400, headers: { connection: 'close' } });
  try {
    const answer = await handle(request);
    return refusal() ?? answer;
  } catch (error) {
    const refused = refusal();
    if (refused !== null) return refused;
    // Nobody is there to read it, and a handler that lost its client did not fail.
    return gone.aborted ? new Response(null, { status: 499 }) : failed(error);
  }
}

/** Null when there is no such request: no path, or a method that fetch does not know (TRACE). */
function requestOf(
  message: IncomingMessage,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Request | null {
  const url = addressOf(message.url ?? '');
  if (url === null) return null;
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = message.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const sent = { body: WebStream.from(body) as ReadableStream<Uint8Array>, duplex: 'half' as const };
  try {
    return new Request(url, { method, headers, signal, ...(hasBody ? sent : {}) });
  } catch {
    return null;
  }
}

/**
 * The address that a request line names, on a host that is none. Of the absolute form (RFC 9112, 3.2.2), which
 * proxies use, only path and query count. A path with `//` in front could be taken for a host by the next reader.
 */
function addressOf(target: string): URL | null {
  const path = target.replace(/^https?:\/\/[^/?#]*/iu, '');
  return /^\/(?![/\\])/u.test(path) ? URL.parse(`http://kaodian.invalid${path}`) : null;
}

async function send(answer: Response, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers: Record<string, string | string[]> = Object.fromEntries(answer.headers);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  response.writeHead(answer.status, headers);
  if (answer.body !== null && message.method !== 'HEAD') {
    await pipeline(Readable.fromWeb(answer.body as WebStream), response);
    return;
  }
  response.end();
  await answer.body?.cancel();
}
