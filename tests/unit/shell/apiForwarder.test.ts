import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { CoreState } from '#shared/contract/desktop.ts';
import { CookieJar } from '../../../src-main/shell/cookieJar.ts';
import { forwardToApi, type ApiTarget } from '../../../src-main/shell/apiForwarder.ts';

let folder: string;
let server: Server | undefined;
let state: CoreState;

const target = (): ApiTarget => ({
  socketPath: join(folder, 's'),
  socketToken: 'secret',
  settled: () => Promise.resolve(state),
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<void> {
  const started = createServer(answer);
  server = started;
  await new Promise<void>((resolve) => started.listen(target().socketPath, resolve));
}

async function echo(): Promise<void> {
  await serve((request, response) => {
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
    });
    request.on('end', () => {
      response.writeHead(207, {
        'content-type': 'application/json',
        'x-of-core': 'yes',
        'set-cookie': ['s=1; HttpOnly', 't=2'],
      });
      response.end(
        JSON.stringify({ method: request.method, url: request.url, headers: request.headers, bytes }),
      );
    });
  });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'api-'));
  state = { kind: 'ready', pid: 1 };
});
afterEach(async () => {
  const running = server;
  running?.closeAllConnections();
  if (running !== undefined) await new Promise((resolve) => running.close(resolve));
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

interface Echo {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
}

describe('forwardToApi', () => {
  it('passes method, path, body and status on, with the token and our own origin', async () => {
    await echo();
    const call = new Request('app://kaodian/rpc/x?batch=1', {
      method: 'POST',
      body: new Uint8Array(300_000),
      headers: {
        'content-type': 'application/octet-stream',
        'x-kaodian-socket': 'forged',
        'upload-offset': '7',
      },
    });
    const answer = await forwardToApi(call, target(), new CookieJar());
    const seen = (await answer.json()) as Echo;
    expect(answer.status).toBe(207);
    expect(answer.headers.get('x-of-core')).toBe('yes');
    expect(seen).toMatchObject({ method: 'POST', url: '/rpc/x?batch=1', bytes: 300_000 });
    expect(seen.headers).toMatchObject({
      'x-kaodian-socket': 'secret',
      'upload-offset': '7',
      host: 'kaodian',
      origin: 'app://kaodian',
    });
  });

  it('keeps cookies in the window and never shows them to the page', async () => {
    await echo();
    const jar = new CookieJar();
    const first = await forwardToApi(new Request('app://kaodian/rpc/x'), target(), jar);
    expect(first.headers.get('set-cookie')).toBeNull();
    const second = await forwardToApi(new Request('app://kaodian/rpc/x'), target(), jar);
    expect(((await second.json()) as Echo).headers['cookie']).toBe('s=1; t=2');
    const other = await forwardToApi(new Request('app://kaodian/rpc/x'), target(), new CookieJar());
    expect(((await other.json()) as Echo).headers['cookie']).toBeUndefined();
  });

  it('streams an answer while it comes, and releases the core when the page stops reading', async () => {
    const released = new Promise<void>((resolve) => {
      void serve((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: 1\n\n');
        response.on('close', resolve);
      });
    });
    const answer = await forwardToApi(new Request('app://kaodian/rpc/live'), target(), new CookieJar());
    const reader = answer.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n');
    await reader?.cancel();
    await released;
  });

  it('holds a large answer back when the page is slow', async () => {
    const size = 24 * 1024 * 1024;
    await serve((_request, response) => response.end(Buffer.alloc(size, 1)));
    const answer = await forwardToApi(new Request('app://kaodian/files/x'), target(), new CookieJar());
    expect((await answer.arrayBuffer()).byteLength).toBe(size);
  });

  it('gives an answer without a body for 204', async () => {
    await serve((_request, response) => response.writeHead(204).end());
    const answer = await forwardToApi(
      new Request('app://kaodian/upload/1', { method: 'PATCH' }),
      target(),
      new CookieJar(),
    );
    expect([answer.status, answer.body]).toEqual([204, null]);
  });

  it('says so when the core is not ready', async () => {
    state = { kind: 'refused', code: 'site-locked', facts: {} };
    const answer = await forwardToApi(new Request('app://kaodian/rpc/x'), target(), new CookieJar());
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      ok: false,
      refusal: { code: 'core-not-ready', facts: { state: 'refused' } },
    });
  });

  it('says so when the core dies before it answers', async () => {
    await serve((request) => request.socket.destroy());
    const answer = await forwardToApi(new Request('app://kaodian/rpc/x'), target(), new CookieJar());
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ refusal: { code: 'core-gone' } });
  });

  it('breaks the stream when the core dies in the middle of an answer', async () => {
    await serve((_request, response) => {
      response.writeHead(200);
      response.write('half');
      setImmediate(() => response.socket?.destroy());
    });
    const answer = await forwardToApi(new Request('app://kaodian/rpc/x'), target(), new CookieJar());
    await expect(answer.text()).rejects.toThrow();
  });
});
