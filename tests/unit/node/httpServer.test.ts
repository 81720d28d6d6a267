import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { addressGroup } from '#node/httpLimits.ts';
import { listenHttp, type HttpServerOptions, type Listening } from '#node/httpServer.ts';
import { malformedTargets, rawHttp } from '../../support/rawHttp.ts';

const open: Listening[] = [];
const faults: unknown[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
  faults.length = 0;
});

async function serve(
  handle: HttpServerOptions['handle'],
  more: Partial<HttpServerOptions> = {},
): Promise<{ readonly port: number; readonly address: string }> {
  const failed = (error: unknown): Response => {
    faults.push(error);
    return Response.json({ code: 'unexpected' }, { status: 500 });
  };
  const server = await listenHttp({ handle, failed, ...more }, { port: 0, host: '127.0.0.1' });
  open.push(server);
  return { port: server.port, address: `http://127.0.0.1:${server.port}` };
}

const echo = async (request: Request): Promise<Response> => {
  const { pathname, search } = new URL(request.url);
  return new Response(`${request.method} ${pathname}${search} ${await request.text()}`);
};

function endless(chunk: Uint8Array, onCancel: () => void): { body: ReadableStream; pulled: () => number } {
  let pulled = 0;
  const body = new ReadableStream({
    pull(controller) {
      pulled += 1;
      controller.enqueue(chunk);
    },
    cancel: onCancel,
  });
  return { body, pulled: () => pulled };
}

describe('the request line', () => {
  test.each([...malformedTargets.map((target) => `GET ${target}`), 'TRACE /'])(
    '%s is answered 400 without words, and the server goes on',
    async (line) => {
      const handle = vi.fn(echo);
      const { port, address } = await serve(handle);
      const answer = await rawHttp({ port }, `${line} HTTP/1.1\r\nHost: x\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /u);
      expect(answer.split('\r\n\r\n').slice(1).join('')).toMatch(/^0?$/u);
      expect(handle).not.toHaveBeenCalled();
      expect(await (await fetch(`${address}/a?b=c`)).text()).toBe('GET /a?b=c ');
      expect(faults).toEqual([]);
    },
  );

  test('of the absolute form only path and query count; Host comes through as it was sent, or not at all', async () => {
    const { port } = await serve(async (request) => {
      const { pathname, search } = new URL(request.url);
      return new Response(`${pathname}${search} ${String(request.headers.get('host'))}`);
    });
    const ask = (text: string): Promise<string> => rawHttp({ port }, text);
    expect(await ask('GET http://evil.example/a?b HTTP/1.1\r\nHost: [\r\n\r\n')).toContain('/a?b [');
    expect(await ask('GET /a HTTP/1.0\r\n\r\n')).toContain('/a null');
  });
});

describe('an answer', () => {
  test('carries every cookie, and for HEAD no body', async () => {
    const cancelled = vi.fn();
    const { address } = await serve(async (request) => {
      const headers = new Headers({ 'x-more': '1' });
      headers.append('set-cookie', 'a=1; Path=/');
      headers.append('set-cookie', 'b=2; Path=/');
      const { body } = endless(new Uint8Array(10), cancelled);
      return new Response(request.method === 'HEAD' ? body : 'whole', { headers });
    });
    const got = await fetch(address);
    expect(got.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
    expect(await got.text()).toBe('whole');
    const head = await fetch(address, { method: 'HEAD' });
    expect([head.headers.get('x-more'), await head.text()]).toEqual(['1', '']);
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalled());
  });

  test('waits for a slow reader, and is released when the reader goes', async () => {
    const cancelled = vi.fn();
    const { body, pulled } = endless(new Uint8Array(1 << 16), cancelled);
    const signal = Promise.withResolvers<AbortSignal>();
    const { port } = await serve(async (request) => {
      signal.resolve(request.signal);
      return new Response(body);
    });
    const socket: Socket = connect({ port, host: '127.0.0.1' });
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const { aborted } = await signal.promise;
    expect(aborted).toBe(false);
    let before = -1;
    await vi.waitFor(
      async () => {
        before = pulled();
        await pause(100);
        expect(pulled()).toBe(before);
        expect(before).toBeGreaterThan(0);
      },
      { timeout: 10_000 },
    );
    // What the system's buffers hold, and not the endless rest.
    expect(pulled() * (1 << 16)).toBeLessThan(64 * 1024 * 1024);
    socket.destroy();
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalled());
    const ended = await signal.promise;
    await vi.waitFor(() => expect(ended.aborted).toBe(true));
    expect(faults).toEqual([]);
  });

  test('that comes when the client is gone already is no fault of ours', async () => {
    const gone = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const { port } = await serve(async (request) => {
      request.signal.addEventListener('abort', () => gone.resolve());
      await gone.promise;
      setTimeout(() => answered.resolve(), 20);
      return new Response('too late');
    });
    const socket = connect({ port, host: '127.0.0.1' });
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await vi.waitFor(() => expect(socket.bytesWritten).toBeGreaterThan(0));
    await pause(50);
    socket.destroy();
    await answered.promise;
    expect(faults).toEqual([]);
  });

  test('the signal stays quiet when the answer came whole', async () => {
    const signals: AbortSignal[] = [];
    const { address } = await serve(async (request) => {
      signals.push(request.signal);
      return new Response('x');
    });
    await (await fetch(address)).text();
    await pause(50);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });

  test('a stream of events reaches the client piece by piece', async () => {
    const next = Promise.withResolvers<void>();
    const { address } = await serve(
      async () =>
        new Response(
          new ReadableStream({
            async start(controller) {
              controller.enqueue(new TextEncoder().encode('data: 1\n\n'));
              await next.promise;
              controller.close();
            },
          }),
          { headers: { 'content-type': 'text/event-stream' } },
        ),
    );
    const reader = (await fetch(address)).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n');
    next.resolve();
    expect((await reader?.read())?.done).toBe(true);
  });

  test.each([
    ['the handler throws', async () => Promise.reject(new Error('secret'))],
    ['its body fails at once', async () => new Response(failing(0))],
    ['its body fails in the middle', async () => new Response(failing(3))],
  ])('never shows the text of an error, nor looks whole: %s', async (name, handle) => {
    const { port } = await serve(handle);
    const answer = await rawHttp({ port }, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(answer).not.toContain('secret');
    if (name === 'the handler throws') expect(answer).toMatch(/^HTTP\/1\.1 500 [\s\S]*"unexpected"/u);
    else expect(answer).not.toMatch(/0\r\n\r\n$/u);
    expect(faults).toHaveLength(1);
  });

  function failing(after: number): ReadableStream {
    let sent = 0;
    return new ReadableStream({
      pull(controller) {
        if (sent >= after) throw new Error('secret');
        sent += 1;
        controller.enqueue(new Uint8Array(10));
      },
    });
  }

  test('a fault of whoever notes faults costs one connection, not the process', async () => {
    const { port, address } = await serve(
      async (request) => (request.url.endsWith('/bad') ? Promise.reject(new Error('x')) : new Response('ok')),
      {
        failed() {
          throw new Error('disk full');
        },
      },
    );
    expect(await rawHttp({ port }, 'GET /bad HTTP/1.1\r\nHost: x\r\n\r\n')).toBe('');
    expect(await (await fetch(address)).text()).toBe('ok');
  });
});

describe('a body', () => {
  const bodyLimit = { bytes: 1000, tooLarge: () => Response.json({ code: 'too-large' }, { status: 413 }) };

  test('comes through up to its limit', async () => {
    const { address } = await serve(echo, { bodyLimit });
    const text = 'x'.repeat(1000);
    expect(await (await fetch(address, { method: 'POST', body: text })).text()).toBe(`POST / ${text}`);
  });

  test('that announces more is not read', async () => {
    const handle = vi.fn(echo);
    const { port } = await serve(handle, { bodyLimit });
    const head = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n';
    expect(await rawHttp({ port }, head)).toMatch(/^HTTP\/1\.1 413 [\s\S]*too-large/u);
    expect(handle).not.toHaveBeenCalled();
  });

  test.each([
    ['throws', echo],
    [
      'answers all the same',
      async (request: Request) =>
        new Response(
          await request.text().then(
            () => 'x',
            () => 'y',
          ),
        ),
    ],
  ])('that grows beyond it is answered so, also when its handler %s', async (_name, handle) => {
    const { port } = await serve(handle, { bodyLimit });
    const head = 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n';
    const chunk = `258\r\n${'x'.repeat(600)}\r\n`;
    expect(await rawHttp({ port }, head + chunk + chunk)).toMatch(/^HTTP\/1\.1 413 [\s\S]*too-large/u);
    expect(faults).toEqual([]);
  });

  test('that breaks off fails for its reader', async () => {
    const broken = Promise.withResolvers<unknown>();
    const { port } = await serve(async (request) => {
      await request.arrayBuffer().then(() => broken.resolve('whole'), broken.resolve);
      throw new Error('nobody is there');
    });
    const socket = connect({ port, host: '127.0.0.1' });
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf', () =>
      setTimeout(() => socket.destroy(), 50),
    );
    expect(await broken.promise).toBeInstanceOf(Error);
    expect(faults).toEqual([]);
  });

  test('is not read faster than its reader takes it', async () => {
    const half = Promise.withResolvers<void>();
    const { address } = await serve(async (request) => {
      let size = 0;
      for await (const chunk of request.body ?? []) {
        size += chunk.length;
        if (size < 1 << 20) continue;
        await half.promise;
      }
      return new Response(String(size));
    });
    const sent = fetch(address, { method: 'POST', body: new Uint8Array(24 << 20) });
    await pause(100);
    half.resolve();
    expect(await (await sent).text()).toBe(String(24 << 20));
  });
});

test('a port that is taken is the system’s error', async () => {
  const { port } = await serve(echo);
  const failed = () => new Response(null, { status: 500 });
  await expect(listenHttp({ handle: echo, failed }, { port, host: '127.0.0.1' })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

describe('an address', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2::7', '2001:db8:1:2'],
    ['2001:db8:1:2:ffff:1:2:3', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    [undefined, ''],
  ])('%s belongs to %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});
