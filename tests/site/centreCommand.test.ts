import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyCentreKeys } from '#node/centreKeys.ts';
import { fetchKeys, fetchReceipts, uploadPackage } from '#node/centreClient.ts';
import { programFile } from '#node/programs.ts';
import { sshPublicKeyLine, signingKeyFromSeed } from '#node/ed25519.ts';
import { buildCentre } from '../../src-centre/app.ts';
import { centre } from '../../src-main/cli/centre.ts';
import { centreCommand } from '../../src-centre/commandLine.ts';
import { runTool } from '../unit/formats/scratch.ts';
import {
  copyEmptyDatabase,
  MadeUpSite,
  settableClock,
  sharedDatabase,
  uploadMetadata,
} from './centreSite.ts';

const code = 'Y510100000123';
let dir: string;
let home: string;
let out: string[];
let err: string[];
const io = { stdout: (text: string) => void out.push(text), stderr: (text: string) => void err.push(text) };

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kaodian-centre-'));
  home = join(dir, 'centre');
  out = [];
  err = [];
  await writeFile(
    join(dir, 'site.pub'),
    `${sshPublicKeyLine(signingKeyFromSeed(Buffer.alloc(32, 1)), 'site')}\n`,
  );
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

const enrolArgs = () => [
  'enrol',
  '--dir',
  home,
  '--code',
  code,
  '--site-key',
  join(dir, 'site.pub'),
  '--out',
  join(dir, 'out'),
];

test('enrol writes signed keys, an address and a token that works', async () => {
  const args = [...enrolArgs(), '--address', 'http://127.0.0.1:1', '--json'];
  expect(await centre(args, io)).toBe(0);
  const told = JSON.parse(out.join('')) as { rootFingerprint: string; files: string[]; keysVersion: number };
  expect(told.files).toEqual(['address.txt', 'centre-keys.json', 'centre-keys.json.sig', 'token.txt']);
  const text = await readFile(join(dir, 'out', 'centre-keys.json'), 'utf8');
  const signature = await readFile(join(dir, 'out', 'centre-keys.json.sig'), 'utf8');
  const trust = { rootFingerprint: told.rootFingerprint };
  const verified = verifyCentreKeys(text, [signature], trust, Date.now());
  expect(verified.ok && verified.value.keys.institutions[0]?.code).toBe(code);
  expect((await stat(join(dir, 'out', 'token.txt'))).mode & 0o077).toBe(0);

  const running = await buildCentre({
    dir: home,
    clock: settableClock(new Date().toISOString()),
    openDatabase: sharedDatabase,
  });
  const address = await running.listen();
  const token = (await readFile(join(dir, 'out', 'token.txt'), 'utf8')).trim();
  expect(await fetchKeys({ address, token })).toMatchObject({
    ok: true,
    value: { keys: text, signatures: [signature] },
  });
  await running.close();
});

test("the token can be encrypted to the site; Debian's age opens it", async () => {
  runTool('age-keygen', ['-o', join(dir, 'site-age')]);
  const recipient = runTool('age-keygen', ['-y', join(dir, 'site-age')]).stdout.trim();
  expect(await centre([...enrolArgs(), '--recipient', recipient], io)).toBe(0);
  const opened = runTool('age', ['-d', '-i', join(dir, 'site-age'), join(dir, 'out', 'token.txt.age')]);
  expect(opened.stdout).toMatch(/^kdt_[\w-]{43}\n$/u);
  await expect(stat(join(dir, 'out', 'token.txt'))).rejects.toThrow('ENOENT');
});

test('refusals are typed, wrong use shows how', async () => {
  const badCode = enrolArgs().map((arg) => (arg === code ? 'short' : arg));
  expect(await centre([...badCode, '--json'], io)).toBe(1);
  expect(JSON.parse(out.join(''))).toMatchObject({ refusal: { code: 'institution-code' } });
  out = [];
  expect(await centre([...enrolArgs(), '--recipient', 'age1nothing', '--json'], io)).toBe(1);
  expect(JSON.parse(out.join(''))).toMatchObject({ refusal: { code: 'recipient' } });
  for (const wrong of [
    [],
    ['--dir'],
    ['dance', '--dir', home],
    ['enrol', '--dir', home],
    ['--dir', home, '--port', 'x'],
  ]) {
    err = [];
    expect(await centre(wrong, io)).toBe(2);
    expect(err.join('')).toContain('kaodian centre --dir');
  }
  err = [];
  expect(await centre(['--dir', home, '--host', '0.0.0.0'], io)).toBe(2);
  expect(err.join('')).toContain('--tls-key');
  expect(await centre(['link', '--dir', home], io)).toBe(1);
  expect(await centre(['revoke', '--dir', home, '--site-key', join(dir, 'site.pub')], io)).toBe(1);
  expect(await centre(enrolArgs(), io)).toBe(0);
  expect(await centre(['revoke', '--dir', home, '--site-key', join(dir, 'site.pub')], io)).toBe(0);
});

test('a centre runs until it is told to stop; a second one on the same folder is refused', async () => {
  const stop = Promise.withResolvers<void>();
  const said = Promise.withResolvers<string>();
  const running = centreCommand(
    ['--dir', home, '--json'],
    { ...io, stdout: said.resolve },
    () => stop.promise,
  );
  const told = JSON.parse(await said.promise) as {
    address: string;
    signInLink: string;
    rootFingerprint: string;
  };
  expect(told.rootFingerprint).toMatch(/^SHA256:/u);
  const health = (await (await fetch(`${told.address}/v1/healthz`)).json()) as Record<string, unknown>;
  expect(health).toMatchObject({ status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+/u) as string });
  expect((await fetch(told.signInLink)).status).toBe(200);
  expect(await centre(['--dir', home, '--json'], io)).toBe(1);
  expect(JSON.parse(out.join(''))).toMatchObject({ refusal: { code: 'centre-running' } });
  out = [];
  expect(await centre(['link', '--dir', home], io)).toBe(0);
  expect(out.join('')).toContain(`${told.address}/sign-in?link=`);
  stop.resolve();
  expect(await running).toBe(0);
  await expect(fetch(`${told.address}/v1/healthz`)).rejects.toThrow('fetch failed');
}, 180_000);

/** A centre in a process of its own, so that it can be killed. */
async function startProcess(): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const child = spawn(process.execPath, [programFile('centre'), '--dir', home, '--accept', '--json'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, address: (JSON.parse(line) as { address: string }).address };
  }
  throw new Error('the centre said nothing');
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('killed in the middle of an upload, and again after the answer, it loses nothing and says the same', async () => {
  const site = new MadeUpSite(code, 1);
  await centre([...enrolArgs(), '--json'], io);
  const token = (await readFile(join(dir, 'out', 'token.txt'), 'utf8')).trim();
  const text = await readFile(join(dir, 'out', 'centre-keys.json'), 'utf8');
  const { recipients } = JSON.parse(text) as { recipients: { age: string }[] };
  const sealed = await site.seal({ outDir: dir, recipients: recipients.map(({ age }) => age) });
  const metadata = { name: sealed.name, sha256: sealed.sha256, institutionCode: code };
  const bytes = new Uint8Array(await readFile(sealed.path));
  // The centre makes its database at its first start; the test before has seen that.
  await copyEmptyDatabase(join(home, 'index'));

  const first = await startProcess();
  const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
  await fetch(`${first.address}/v1/packages`, {
    method: 'POST',
    headers: {
      ...headers,
      'upload-length': String(bytes.length),
      'upload-metadata': await uploadMetadata(sealed),
    },
  });
  const piece = await fetch(`${first.address}/v1/packages/${sealed.sha256}`, {
    method: 'PATCH',
    headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: bytes.slice(0, 6000),
  });
  expect(piece.status).toBe(204);
  await kill(first.child);

  const second = await startProcess();
  const sentFrom: number[] = [];
  const upload = { path: sealed.path, sigPath: sealed.sigPath, metadata };
  const onProgress = (sent: number) => sentFrom.push(sent);
  const sent = await uploadPackage({ ...upload, address: second.address, token, onProgress });
  expect(sent).toMatchObject({ ok: true });
  expect(sentFrom[0]).toBe(6000);
  await kill(second.child);

  const third = await buildCentre({
    dir: home,
    clock: settableClock(new Date().toISOString()),
    acceptAll: true,
    openDatabase: sharedDatabase,
  });
  const address = await third.listen();
  await third.idle();
  const receipts = await fetchReceipts({ address, token, sha256: sealed.sha256 });
  expect(receipts.ok && receipts.value.map(({ name }) => name)).toEqual(
    [1, 2].map((n) => `${sealed.name}.receipt-${n}.json`),
  );
  expect(await third.index.packages({ offset: 0, limit: 10 })).toMatchObject({
    total: 1,
    rows: [{ sha256: sealed.sha256, state: 'accepted', candidates: 2 }],
  });
  await third.close();
}, 240_000);
