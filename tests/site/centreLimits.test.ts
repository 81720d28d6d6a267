import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { uploadPackage } from '#node/centreClient.ts';
import { usualHttpLimits } from '#node/httpLimits.ts';
import type { Centre } from '../../src-centre/app.ts';
import { usualCentreLimits, type CentreLimits } from '../../src-centre/limits.ts';
import { rawHttp } from '../support/rawHttp.ts';
import { MadeUpSite, startCentre, uploadMetadata, type SealedFor } from './centreSite.ts';

/** What a stranger, or one with a token, can take of a centre's memory, connections and disk. */

const code = 'Y510100000123';
let dir: string;
let centre: Centre;
let address: string;
const site = new MadeUpSite(code, 1);
let token: string;
const sockets: Socket[] = [];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kaodian-centre-'));
  await start({});
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await centre.close();
  rmSync(dir, { recursive: true, force: true });
});

async function start(limits: Partial<CentreLimits>): Promise<void> {
  ({ centre, address } = await startCentre(join(dir, 'centre'), { limits }));
  token = await enrol(site);
}

async function restart(limits: Partial<CentreLimits>): Promise<void> {
  await centre.close();
  await start(limits);
}

async function enrol(who: MadeUpSite): Promise<string> {
  const enrolled = await centre.addInstitution({ code: who.code, siteKey: who.publicKeyLine });
  if (!enrolled.ok) throw new Error(enrolled.code);
  return enrolled.token;
}

const where = () => ({ port: Number(new URL(address).port) });
const head = (method: string, path: string, more: readonly string[]): string =>
  [`${method} ${path} HTTP/1.1`, `Host: ${new URL(address).host}`, ...more, '', ''].join('\r\n');

/** The machine may be busy with other things. */
const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 20_000 });

/** A connection that stays, with everything that came back on it so far. */
async function hold(text: string): Promise<{ readonly answer: () => string; readonly ended: () => boolean }> {
  const { port } = where();
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  const pieces: Buffer[] = [];
  let ended = false;
  socket.on('data', (piece) => pieces.push(piece));
  socket.on('error', () => undefined);
  socket.on('close', () => (ended = true));
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  socket.write(text);
  return { answer: () => Buffer.concat(pieces).toString('utf8'), ended: () => ended };
}

function seal(batchNo: string): Promise<SealedFor> {
  return site.seal({ outDir: dir, recipients: [centre.keyring.recipient], batchNo });
}

async function announce(
  sealed: SealedFor,
  length?: number,
  bearer = token,
): Promise<readonly [number, unknown]> {
  const bytes = length ?? (await readFile(sealed.path)).length;
  const answer = await fetch(`${address}/v1/packages`, {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      authorization: `Bearer ${bearer}`,
      'upload-length': String(bytes),
      'upload-metadata': await uploadMetadata(sealed),
    },
  });
  const body = answer.status < 400 ? null : ((await answer.json()) as { readonly code: string }).code;
  return [answer.status, body];
}

const pieceHead = (sealed: SealedFor, length: number): string =>
  head('PATCH', `/v1/packages/${sealed.sha256}`, [
    `Authorization: Bearer ${token}`,
    'Tus-Resumable: 1.0.0',
    'Upload-Offset: 0',
    'Upload-Checksum: sha256 AAAA',
    'Content-Type: application/offset+octet-stream',
    `Content-Length: ${length}`,
  ]);

describe('without an account', () => {
  const form = 'Content-Type: application/x-www-form-urlencoded';

  test('a sign-in of 32 MiB is answered when it is announced, and nothing of it is held', async () => {
    const half = head('POST', '/sign-in', [form, `Content-Length: ${32 << 20}`]);
    const held = await Promise.all(Array.from({ length: 20 }, () => hold(half + 'a'.repeat(1 << 16))));
    await eventually(() =>
      expect(held.map(({ answer }) => answer().slice(0, 13))).toEqual(held.map(() => 'HTTP/1.1 413 ')),
    );
    expect(held[0]?.answer()).toContain('什么也没有保存');
  });

  test('a sign-in that does not say how long it is, is read up to a name and a secret', async () => {
    const { signInFormBytes } = usualCentreLimits;
    const piece = 'a'.repeat(signInFormBytes + 1);
    const chunked = `${piece.length.toString(16)}\r\n${piece}\r\n`;
    const { answer } = await hold(head('POST', '/sign-in', [form, 'Transfer-Encoding: chunked']) + chunked);
    await eventually(() => expect(answer()).toMatch(/^HTTP\/1\.1 413 /u));
  });

  test('a body that stands still is answered and ended', async () => {
    await restart({ http: { ...usualHttpLimits, bodyGraceMs: 50 } });
    const { answer, ended } = await hold(head('POST', '/sign-in', [form, 'Content-Length: 100']) + 'secret=');
    await eventually(() => expect(ended()).toBe(true));
    expect(answer()).toMatch(/^HTTP\/1\.1 408 /u);
    expect(answer()).toContain('urn:kaodian:problem:too-slow');
  });

  test('more connections than an address may hold are told so, twice as many are cut', async () => {
    await restart({ http: { ...usualHttpLimits, connectionsPerAddress: 2 } });
    const ask = head('GET', '/v1/healthz', []);
    const idle = [await hold(''), await hold('')];
    await eventually(async () => {
      const third = await rawHttp(where(), ask, 200);
      expect(third).toMatch(/^HTTP\/1\.1 429 [^]*urn:kaodian:problem:connections-too-many/u);
      expect(third).toMatch(/connection: close/iu);
    });
    for (let count = 2; count < 5; count += 1) idle.push(await hold(''));
    await eventually(() => expect(idle.map(({ ended }) => ended())).toContain(true));
    expect(idle[0]?.ended()).toBe(false);
    for (const socket of sockets.splice(0)) socket.destroy();
    await eventually(async () => expect(await rawHttp(where(), ask, 200)).toMatch(/^HTTP\/1\.1 200 /u));
  });
});

describe('with a token', () => {
  test('so many uploads may be announced and no more; others are not kept out by that', async () => {
    await restart({ uploadsOfOne: 2 });
    const batches = await Promise.all(['2026-01', '2026-02', '2026-03'].map(seal));
    const answers = [];
    for (const sealed of batches) answers.push(await announce(sealed));
    expect(answers).toEqual([
      [201, null],
      [201, null],
      [429, 'uploads-too-many'],
    ]);
    const [first, , third] = batches;
    if (first === undefined || third === undefined) throw new Error('three were sealed');
    expect(await announce(first), 'what waits already is found').toEqual([200, null]);
    const other = new MadeUpSite('Y510100000999', 9);
    const theirs = await other.seal({ outDir: dir, recipients: [centre.keyring.recipient] });
    const bearer = await enrol(other);
    expect(await announce(theirs, undefined, bearer)).toEqual([201, null]);

    // A finished upload makes room.
    const metadata = { name: first.name, sha256: first.sha256, institutionCode: code };
    const { path, sigPath } = first;
    expect(await uploadPackage({ address, token, path, sigPath, metadata })).toMatchObject({ ok: true });
    expect(await announce(third)).toEqual([201, null]);
  });

  test('so many bytes may be announced, in one package and in all', async () => {
    await restart({ packageBytes: 1000, uploadBytesOfOne: 1500 });
    const [first, second] = await Promise.all(['2026-01', '2026-02'].map(seal));
    if (first === undefined || second === undefined) throw new Error('two were sealed');
    expect(await announce(first, 1001)).toEqual([413, 'too-large']);
    expect(await announce(first, 1000)).toEqual([201, null]);
    expect(await announce(second, 501)).toEqual([429, 'uploads-too-many']);
    expect(await announce(second, 500)).toEqual([201, null]);
  });

  test('the last of the disk is kept: at announcing, and again when a piece comes', async () => {
    const sealed = await seal('2026-01');
    expect(await announce(sealed)).toEqual([201, null]);
    await restart({ diskReserveBytes: Number.MAX_SAFE_INTEGER });
    expect(await announce(await seal('2026-02'))).toEqual([507, 'storage-full']);
    const answer = await rawHttp(where(), pieceHead(sealed, 5) + 'piece');
    expect(answer).toMatch(/^HTTP\/1\.1 507 /u);
  });

  test('of pieces that are held in memory one token has its part and no more', async () => {
    await restart({ piecesOfOneAtOnce: 1 });
    const [first, second] = await Promise.all(['2026-01', '2026-02'].map(seal));
    if (first === undefined || second === undefined) throw new Error('two were sealed');
    await announce(first);
    await announce(second);
    const { ended } = await hold(`${pieceHead(first, 1000)}half`);
    await eventually(async () => {
      const answer = await rawHttp(where(), `${pieceHead(second, 5)}piece`);
      expect(answer).toMatch(/^HTTP\/1\.1 503 [^]*urn:kaodian:problem:centre-busy/u);
    });
    expect(ended()).toBe(false);
    for (const socket of sockets.splice(0)) socket.destroy();
    const metadata = { name: second.name, sha256: second.sha256, institutionCode: code };
    const { path, sigPath } = second;
    await eventually(async () =>
      expect(await uploadPackage({ address, token, path, sigPath, metadata })).toMatchObject({ ok: true }),
    );
  });

  test('an announcement that nothing follows is swept', async () => {
    await restart({ emptyUploadLifetimeMs: 0, sweepMs: 20 });
    const sealed = await seal('2026-01');
    await announce(sealed);
    const state = () =>
      fetch(`${address}/v1/packages/${sealed.sha256}`, { headers: { authorization: `Bearer ${token}` } });
    await eventually(async () => expect((await state()).status).toBe(404));
  });
});
