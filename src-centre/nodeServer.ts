import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Server } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { problemBody } from './problem.ts';

export type Handle = (request: Request) => Promise<Response>;
export type TlsFiles = { readonly key: string; readonly cert: string };

/** An HTTP server in front of a fetch-style handler. Bodies stream both ways; a broken request breaks its stream. */
export function nodeServer(handle: Handle, tls: TlsFiles | null): Server {
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    void answer(handle, incoming, outgoing, tls === null ? 'http' : 'https');
  };
  const server = tls === null ? createPlainServer(listener) : createTlsServer(tls, listener);
  // A slow line may take long for one piece; what must be quick are the headers.
  server.requestTimeout = 0;
  server.headersTimeout = 20_000;
  server.keepAliveTimeout = 65_000;
  return server;
}

async function answer(
  handle: Handle,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  scheme: 'http' | 'https',
): Promise<void> {
  try {
    const response = await handle(requestOf(incoming, scheme));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body === null || incoming.method === 'HEAD') {
      outgoing.end();
      return;
    }
    await pipeline(Readable.fromWeb(response.body as NodeReadableStream), outgoing);
  } catch {
    if (outgoing.headersSent) {
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(500, { 'content-type': 'application/problem+json', connection: 'close' });
    outgoing.end(problemBody({ code: 'internal', facts: {} }));
  }
}

function requestOf(incoming: IncomingMessage, scheme: 'http' | 'https'): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value === undefined || name.startsWith(':')) continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = incoming.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  // The host is checked by the handler; the address here only needs to be one.
  const url = new URL(incoming.url ?? '/', `${scheme}://centre.invalid`);
  return new Request(url, {
    method,
    headers,
    ...(hasBody
      ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: 'half' as const }
      : {}),
  });
}
