import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { FetchEventSource } from '../../../src-renderer/app/eventStream.ts';

let server: Server | undefined;
let source: FetchEventSource | undefined;

afterEach(async () => {
  source?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
});

/** A server that answers each connection by `answer`; remembers the headers it was asked with. */
async function serve(answer: (response: ServerResponse, connection: number) => void) {
  const asked: Record<string, string | string[] | undefined>[] = [];
  server = createServer((request, response) => {
    asked.push(request.headers);
    answer(response, asked.length);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

function next(type: string): Promise<Event> {
  return new Promise((resolve) => source?.addEventListener(type, resolve, { once: true }));
}

describe('the live stream', () => {
  test('carries the header, and puts an event together from its pieces', async () => {
    const { url, asked } = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('id: 7\ndata: {"se');
      response.write('q":7}\n\n');
    });
    source = new FetchEventSource(url, { headers: { 'x-kaodian': '1' } });
    const event = (await next('message')) as MessageEvent<string>;
    expect(JSON.parse(event.data)).toEqual({ seq: 7 });
    expect(event.lastEventId).toBe('7');
    expect(asked[0]?.['x-kaodian']).toBe('1');
  });

  test('connects again after the end and names the last event it saw', async () => {
    const { url, asked } = await serve((response, connection) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (connection === 1) response.end('id: 41\ndata: 1\n\n');
      else response.write('id: 42\ndata: 2\n\n');
    });
    source = new FetchEventSource(url);
    await next('message');
    const event = (await next('message')) as MessageEvent<string>;
    expect(event.data).toBe('2');
    expect(asked[1]?.['last-event-id']).toBe('41');
  });

  test('gives up when it is refused, and not when the server is away for a moment', async () => {
    const { url } = await serve((response, connection) => {
      response.writeHead(connection === 1 ? 503 : 403).end();
    });
    source = new FetchEventSource(url);
    await next('error');
    expect(source.readyState).toBe(FetchEventSource.CONNECTING);
    await next('error');
    expect(source.readyState).toBe(FetchEventSource.CLOSED);
  });
});
