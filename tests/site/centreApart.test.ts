import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchPackageState, fetchReceipts, uploadPackage } from '#node/centreClient.ts';
import { receiptSigners } from '#node/centreKeys.ts';
import { generateSigningKey, sshPublicKeyLine } from '#node/ed25519.ts';
import { signReceipt, verifyReceipt } from '#node/receipt.ts';
import type { Centre } from '../../src-centre/app.ts';
import { carryOut } from '../../src-centre/exchange.ts';
import { centreFolders } from '../../src-centre/folders.ts';
import { openKeyring } from '../../src-centre/keys.ts';
import { publish } from '../../src-centre/publish.ts';
import { readSecretKeys, rootFingerprintIn, secretsIn } from '../../src-centre/secretKeys.ts';
import { centreCommand } from '../../src-centre/commandLine.ts';
import { packageScene } from '../unit/formats/packageFixture.ts';
import { MadeUpSite, startCentre, type SealedFor } from './centreSite.ts';

/** The intake on the network has no key: packages are opened on another machine, and a folder is carried between them. */

const code = 'Y510100000123';
const passphrase = 'a long made-up phrase';
let dir: string;
let intakeDir: string;
let openingDir: string;
let drive: string;
let exchange: string;
let site: MadeUpSite;
let out: string[];
let err: string[];
const open: Centre[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kaodian-apart-'));
  intakeDir = join(dir, 'intake');
  openingDir = join(dir, 'opening');
  drive = join(dir, 'drive', 'keys');
  exchange = join(dir, 'exchange');
  site = new MadeUpSite(code, 1);
  out = [];
  err = [];
});

afterEach(async () => {
  for (const centre of open.splice(0)) await centre.close();
  rmSync(dir, { recursive: true, force: true });
});

const io = {
  stdout: (text: string) => void out.push(text),
  stderr: (text: string) => void err.push(text),
  workFactor: 2,
};

async function command(...args: readonly string[]): Promise<readonly [number, Record<string, unknown>]> {
  out = [];
  const exit = await centreCommand([...args, '--json'], io, async () => undefined);
  return [exit, (out.length === 0 ? {} : JSON.parse(out.join(''))) as Record<string, unknown>];
}

async function passphraseFile(text = passphrase): Promise<string> {
  const path = join(dir, 'passphrase');
  await writeFile(path, `${text}\n`);
  return path;
}

async function running(at: string, options: Parameters<typeof startCentre>[1] = {}) {
  const started = await startCentre(at, { clock: { now: () => new Date() }, ...options });
  open.push(started.centre);
  return started;
}

async function stop(): Promise<void> {
  for (const centre of open.splice(0)) await centre.close();
}

/** A centre that opens from the exchange folder, with the keys of the drive. */
async function opening(faults: unknown[] = []): Promise<Centre> {
  const secrets = await readSecretKeys(drive, passphrase);
  if (!secrets.ok) throw new Error(secrets.refusal);
  const rootFingerprint = (await rootFingerprintIn(drive, secrets.value)) ?? '';
  const { centre } = await running(openingDir, {
    secrets: secrets.value,
    exchange: {
      from: exchange,
      back: join(exchange, 'back'),
      rootFingerprint,
      onBackFault: (error) => void faults.push(error),
    },
  });
  await centre.idle();
  return centre;
}

/** Keys on a drive, a site enrolled with it, an intake without keys that received one package. */
async function received(): Promise<{
  readonly intake: Centre;
  readonly address: string;
  readonly token: string;
  readonly sealed: SealedFor;
}> {
  const file = await passphraseFile();
  await command('init', '--dir', intakeDir, '--keys', drive, '--passphrase-file', file);
  const siteKey = join(dir, 'site.pub');
  await writeFile(siteKey, `${site.publicKeyLine}\n`);
  const enrolment = [
    'enrol',
    '--dir',
    intakeDir,
    '--code',
    code,
    '--site-key',
    siteKey,
    '--out',
    join(dir, 'out'),
  ];
  expect((await command(...enrolment, '--address', 'https://centre.example'))[1]).toMatchObject({
    refusal: { code: 'root-elsewhere' },
  });
  const more = ['--keys', drive, '--passphrase-file', file];
  expect((await command(...enrolment, ...more))[0]).toBe(0);
  const token = (await readFile(join(dir, 'out', 'token.txt'), 'utf8')).trim();
  const { centre: intake, address } = await running(intakeDir);
  const sealed = await site.seal({ outDir: dir, recipients: [intake.keyring.recipient] });
  await send(address, token, sealed);
  return { intake, address, token, sealed };
}

async function send(address: string, token: string, sealed: SealedFor): Promise<void> {
  const metadata = { name: sealed.name, sha256: sealed.sha256, institutionCode: code };
  const { path, sigPath } = sealed;
  expect(await uploadPackage({ address, token, path, sigPath, metadata })).toMatchObject({ ok: true });
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test('a package is received without any key, opened elsewhere, and its receipts come back', async () => {
  const { intake, address, token, sealed } = await received();
  expect((await filesUnder(intakeDir)).filter((path) => /root|receipt\.key|identity/u.test(path))).toEqual(
    [],
  );
  expect(await secretsIn(drive)).toBe('wrapped');
  const state = () => fetchPackageState({ address, token }, sealed.sha256);
  await intake.idle();
  expect(await state()).toMatchObject({ value: { state: 'received', receipts: [] } });
  expect(
    await intake.decisions.decide(code, sealed.sha256, {
      decision: 'accepted',
      reviewer: '甲',
      notes: '',
      returned: [],
    }),
  ).toEqual({ ok: false, refusal: 'opened-elsewhere' });

  expect(await carryOut(intakeDir, exchange, false)).toEqual({ packages: [sealed.name], skipped: 0 });
  expect(await carryOut(intakeDir, exchange, false)).toEqual({ packages: [], skipped: 1 });
  const there = await opening();
  expect(there.taken).toEqual({ packages: [sealed.name], notTaken: [] });
  const { name } = packageScene().files['results.json'].rows[0]?.identity ?? { name: '?' };
  const rows = await there.store.rows(
    (await there.store.list())[0]?.intake ?? ({ ...sealed, institutionCode: code } as never),
  );
  expect(rows[0]?.name).toBe(name);
  // The receipt of arrival is out before anybody decides.
  expect(await publish(intakeDir, exchange, new Date())).toMatchObject({
    receipts: 1,
    reviews: 1,
    notTaken: [],
  });
  expect(await state()).toMatchObject({ value: { state: 'verified', receipts: [1] } });

  const decided = await there.decisions.decide(code, sealed.sha256, {
    decision: 'accepted',
    reviewer: '审核人',
    notes: '',
    returned: [],
  });
  expect(decided.ok).toBe(true);
  await there.idle();
  const carried = await filesUnder(exchange);
  for (const path of carried) expect(await readFile(path, 'utf8'), path).not.toContain(`"${name}"`);
  expect(carried.filter((path) => path.endsWith('rows.json'))).toEqual([]);

  expect(await publish(intakeDir, exchange, new Date())).toMatchObject({ receipts: 1, notTaken: [] });
  expect(await publish(intakeDir, exchange, new Date())).toMatchObject({ receipts: 0, reviews: 0 });
  expect(await state()).toMatchObject({ value: { state: 'accepted', receipts: [1, 2] } });
  const receipts = await fetchReceipts({ address, token, sha256: sealed.sha256 });
  const { keys } = await intake.keyring.current();
  const signers = receiptSigners(keys);
  if (!receipts.ok) throw new Error(receipts.refusal.code);
  for (const { receipt, signature } of receipts.value)
    expect(verifyReceipt(receipt, signature, { signers, at: Date.now() })).toMatchObject({ ok: true });

  // Opened once, it is not opened again, and a second revision stands on the same ledger.
  await stop();
  const again = await running(intakeDir);
  const next = await site.seal({ outDir: dir, recipients: [again.centre.keyring.recipient], revision: 2 });
  await send(again.address, token, next);
  expect(await carryOut(intakeDir, exchange, false)).toMatchObject({ packages: [next.name] });
  const later = await opening();
  expect((await later.store.find(code, next.sha256))?.review?.verdict).toBe('good');
});

test('the whole way by command line, and an enrolment on the machine off the network', async () => {
  const { sealed } = await received();
  await stop();
  const file = await passphraseFile();
  expect(await command('carry', '--dir', intakeDir, '--to', exchange)).toEqual([
    0,
    { packages: [sealed.name], skipped: 0 },
  ]);
  const secrets = ['--keys', drive, '--passphrase-file', file];
  const opens = ['open', '--dir', openingDir, ...secrets, '--from', exchange, '--once', '--accept'];
  expect(await command(...opens)).toMatchObject([0, { packages: [sealed.name], notTaken: [] }]);
  const other = new MadeUpSite('Y510100000999', 9);
  await writeFile(join(dir, 'other.pub'), `${other.publicKeyLine}\n`);
  const enrolment = ['--code', other.code, '--site-key', join(dir, 'other.pub'), '--out', join(dir, 'other')];
  expect(await command('enrol', '--dir', openingDir, ...secrets, ...enrolment)).toMatchObject([
    0,
    { keysVersion: 3, address: null },
  ]);
  expect((await command(...opens))[0]).toBe(0);
  expect(await command('publish', '--dir', intakeDir, '--from', exchange)).toEqual([
    0,
    { receipts: 2, reviews: 1, keysVersion: 3, notTaken: [] },
  ]);
  const { address } = await running(intakeDir);
  const token = (await readFile(join(dir, 'other', 'token.txt'), 'utf8')).trim();
  const answer = await fetch(`${address}/v1/keys`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
});

test('what was changed on its way is not used, and said by name', async () => {
  const { sealed } = await received();
  await carryOut(intakeDir, exchange, true);
  const place = join(centreFolders(exchange).packages, code, sealed.sha256, sealed.name);
  const bytes = await readFile(place);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(place, bytes);
  const there = await opening();
  expect(there.taken).toEqual({ packages: [], notTaken: [{ name: sealed.name, code: 'hash-differs' }] });
  await stop();
  await rm(place);
  await carryOut(intakeDir, exchange, true);
  await opening();
  await stop();

  // A receipt that another signed, one that tells a package the intake never saw, keys of another root.
  const back = centreFolders(join(exchange, 'back'));
  const folder = join(back.receipts, code, '2026-01');
  const name = (await readdir(folder)).find((each) => each.endsWith('.json')) ?? '';
  const text = await readFile(join(folder, name), 'utf8');
  const forged = signReceipt(JSON.parse(text) as Parameters<typeof signReceipt>[0], generateSigningKey());
  const good = await readFile(join(folder, `${name}.sig`), 'utf8');
  await writeFile(join(folder, `${name}.sig`), forged.signature);
  expect(await publish(intakeDir, exchange, new Date())).toMatchObject({
    receipts: 0,
    notTaken: [{ name, code: 'receipt-invalid' }],
  });
  await writeFile(join(folder, `${name}.sig`), good);
  const stranger = await openKeyring(join(dir, 'stranger'), {
    clock: { now: () => new Date() },
    centreId: 'centre',
    tlsCa: null,
    secrets: {
      rootKey: generateSigningKey(),
      opening: {
        receiptKey: generateSigningKey(),
        identity: '',
        recipient: `age1${'q'.repeat(58)}`,
      },
    },
  });
  const { keys, signatures } = await stranger.current();
  expect(keys.roots).not.toContain(sshPublicKeyLine(site.signingKey));
  const { text: strange } = await stranger.current();
  await writeFile(join(back.keys, 'centre-keys-9.json'), strange.replace('"version":1', '"version":9'));
  await writeFile(join(back.keys, 'centre-keys-9.json.sig'), signatures.join(''));
  expect(await publish(intakeDir, exchange, new Date())).toMatchObject({
    keysVersion: 2,
    notTaken: [{ name: 'centre-keys-9.json', code: 'keys-invalid' }],
  });
});

test('a drive that is out while receipts are signed loses nothing: they are written the next time', async () => {
  const { sealed } = await received();
  await carryOut(intakeDir, exchange, false);
  await writeFile(join(exchange, 'back'), 'in the way');
  const faults: unknown[] = [];
  const there = await opening(faults);
  expect(faults.length).toBeGreaterThan(0);
  expect((await there.receipts.list()).length).toBe(1);
  await stop();
  await rm(join(exchange, 'back'));
  await opening();
  expect(await publish(intakeDir, exchange, new Date())).toMatchObject({ receipts: 1, reviews: 1 });
  expect(sealed.name).toContain(code);
});

test('init asks where the keys go, and moves those that lie beside the intake', async () => {
  expect(await command('init', '--dir', intakeDir)).toMatchObject([
    1,
    { refusal: { code: 'keys-place-needed' } },
  ]);
  expect(await command('init', '--dir', intakeDir, '--keys', drive)).toMatchObject([
    1,
    { refusal: { code: 'passphrase-needed' } },
  ]);
  // The set-up of one machine, as it always was.
  const { centre } = await running(intakeDir);
  const before = { root: centre.rootFingerprint, recipient: centre.keyring.recipient };
  expect(centre.keyring.opening).not.toBeNull();
  await stop();
  expect(await secretsIn(centreFolders(intakeDir).keys)).toBe('open');

  const asked: string[] = [];
  const answers = [drive, passphrase, passphrase];
  const ask = async (question: string): Promise<string> => {
    asked.push(question);
    return answers.shift() ?? '';
  };
  out = [];
  expect(await centreCommand(['init', '--dir', intakeDir], { ...io, ask })).toBe(0);
  expect(asked).toHaveLength(3);
  expect(out.join('')).toContain(before.root);
  expect(await secretsIn(centreFolders(intakeDir).keys)).toBe('none');
  expect(await secretsIn(drive)).toBe('wrapped');
  const after = await running(intakeDir);
  expect(after.centre.keyring.opening).toBeNull();
  expect({ root: after.centre.rootFingerprint, recipient: after.centre.keyring.recipient }).toEqual(before);
  await stop();
  expect(
    await command('init', '--dir', intakeDir, '--keys', join(dir, 'x'), '--no-passphrase'),
  ).toMatchObject([1, { refusal: { code: 'keys-elsewhere' } }]);
  const wrong = await passphraseFile('something else');
  const opens = [
    'open',
    '--dir',
    openingDir,
    '--keys',
    drive,
    '--from',
    exchange,
    '--passphrase-file',
    wrong,
  ];
  expect(await command(...opens)).toMatchObject([1, { refusal: { code: 'passphrase-wrong' } }]);
  const right = await passphraseFile();
  expect(await command(...opens.slice(0, -1), right)).toMatchObject([
    1,
    { refusal: { code: 'keys-unknown' } },
  ]);
});

test('keys beside the intake can be wrapped where they lie', async () => {
  await running(intakeDir);
  await stop();
  const file = await passphraseFile();
  expect((await command('init', '--dir', intakeDir, '--keys-here', '--passphrase-file', file))[0]).toBe(0);
  expect(await secretsIn(centreFolders(intakeDir).keys)).toBe('wrapped');
  expect(await command('--dir', intakeDir)).toMatchObject([1, { refusal: { code: 'passphrase-needed' } }]);
  const secrets = await readSecretKeys(centreFolders(intakeDir).keys, passphrase);
  expect(secrets.ok && secrets.value.opening !== null && secrets.value.rootKey !== null).toBe(true);
});
