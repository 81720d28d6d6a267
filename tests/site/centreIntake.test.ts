import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fetchPackageState, uploadPackage } from '#node/centreClient.ts';
import { signingKeyFromSeed } from '#node/ed25519.ts';
import type { Centre } from '../../src-centre/app.ts';
import { malformedTargets, rawHttp } from '../support/rawHttp.ts';
import {
  MadeUpSite,
  settableClock,
  signAgain,
  startCentre,
  uploadMetadata,
  type SealedFor,
} from './centreSite.ts';

const code = 'Y510100000123';
let dir: string;
let centre: Centre;
let address: string;
let site: MadeUpSite;
let token: string;
const clock = settableClock('2026-03-06T08:00:00.000Z');

beforeEach(async () => {
  clock.set('2026-03-06T08:00:00.000Z');
  dir = mkdtempSync(join(tmpdir(), 'kaodian-centre-'));
  ({ centre, address } = await startCentre(join(dir, 'centre'), { clock }));
  site = new MadeUpSite(code, 1);
  token = await enrol(site);
});

afterEach(async () => {
  await centre.close();
  rmSync(dir, { recursive: true, force: true });
});

async function enrol(who: MadeUpSite): Promise<string> {
  const enrolled = await centre.addInstitution({ code: who.code, siteKey: who.publicKeyLine });
  if (!enrolled.ok) throw new Error(enrolled.code);
  return enrolled.token;
}

function seal(options: Partial<Parameters<MadeUpSite['seal']>[0]> = {}): Promise<SealedFor> {
  return site.seal({ outDir: dir, recipients: [centre.keyring.recipient], ...options });
}

function send(sealed: SealedFor, change: Partial<Parameters<typeof uploadPackage>[0]> = {}) {
  const metadata = { name: sealed.name, sha256: sealed.sha256, institutionCode: site.code };
  return uploadPackage({ address, token, path: sealed.path, sigPath: sealed.sigPath, metadata, ...change });
}

const tus = { 'tus-resumable': '1.0.0' };

async function ask(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  return fetch(`${address}${path}`, {
    method,
    headers: { ...tus, authorization: `Bearer ${token}`, ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

async function announce(sealed: SealedFor, change: Readonly<Record<string, string>> = {}): Promise<Response> {
  const { length } = await readFile(sealed.path);
  return ask('POST', '/v1/packages', {
    'upload-length': String(length),
    'upload-metadata': await uploadMetadata(sealed, change),
  });
}

async function sendPiece(sha256: string, offset: number, piece: Uint8Array<ArrayBuffer>, headers = {}) {
  return ask(
    'PATCH',
    `/v1/packages/${sha256}`,
    { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), ...headers },
    piece,
  );
}

async function expectProblem(response: Response, status: number, problemCode: string): Promise<void> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body = (await response.json()) as Record<string, unknown>;
  expect({ status: response.status, code: body['code'] }).toEqual({ status, code: problemCode });
  expect(body).toMatchObject({ type: `urn:kaodian:problem:${problemCode}`, status });
  expect(typeof body['title']).toBe('string');
}

describe('an upload', () => {
  test('arrives whole, byte for byte, and is verified', async () => {
    const sealed = await seal();
    const progress: number[] = [];
    const sent = await send(sealed, { pieceBytes: 5000, onProgress: (bytes) => progress.push(bytes) });
    expect(sent).toMatchObject({ ok: true });
    await centre.idle();
    const state = await fetchPackageState({ address, token }, sealed.sha256);
    expect(state).toMatchObject({
      ok: true,
      value: { state: 'verified', bagSha256: sealed.bagSha256, findings: [] },
    });
    const stored = await centre.store.find(code, sealed.sha256);
    if (stored === null) throw new Error('nothing stored');
    expect(await readFile(centre.store.pathOf(stored.intake))).toEqual(await readFile(sealed.path));
    expect(progress.length).toBeGreaterThan(2);
    expect(progress).toEqual(progress.toSorted((left, right) => left - right));
  });

  test('goes on where it was broken off, also after a restart of the centre', async () => {
    const sealed = await seal();
    const bytes = new Uint8Array(await readFile(sealed.path));
    expect((await announce(sealed)).status).toBe(201);
    expect((await sendPiece(sealed.sha256, 0, bytes.slice(0, 4000))).status).toBe(204);
    await centre.close();
    ({ centre, address } = await startCentre(join(dir, 'centre'), { clock }));
    const head = await ask('HEAD', `/v1/packages/${sealed.sha256}`);
    expect([head.status, head.headers.get('upload-offset')]).toEqual([200, '4000']);
    expect(await fetchPackageState({ address, token }, sealed.sha256)).toMatchObject({
      value: { state: 'uploading' },
    });
    const sizes: number[] = [];
    const counting: typeof fetch = (url, init) => {
      if (init?.body instanceof Uint8Array) sizes.push(init.body.length);
      return fetch(url, init);
    };
    expect(await send(sealed, { fetch: counting })).toMatchObject({ ok: true });
    expect(sizes).toEqual([bytes.length - 4000]);
  });

  test('survives a line that breaks in the middle of pieces', async () => {
    const sealed = await seal();
    let pieces = 0;
    const breaking: typeof fetch = async (url, init) => {
      if (init?.method !== 'PATCH') return fetch(url, init);
      pieces += 1;
      if (pieces % 2 === 0) throw new TypeError('the line is down');
      const answer = await fetch(url, init);
      // The piece arrived, its answer did not.
      if (pieces % 3 === 0) throw new TypeError('the line is down');
      return answer;
    };
    expect(await send(sealed, { fetch: breaking, pieceBytes: 3000, tries: 5 })).toMatchObject({ ok: true });
    expect(pieces).toBeGreaterThan(4);
  });

  test('whose connection dies in the middle of a piece keeps what arrived, and the centre goes on', async () => {
    const sealed = await seal();
    const bytes = new Uint8Array(await readFile(sealed.path));
    await announce(sealed);
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname);
    socket.write(
      [
        `PATCH /v1/packages/${sealed.sha256} HTTP/1.1`,
        `Host: ${hostname}:${port}`,
        `Authorization: Bearer ${token}`,
        'Tus-Resumable: 1.0.0',
        'Upload-Offset: 0',
        'Content-Type: application/offset+octet-stream',
        `Content-Length: ${bytes.length}`,
        '',
        '',
      ].join('\r\n'),
    );
    socket.write(bytes.slice(0, 5000));
    const upload = join(dir, 'centre', 'uploads', `${code}-${sealed.sha256}`);
    await vi.waitFor(async () => expect((await stat(upload)).size).toBe(5000));
    socket.destroy();
    const state = await fetchPackageState({ address, token }, sealed.sha256);
    expect(state).toMatchObject({ ok: true, value: { state: 'uploading' } });
    expect(await send(sealed)).toMatchObject({ ok: true });
  });

  test('that its sender stopped is cancelled, and can be resumed', async () => {
    const sealed = await seal();
    const stop = new AbortController();
    const stopped = await send(sealed, {
      pieceBytes: 3000,
      signal: stop.signal,
      onProgress: (bytes) => bytes >= 6000 && stop.abort(),
    });
    expect(stopped).toMatchObject({ ok: false, refusal: { code: 'cancelled', retry: true } });
    expect(await send(sealed)).toMatchObject({ ok: true });
  });

  test('twice is the same package', async () => {
    const sealed = await seal();
    expect(await send(sealed)).toMatchObject({ ok: true });
    const again = await announce(sealed);
    const size = String((await readFile(sealed.path)).length);
    expect(again.status).toBe(200);
    expect(again.headers.get('upload-offset')).toBe(size);
    expect(again.headers.get('location')).toBe(`/v1/packages/${sealed.sha256}`);
    expect(await send(sealed)).toMatchObject({ ok: true });
    expect(await centre.store.list()).toHaveLength(1);
  });

  test('that was complete when the centre died is taken in at the next start', async () => {
    const sealed = await seal();
    const bytes = new Uint8Array(await readFile(sealed.path));
    await announce(sealed);
    await sendPiece(sealed.sha256, 0, bytes.slice(0, -10));
    await centre.close();
    const upload = join(dir, 'centre', 'uploads', `${code}-${sealed.sha256}`);
    await writeFile(upload, bytes);
    ({ centre, address } = await startCentre(join(dir, 'centre'), { clock }));
    await centre.idle();
    expect(await fetchPackageState({ address, token }, sealed.sha256)).toMatchObject({
      value: { state: 'verified' },
    });
  });

  test('with a damaged piece is told so, and keeps nothing of it', async () => {
    const sealed = await seal();
    const bytes = new Uint8Array(await readFile(sealed.path));
    await announce(sealed);
    const wrong = createHash('sha256').update('other bytes').digest('base64');
    const piece = bytes.slice(0, 2000);
    const damaged = await sendPiece(sealed.sha256, 0, piece, { 'upload-checksum': `sha256 ${wrong}` });
    await expectProblem(damaged, 460, 'checksum-mismatch');
    const head = await ask('HEAD', `/v1/packages/${sealed.sha256}`);
    expect(head.headers.get('upload-offset')).toBe('0');
    const sha1 = createHash('sha1').update(piece).digest('base64');
    expect((await sendPiece(sealed.sha256, 0, piece, { 'upload-checksum': `sha1 ${sha1}` })).status).toBe(
      204,
    );
    const unknown = await sendPiece(sealed.sha256, 2000, piece, { 'upload-checksum': 'md5 aaaa' });
    await expectProblem(unknown, 400, 'checksum-invalid');
  });

  test('at the wrong offset is refused', async () => {
    const sealed = await seal();
    await announce(sealed);
    await expectProblem(await sendPiece(sealed.sha256, 7, new Uint8Array(3)), 409, 'offset-differs');
  });
});

describe('before anything is decrypted, the centre refuses', () => {
  test('a request without token, or with a wrong one', async () => {
    const sealed = await seal();
    const without = await fetch(`${address}/v1/packages`, { method: 'POST', headers: tus });
    expect(without.headers.get('www-authenticate')).toContain('Bearer');
    await expectProblem(without, 401, 'token-missing');
    token = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    await expectProblem(await announce(sealed), 401, 'token-unknown');
    expect(await send(sealed)).toMatchObject({ ok: false, refusal: { code: 'token-unknown', retry: false } });
  });

  test('the token of another institution', async () => {
    const sealed = await seal();
    token = await enrol(new MadeUpSite('Y510100000999', 9));
    await expectProblem(await announce(sealed), 403, 'institution-differs');
    const lying = await announce(sealed, { institutionCode: 'Y510100000999' });
    await expectProblem(lying, 403, 'institution-differs');
    const look = await ask('GET', `/v1/packages/${sealed.sha256}`);
    await expectProblem(look, 404, 'not-found');
  });

  test("a stranger's signature, at announcement", async () => {
    const sealed = await seal();
    await signAgain(sealed, signingKeyFromSeed(Buffer.alloc(32, 77)));
    await expectProblem(await announce(sealed), 403, 'signer-unknown');
  });

  test('a signature over other bytes, at the end', async () => {
    const sealed = await seal();
    const other = await seal({ batchNo: '2026-02' });
    const signature = await readFile(other.sigPath, 'utf8');
    await announce(sealed, { signature });
    const bytes = new Uint8Array(await readFile(sealed.path));
    await expectProblem(await sendPiece(sealed.sha256, 0, bytes), 403, 'signature-invalid');
    expect(await centre.store.list()).toEqual([]);
  });

  test('a flipped byte', async () => {
    const sealed = await seal();
    await announce(sealed);
    const bytes = new Uint8Array(await readFile(sealed.path));
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    await expectProblem(await sendPiece(sealed.sha256, 0, bytes), 422, 'hash-differs');
    await expectProblem(await ask('GET', `/v1/packages/${sealed.sha256}`), 404, 'not-found');
    expect(await send(sealed)).toMatchObject({ ok: true });
  });

  test('a name that is no package, and one that is not of this institution', async () => {
    const sealed = await seal();
    await expectProblem(await announce(sealed, { name: '../../etc/passwd' }), 400, 'package-name');
    const foreign = sealed.name.replace(code, 'Y510100000999');
    await expectProblem(await announce(sealed, { name: foreign }), 403, 'institution-differs');
  });

  test('missing or unreadable metadata', async () => {
    const sealed = await seal();
    await expectProblem(await announce(sealed, { sha256: 'XYZ' }), 400, 'metadata-invalid');
    const none = await ask('POST', '/v1/packages', { 'upload-length': '5' });
    await expectProblem(none, 400, 'metadata-invalid');
    const noSize = await ask('POST', '/v1/packages', { 'upload-metadata': await uploadMetadata(sealed) });
    await expectProblem(noSize, 400, 'tus-invalid');
    const oldTus = await ask('POST', '/v1/packages', { 'tus-resumable': '0.2.2' });
    await expectProblem(oldTus, 412, 'tus-version');
  });

  test('the same bytes under another name: a replay', async () => {
    const sealed = await seal();
    await send(sealed);
    const later = sealed.name.replace('-r1.', '-r2.');
    await expectProblem(await announce(sealed, { name: later }), 409, 'package-replayed');
  });

  test("a verified package's bytes under another institution's signature: a replay", async () => {
    const sealed = await seal();
    await send(sealed);
    await centre.idle();
    const thief = new MadeUpSite('Y510100000999', 9);
    token = await enrol(thief);
    await signAgain(sealed, thief.signingKey);
    const change = { name: sealed.name.replace(code, thief.code), institutionCode: thief.code };
    await expectProblem(await announce(sealed, change), 409, 'package-replayed');
  });

  test('a revoked key; what was first received before its revocation still counts', async () => {
    const before = await seal();
    await send(before);
    clock.set('2026-03-06T09:00:00.000Z');
    await centre.keyring.revoke(site.publicKeyLine, '2026-03-06T08:30:00.000Z');
    const after = await seal({ batchNo: '2026-02' });
    await expectProblem(await announce(after), 403, 'signer-revoked');
    await centre.idle();
    expect(await fetchPackageState({ address, token }, before.sha256)).toMatchObject({
      value: { state: 'verified' },
    });
  });

  test('a key from before its time', async () => {
    const sealed = await seal();
    clock.set('2026-03-06T07:00:00.000Z');
    await expectProblem(await announce(sealed), 403, 'signer-not-valid');
  });
});

describe('the walls', () => {
  test('a foreign Host, Origin or Sec-Fetch-Site is turned away', async () => {
    const { hostname, port } = new URL(address);
    const handle = (headers: Record<string, string>) =>
      centre.handle(
        new Request(`${address}/v1/healthz`, { headers: { host: `${hostname}:${port}`, ...headers } }),
      );
    expect((await handle({})).status).toBe(200);
    await expectProblem(await handle({ host: `evil.example:${port}` }), 421, 'host-not-ours');
    await expectProblem(await handle({ origin: 'http://evil.example' }), 403, 'origin-not-ours');
    await expectProblem(await handle({ 'sec-fetch-site': 'cross-site' }), 403, 'origin-not-ours');
  });

  test('a request line without a path of ours is answered 400, and the centre goes on', async () => {
    const { host, port } = new URL(address);
    for (const target of malformedTargets) {
      const answer = await rawHttp({ port: Number(port) }, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      expect([target, answer.slice(0, 13)]).toEqual([target, 'HTTP/1.1 400 ']);
    }
    expect((await ask('GET', '/v1/healthz')).status).toBe(200);
  });

  test('nothing says that other pages may read', async () => {
    const answer = await ask('OPTIONS', '/v1/packages');
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(answer.headers.get('tus-extension')).toBe('creation,expiration,checksum');
    expect(answer.headers.get('tus-checksum-algorithm')).toBe('sha1,sha256');
  });

  test('unknown paths and methods get a typed problem', async () => {
    await expectProblem(await ask('GET', '/v1/packages/nothing'), 404, 'not-found');
    await expectProblem(await ask('DELETE', `/v1/packages/${'0'.repeat(64)}`), 405, 'method-not-allowed');
    await expectProblem(await ask('POST', '/v1/keys'), 405, 'method-not-allowed');
  });
});
