import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { listenOnLoopback, listenOnSocket } from '../../../src-main/core/api/servers.ts';
import type { Handle } from '../../../src-main/core/api/handler.ts';
import { malformedTargets, rawHttp } from '../../support/rawHttp.ts';

const dir = mkdtempSync(join(tmpdir(), 'kd-servers-'));
const path = join(dir, 's');
const handle: Handle = async (request, transport) => {
  const { pathname } = new URL(request.url);
  if (pathname === '/rpc/broken') throw new Error('/home/secret');
  return new Response(`${transport.kind} ${pathname}`);
};
let socket: Awaited<ReturnType<typeof listenOnSocket>>;
let loopback: Awaited<ReturnType<typeof listenOnLoopback>>;

beforeAll(async () => {
  mkdirSync(join(dir, 'page', 'assets'), { recursive: true });
  writeFileSync(join(dir, 'page', 'index.html'), '<h1>page</h1>');
  writeFileSync(join(dir, 'page', 'assets', 'a.js'), 'export {};');
  for (const name of ['secret', 'secret.txt']) writeFileSync(join(dir, name), 'the secret');
  symlinkSync(join(dir, 'secret.txt'), join(dir, 'page', 'link.txt'));
  symlinkSync(dir, join(dir, 'page', 'up'));
  writeFileSync(path, 'left by a core that was killed');
  socket = await listenOnSocket(handle, path, 'token');
  loopback = await listenOnLoopback(handle, 0, join(dir, 'page'));
});

afterAll(async () => {
  await socket.close();
  await loopback.close();
  rmSync(dir, { recursive: true });
});

const ask = (line: string, ...headers: readonly string[]): Promise<string> =>
  rawHttp({ port: loopback.port }, `${[`${line} HTTP/1.1`, ...headers].join('\r\n')}\r\n\r\n`);

describe('the socket', () => {
  test('answers whoever has the token, and nobody else', async () => {
    const token = 'X-Kaodian-Socket: token\r\nHost: kaodian\r\n\r\n';
    expect(await rawHttp({ path }, `GET /rpc/x HTTP/1.1\r\n${token}`)).toContain('socket /rpc/x');
    expect(await rawHttp({ path }, 'GET /rpc/x HTTP/1.1\r\nHost: kaodian\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 403/u,
    );
    expect(await rawHttp({ path }, `GET // HTTP/1.1\r\n${token}`)).toMatch(/^HTTP\/1\.1 400/u);
    expect(await rawHttp({ path }, `GET /rpc/y HTTP/1.1\r\n${token}`)).toContain('socket /rpc/y');
  });
});

describe('the loopback address', () => {
  test.each(malformedTargets)('GET %s is answered 400, and the core goes on', async (target) => {
    expect(await ask(`GET ${target}`, 'Host: x')).toMatch(/^HTTP\/1\.1 400 /u);
    expect(await (await fetch(`${loopback.origin}/rpc/x`)).text()).toBe('http /rpc/x');
  });

  test('gives the page to its own address only, and files by name only', async () => {
    const host = `Host: ${new URL(loopback.origin).host}`;
    const page = await ask('GET /', host);
    expect(page).toMatch(/^HTTP\/1\.1 200 [\s\S]*cache-control: no-cache[\s\S]*<h1>page<\/h1>/iu);
    expect(page).toMatch(/content-security-policy: /iu);
    expect(await ask('GET /assets/a.js', host)).toMatch(/immutable[\s\S]*text\/javascript/u);
    expect(await ask('HEAD /', host)).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n\r\n$/u);
    for (const answer of [
      await ask('GET /', 'Host: evil.example'),
      await ask('GET /'),
      await ask('POST /', host, 'Content-Length: 0'),
      await ask('GET /assets/none.js', host),
    ])
      expect(answer).toMatch(/^HTTP\/1\.1 40[04] /u);
  });

  /** Only the names that the page has; a path without a dot in its last part is a place in the page, whatever is called so. */
  test.each([
    ['/../secret', 200],
    ['/../../etc/passwd', 200],
    ['/%2e%2e/secret', 200],
    ['/..%2fsecret', 200],
    ['/..\\secret', 200],
    ['/..%5csecret', 404],
    [`${dir}/secret`, 200],
    ['/up/secret', 200],
    ['/assets/', 200],
    ['/../secret.txt', 404],
    ['/../page/../secret.txt', 404],
    ['/%2e%2e/secret.txt', 404],
    ['/%2E%2E%2Fsecret.txt', 404],
    ['/..%2fsecret.txt', 404],
    ['/..%252fsecret.txt', 404],
    ['/assets/..%2f..%2fsecret.txt', 404],
    ['/assets/%2e%2e/%2e%2e/secret.txt', 404],
    ['/..\\secret.txt', 404],
    ['/..%5csecret.txt', 404],
    ['/assets\\..\\..\\secret.txt', 404],
    ['/assets/..%5c..%5csecret.txt', 404],
    ['/.../secret.txt', 404],
    ['/%c0%ae%c0%ae/secret.txt', 404],
    ['/%uff0e%uff0e/secret.txt', 404],
    [`${dir}/secret.txt`, 404],
    [encodeURIComponent(`${dir}/secret.txt`).replace(/^/, '/'), 404],
    ['/%2f%2fetc%2fhosts.conf', 404],
    ['/c:/windows/win.ini', 404],
    ['/file:///etc/hosts.conf', 404],
    ['/secret.txt%00.js', 404],
    ['/index.html%00', 404],
    ['/..%00/secret.txt', 404],
    ['/%', 404],
    ['/%zz.txt', 404],
    ['/index.html/../../secret.txt', 404],
    ['/link.txt', 404],
    ['/up/secret.txt', 404],
    ['http://127.0.0.1/../secret.txt', 404],
    ['/../secret.txt?x=/index.html', 404],
    ['/../secret.txt\0.js', 400],
    ['../secret.txt', 400],
  ])('GET %j reads no file beside the page', async (target, status) => {
    const head = `Host: ${new URL(loopback.origin).host}\r\nConnection: close`;
    const answer = await rawHttp(
      { port: loopback.port },
      `GET ${target} HTTP/1.1\r\n${head}\r\n\r\n`,
      20_000,
    );
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `, 'u'));
    expect(answer).not.toContain('the secret');
    expect(answer.includes('<h1>page</h1>')).toBe(status === 200);
  });

  test('an error of our own is told by its code alone', async () => {
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const answer = await fetch(`${loopback.origin}/rpc/broken`);
    expect(String(log.mock.calls[0]?.[0])).toContain('/home/secret');
    log.mockRestore();
    expect([answer.status, await answer.json()]).toEqual([500, { code: 'unexpected', facts: {} }]);
  });

  test('takes a piece of 8 MiB, and no body of 10', async () => {
    const send = (bytes: number) =>
      fetch(`${loopback.origin}/upload`, { method: 'POST', body: new Uint8Array(bytes) });
    expect(await (await send(8 << 20)).text()).toBe('http /upload');
    const announced = `Content-Length: ${10 << 20}`;
    const answer = await ask('POST /upload', 'Host: x', announced);
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*connection: close[\s\S]*"file-too-large"/iu);
  });
});
