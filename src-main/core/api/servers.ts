import { createReadStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { refusalOf } from '#shared/contract/refusal.ts';
import { mediaTypeOf, pageFileFor, pageHeaders } from '#shared/contract/pageHeaders.ts';
import { sameText } from './guard.ts';
import type { Handle } from './handler.ts';
import { noteUnexpected } from './unexpected.ts';

/** Longer than any client's agent keeps a connection, or a request is lost in between. */
const keepAliveMs = 75_000;
/** A piece of an upload and its head; no question or command is larger. */
const largestBodyBytes = 9 * 1024 * 1024;

export interface Listening {
  readonly close: () => Promise<void>;
}

/** The API on the local socket, for the shell; every request must carry the token. */
export async function listenOnSocket(handle: Handle, socketPath: string, token: string): Promise<Listening> {
  const server = createServer((message, response) => {
    if (!sameText(String(message.headers['x-kaodian-socket'] ?? ''), token)) {
      response.writeHead(403).end();
      return;
    }
    void serve(message, response, 'http://kaodian', (request) => handle(request, { kind: 'socket' }));
  });
  // A core that was killed leaves the socket's name behind.
  if (process.platform !== 'win32') await rm(socketPath, { force: true });
  return listen(server, () => server.listen(socketPath));
}

/** The API and the page on the loopback address, for a browser. Answers the origin. Throws EADDRINUSE. */
export async function listenOnLoopback(
  handle: Handle,
  port: number,
  rendererDir: string,
): Promise<Listening & { readonly origin: string }> {
  const names = new Set(await listFiles(rendererDir));
  let origin = '';
  const server = createServer((message, response) => {
    const { pathname } = new URL(message.url ?? '/', origin);
    const isApi =
      ['/rpc/', '/files/'].some((prefix) => pathname.startsWith(prefix)) ||
      pathname === '/upload' ||
      pathname === '/enter';
    if (isApi) {
      void serve(message, response, origin, (request) => handle(request, { kind: 'http', origin }));
      return;
    }
    servePage(message, response, pathname);
  });

  function servePage(message: IncomingMessage, response: ServerResponse, pathname: string): void {
    const host = message.headers.host ?? '';
    const allowed = new URL(origin).host;
    const name = pageFileFor(pathname, names);
    if (
      (host !== allowed && host !== allowed.replace('127.0.0.1', 'localhost')) ||
      name === undefined ||
      (message.method !== 'GET' && message.method !== 'HEAD')
    ) {
      response.writeHead(404, pageHeaders).end();
      return;
    }
    const lasting = name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    response.writeHead(200, { ...pageHeaders, 'content-type': mediaTypeOf(name), 'cache-control': lasting });
    if (message.method === 'HEAD') response.end();
    else
      createReadStream(join(rendererDir, name))
        .on('error', () => response.destroy())
        .pipe(response);
  }

  const listening = await listen(server, () => server.listen(port, '127.0.0.1'));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  origin = `http://127.0.0.1:${address.port}`;
  return { ...listening, origin };
}

async function listen(server: Server, start: () => void): Promise<Listening> {
  server.keepAliveTimeout = keepAliveMs;
  server.headersTimeout = keepAliveMs + 5000;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('listening', resolve);
  server.once('error', reject);
  start();
  await promise;
  return {
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  origin: string,
  handle: (request: Request) => Promise<Response>,
): Promise<void> {
  const abort = new AbortController();
  response.once('close', () => abort.abort());
  if (Number(message.headers['content-length'] ?? '0') > largestBodyBytes) {
    response.writeHead(413, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify(refusalOf('file-too-large', { limit: '9 MB' })));
    return;
  }
  try {
    const answer = await handle(toRequest(message, origin, abort.signal));
    const headers: Record<string, string | string[]> = Object.fromEntries(answer.headers);
    const cookies = answer.headers.getSetCookie();
    if (cookies.length > 0) headers['set-cookie'] = cookies;
    response.writeHead(answer.status, headers);
    if (answer.body === null) response.end();
    else await pipeline(Readable.fromWeb(answer.body as NodeReadableStream), response);
  } catch (error) {
    if (abort.signal.aborted) return;
    const code = noteUnexpected(error);
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ code, facts: {} }));
  }
}

function toRequest(message: IncomingMessage, origin: string, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = message.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(message.url ?? '/', origin), {
    method,
    headers,
    signal,
    ...(hasBody
      ? { body: Readable.toWeb(message.pipe(bodyLimit())) as ReadableStream, duplex: 'half' as const }
      : {}),
  });
}

/** Ends a body that grows beyond what was announced, or announced nothing. */
function bodyLimit(): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > largestBodyBytes) done(new Error('the body is too large'));
      else done(null, chunk);
    },
  });
}

async function listFiles(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/'),
    );
}
