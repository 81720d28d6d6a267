import fc from 'fast-check';
import { connect } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resourcesFolder } from '#node/programs.ts';
import { buildCore, hostClock } from '../../src-main/core/app.ts';
import type { Core } from '../../src-main/core/app.ts';
import { listenOnLoopback } from '../../src-main/core/api/servers.ts';
import { startCentre } from './centreSite.ts';
import { checkProperty } from '../support/properties.ts';

/** Raw requests of every kind of wrongness, at both servers: each is answered or ended, and the server goes on. */

const dir = mkdtempSync(join(tmpdir(), 'kaodian-fuzz-'));
let core: Core;
let loopback: Awaited<ReturnType<typeof listenOnLoopback>>;
let centre: Awaited<ReturnType<typeof startCentre>>;

beforeAll(async () => {
  writeFileSync(join(dir, 'index.html'), '<h1>page</h1>');
  core = await buildCore({
    dir: join(dir, 'site'),
    resourcesDir: resourcesFolder(),
    clock: hostClock,
    softwareVersion: '0',
  });
  loopback = await listenOnLoopback(core.handle, 0, dir);
  centre = await startCentre(join(dir, 'centre'));
});

afterAll(async () => {
  await loopback.close();
  await core.close();
  await centre.centre.close();
  rmSync(dir, { recursive: true, force: true });
});

const latin = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });
const method = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('GET', 'POST', 'HEAD', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT') },
  latin,
);
const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '/',
      '//',
      '/rpc/',
      'site.state',
      'access.signIn',
      '/upload',
      '/enter?k=',
      '/files/',
      '/v1/',
      '..',
      '%',
      '%00',
      '%2e%2e',
      '\\',
      '*',
      'http://a',
      '?batch=1',
      '&input=',
      '{',
      ',',
      '#',
      'x'.repeat(9000),
    ),
  },
  latin,
);
const target = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const header = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'Host: 127.0.0.1',
      'Host:',
      'Host: evil.example',
      'Host: \u00ff',
      'Origin: null',
      'X-Kaodian: 1',
      'Content-Length: 5',
      'Content-Length: -1',
      'Content-Length: 99999999999',
      'Content-Length: x',
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: gzip',
      'Expect: 100-continue',
      'Expect: x',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Connection: close',
      'Content-Type: application/json',
      'Cookie: kd_desk=desk-00000000.',
      'Cookie: kd_desk=..; kd_session=%',
      'Upload-Offset: -1',
      ' folded',
      'Tus-Resumable: 1.0.0',
      'Authorization: Bearer x',
      'X-Upload-Id: ../../x',
      'X-Upload-Total: NaN',
      `Cookie: ${'a'.repeat(20_000)}`,
      'Sec-Fetch-Site: cross-site',
      'X-Http-Method-Override: DELETE',
    ),
  },
  latin,
);
const body = fc.oneof(
  latin,
  fc.constantFrom('', '{}', '{"0":{}}', '5\r\nhello\r\n0\r\n\r\n', 'ffffffff\r\n'),
);
const request = fc
  .record({
    method,
    target,
    version: fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9', ''),
    headers: fc.array(header, { maxLength: 8 }),
    body,
    keep: fc.double({ min: 0, max: 1, noNaN: true }),
    isHalf: fc.boolean(),
  })
  .map(({ method: verb, target: at, version, headers, body: rest, keep, isHalf }) => {
    const whole = `${[`${verb} ${at} ${version}`, ...headers].join('\r\n')}\r\n\r\n${rest}`;
    return isHalf ? whole.slice(0, Math.floor(whole.length * keep)) : whole;
  });

/** Sends the bytes, ends our half at the answer's first byte or at once, and waits for the server to end its own. */
function exchange(port: number, text: string, waits: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1' });
    socket.setTimeout(10_000, () => {
      socket.destroy();
      reject(new Error('neither answered nor ended'));
    });
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1');
      socket.end();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
    socket.write(Buffer.from(text, 'latin1'));
    // Whoever waits sends a request that is whole, so that an answer must come.
    if (waits) socket.write('\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    else socket.end();
  });
}

describe.each(['core', 'centre'] as const)('raw requests at the %s', (which) => {
  const port = () => (which === 'core' ? loopback.port : Number(new URL(centre.address).port));

  test('are answered or ended, without a word of the machine, and the server goes on', async () => {
    await checkProperty(
      fc.asyncProperty(request, fc.boolean(), async (text, waits) => {
        const answer = await exchange(
          port(),
          text,
          waits && !/^content-length|^transfer-|^expect/imu.test(text),
        );
        if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 [2-5]\d\d /u);
        expect(answer).not.toMatch(/node_modules|\.ts:|TypeError|at async|ENOENT|SQLITE/u);
        expect(answer).not.toMatch(/^HTTP\/1\.1 500/u);
      }),
      { times: 3 },
    );
    const alive = await fetch(`http://127.0.0.1:${port()}/`);
    expect(alive.status).toBeLessThan(500);
  });
});
