import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Receipt } from '#shared/contract/receipt.ts';
import { generateAgeKeys } from '#node/ageFile.ts';
import { allowedSignerLine } from '#node/allowedSigners.ts';
import { receiptSigners, verifyCentreKeys } from '#node/centreKeys.ts';
import { fetchKeys, fetchPackageState, fetchReceipts, uploadPackage } from '#node/centreClient.ts';
import { parseSshPublicKeyLine, signingKeyFromSeed } from '#node/ed25519.ts';
import { verifyReceipt } from '#node/receipt.ts';
import type { Centre } from '../../src-centre/app.ts';
import { runTool } from '../unit/formats/scratch.ts';
import {
  MadeUpSite,
  settableClock,
  sharedDatabase,
  signAgain,
  startCentre,
  type SealedFor,
  type SealOptions,
} from './centreSite.ts';

const code = 'Y510100000123';
const at = Date.parse('2026-03-06T08:00:00.000Z');
let dir: string;
let centre: Centre;
let address: string;
let site: MadeUpSite;
let token: string;
const clock = settableClock('2026-03-06T08:00:00.000Z');

beforeEach(async () => {
  clock.set('2026-03-06T08:00:00.000Z');
  dir = mkdtempSync(join(tmpdir(), 'kaodian-centre-'));
  await start();
  site = new MadeUpSite(code, 1);
  const enrolled = await centre.addInstitution({ code, siteKey: site.publicKeyLine });
  if (!enrolled.ok) throw new Error(enrolled.code);
  token = enrolled.token;
});

afterEach(async () => {
  await centre.close();
  rmSync(dir, { recursive: true, force: true });
});

async function start(acceptAll = false): Promise<void> {
  ({ centre, address } = await startCentre(join(dir, 'centre'), { clock, acceptAll }));
}

async function restart(acceptAll = false): Promise<void> {
  await centre.close();
  await start(acceptAll);
}

function seal(options: Partial<SealOptions> = {}, who = site): Promise<SealedFor> {
  return who.seal({ outDir: dir, recipients: [centre.keyring.recipient], ...options });
}

/** Sends a package and waits for its review. */
async function deliver(sealed: SealedFor) {
  const metadata = { name: sealed.name, sha256: sealed.sha256, institutionCode: code };
  const sent = await uploadPackage({ address, token, path: sealed.path, sigPath: sealed.sigPath, metadata });
  if (!sent.ok) throw new Error(sent.refusal.code);
  await centre.idle();
  const state = await fetchPackageState({ address, token }, sealed.sha256);
  if (!state.ok) throw new Error(state.refusal.code);
  return { state: state.value.state, codes: state.value.findings?.map((finding) => finding.code) ?? [] };
}

async function receiptsOf(sealed: SealedFor): Promise<Receipt[]> {
  const fetched = await fetchReceipts({ address, token, sha256: sealed.sha256 });
  if (!fetched.ok) throw new Error(fetched.refusal.code);
  return fetched.value.map(({ receipt }) => JSON.parse(receipt) as Receipt);
}

function decide(sealed: SealedFor, change: Partial<Parameters<Centre['decisions']['decide']>[2]> = {}) {
  return centre.decisions.decide(code, sealed.sha256, {
    decision: 'accepted',
    reviewer: '审核员甲',
    notes: '',
    returned: [],
    ...change,
  });
}

describe('a genuine package', () => {
  test('gets a receipt of arrival, and one of the decision that names every ticket once', async () => {
    const sealed = await seal({ candidates: 3 });
    expect(await deliver(sealed)).toEqual({ state: 'verified', codes: [] });
    expect(await receiptsOf(sealed)).toMatchObject([{ n: 1, kind: 'received', decision: null, items: [] }]);
    clock.set('2026-03-07T10:00:00.000Z');
    const [, second, third] = sealed.tickets;
    const returned = [
      { ticketNumber: second ?? '', reasonCode: 'scoreError', reason: '理论成绩与答题卡不符' },
    ];
    expect(await decide(sealed, { returned })).toMatchObject({ ok: true });
    const [received, reviewed] = await receiptsOf(sealed);
    expect(reviewed).toMatchObject({
      n: 2,
      kind: 'reviewed',
      decision: 'accepted',
      packageSha256: sealed.sha256,
      bagSha256: sealed.bagSha256,
      reviewer: '审核员甲',
      firstReceivedAt: '2026-03-06T08:00:00.000Z',
      issuedAt: '2026-03-07T10:00:00.000Z',
      checkpointSha256: received?.checkpointSha256,
    });
    expect(reviewed?.items.map((item) => [item.ticketNumber, item.decision])).toEqual([
      [sealed.tickets[0], 'accepted'],
      [second, 'returned'],
      [third, 'accepted'],
    ]);
    expect(await deliver(sealed)).toMatchObject({ state: 'accepted' });
  });

  test('is decided once, by a known ticket, and never returned without a reason', async () => {
    const sealed = await seal();
    await deliver(sealed);
    const stranger = [{ ticketNumber: '99999999', reasonCode: 'otherReason', reason: '不在册' }];
    expect(await decide(sealed, { returned: stranger })).toEqual({ ok: false, refusal: 'ticket-unknown' });
    expect(await decide(sealed, { decision: 'returned' })).toEqual({ ok: false, refusal: 'reason-missing' });
    expect(await decide(sealed, { decision: 'returned', notes: '缺少监考记录' })).toMatchObject({ ok: true });
    expect(await decide(sealed)).toEqual({ ok: false, refusal: 'package-decided' });
    expect(await receiptsOf(sealed)).toMatchObject([
      { kind: 'received' },
      { decision: 'returned', items: [] },
    ]);
  });

  test("has receipts that the site's verifier and ssh-keygen both accept", async () => {
    const sealed = await seal();
    await deliver(sealed);
    await decide(sealed);
    const keys = await fetchKeys({ address, token });
    const fetched = await fetchReceipts({ address, token, sha256: sealed.sha256 });
    if (!keys.ok || !fetched.ok) throw new Error('nothing fetched');
    const trust = { rootFingerprint: centre.rootFingerprint };
    const verifiedKeys = verifyCentreKeys(keys.value.keys, keys.value.signatures, trust, at);
    if (!verifiedKeys.ok) throw new Error(verifiedKeys.refusal.code);
    const signers = receiptSigners(verifiedKeys.value.keys);
    let previous: { n: number; sha256: string } | null = null;
    for (const { receipt, signature } of fetched.value) {
      const verified = verifyReceipt(receipt, signature, {
        signers,
        at,
        previous,
        ticketNumbers: sealed.tickets,
      });
      if (!verified.ok) throw new Error(verified.refusal.code);
      previous = { n: verified.value.receipt.n, sha256: verified.value.sha256 };
    }
    expect(previous?.n).toBe(2);

    const line = verifiedKeys.value.keys.receiptKeys[0] ?? '';
    await writeFile(join(dir, 'allowed'), `centre namespaces="kaodian-receipt" ${line}\n`);
    const last = fetched.value.at(-1);
    if (last === undefined) throw new Error('no receipt');
    await writeFile(join(dir, 'r.sig'), last.signature);
    const check = (namespace: string, text: string) =>
      runTool(
        'ssh-keygen',
        [
          '-Y',
          'verify',
          '-f',
          join(dir, 'allowed'),
          '-I',
          'centre',
          '-n',
          namespace,
          '-s',
          join(dir, 'r.sig'),
        ],
        { input: text },
      ).status;
    expect(check('kaodian-receipt', last.receipt)).toBe(0);
    expect(check('kaodian-receipt', last.receipt.replace('accepted', 'returned'))).not.toBe(0);
    expect(last.name).toBe(`${sealed.name}.receipt-2.json`);
  });

  test('is accepted by rule where the demonstration asks for it', async () => {
    await restart(true);
    const sealed = await seal();
    expect(await deliver(sealed)).toEqual({ state: 'accepted', codes: [] });
    const [, reviewed] = await receiptsOf(sealed);
    expect(reviewed?.items.map((item) => item.ticketNumber)).toEqual(sealed.tickets);
  });
});

describe('what came before decides what counts', () => {
  test('the same revision with other content is a conflict; both are kept, the second is returned', async () => {
    const first = await seal();
    await deliver(first);
    const second = await seal({ scoreHundredths: 9900 });
    expect(await deliver(second)).toEqual({ state: 'returned', codes: ['package-conflict'] });
    expect(await receiptsOf(second)).toMatchObject([
      { n: 2, kind: 'received' },
      { n: 3, decision: 'returned', notes: expect.stringContaining('同一版次') as string },
    ]);
    expect(await centre.store.list()).toHaveLength(2);
    expect(await decide(first)).toMatchObject({ ok: true });
  });

  test('a second sealing of the same content counts once and shares the decision', async () => {
    const first = await seal();
    await deliver(first);
    await decide(first);
    // Sealed again from the same row: the ledger has not moved.
    site.rollBack(site.ledgerSize - 1);
    const again = await seal();
    expect(again.bagSha256).toBe(first.bagSha256);
    expect(again.sha256).not.toBe(first.sha256);
    expect(await deliver(again)).toEqual({ state: 'accepted', codes: [] });
    expect(await receiptsOf(again)).toMatchObject([
      { n: 3, kind: 'received' },
      { n: 4, decision: 'accepted' },
    ]);
  });

  test('a lower revision is stale; a higher one replaces', async () => {
    const one = await seal();
    const two = await seal({ revision: 2, scoreHundredths: 7000 });
    await deliver(two);
    expect(await deliver(one)).toEqual({ state: 'returned', codes: ['package-stale'] });
    expect(await decide(two)).toMatchObject({ ok: true });
    const three = await seal({ revision: 3, scoreHundredths: 7100 });
    expect(await deliver(three)).toEqual({ state: 'verified', codes: [] });
  });

  test('an older revision cannot be accepted once a newer one is here', async () => {
    const one = await seal();
    await deliver(one);
    await deliver(await seal({ revision: 2 }));
    expect(await decide(one)).toEqual({ ok: false, refusal: 'package-superseded' });
  });

  test('a ledger that goes on from the witnessed head passes', async () => {
    await deliver(await seal());
    site.work('a further exam');
    expect(await deliver(await seal({ batchNo: '2026-02' }))).toEqual({
      state: 'verified',
      codes: [],
    });
    site.work('one more');
    expect(await deliver(await seal({ batchNo: '2026-03' }))).toEqual({ state: 'verified', codes: [] });
  });

  test('a package sealed earlier that arrives later is no fork', async () => {
    const early = await seal();
    site.work('a further exam');
    const late = await seal({ batchNo: '2026-02' });
    await deliver(late);
    expect(await deliver(early)).toEqual({ state: 'verified', codes: [] });
  });

  test('a ledger rolled back below the witnessed head is forked and gets no receipt', async () => {
    site.work('first exam');
    await deliver(await seal());
    site.rollBack(1);
    site.work('another story');
    site.work('and longer');
    const forked = await seal({ batchNo: '2026-02' });
    expect(await deliver(forked)).toEqual({ state: 'refused', codes: ['ledger-fork'] });
    expect(await receiptsOf(forked)).toEqual([]);
    expect(await decide(forked)).toEqual({ ok: false, refusal: 'package-not-verified' });
  });

  test('another ledger of the same institution is a fork', async () => {
    await deliver(await seal());
    const newSite = new MadeUpSite(code, 1, 'L-other');
    expect(await deliver(await seal({ batchNo: '2026-02' }, newSite))).toEqual({
      state: 'refused',
      codes: ['ledger-fork'],
    });
  });
});

describe('a package that is not what it says', () => {
  test("another institution's content under our signature is refused", async () => {
    const other = new MadeUpSite('Y510100000999', 9);
    const stolen = await seal({}, other);
    await signAgain(stolen, site.signingKey);
    const path = join(dir, stolen.name.replace(other.code, code));
    await writeFile(path, await readFile(stolen.path));
    await writeFile(`${path}.sig`, await readFile(stolen.sigPath));
    const renamed = { ...stolen, path, sigPath: `${path}.sig`, name: stolen.name.replace(other.code, code) };
    const { state, codes } = await deliver(renamed);
    expect({ state, code: codes[0] }).toEqual({ state: 'refused', code: 'signer-unknown' });
    expect(await receiptsOf(renamed)).toEqual([]);
  });

  test('a package renamed to another batch is refused', async () => {
    const sealed = await seal();
    const name = sealed.name.replace('2026-01', '2026-77');
    const path = join(dir, name);
    await writeFile(path, await readFile(sealed.path));
    await writeFile(`${path}.sig`, await readFile(sealed.sigPath));
    const renamed = { ...sealed, path, sigPath: `${path}.sig`, name };
    expect(await deliver(renamed)).toMatchObject({ state: 'refused', codes: ['package-batch-differs'] });
  });

  test('a package for another centre cannot be opened, and says so', async () => {
    const { recipient } = await generateAgeKeys();
    const sealed = await seal({ recipients: [recipient] });
    expect(await deliver(sealed)).toEqual({ state: 'refused', codes: ['age-other-key'] });
  });

  test('a package that changed in the store is refused, not trusted', async () => {
    const sealed = await seal();
    await deliver(sealed);
    const stored = await centre.store.find(code, sealed.sha256);
    if (stored === null) throw new Error('nothing stored');
    const path = centre.store.pathOf(stored.intake);
    const bytes = await readFile(path);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    await writeFile(path, bytes);
    await rm(join(path, '..', 'review.json'));
    await restart();
    await centre.idle();
    expect((await centre.store.find(code, sealed.sha256))?.review).toMatchObject({
      verdict: 'refused',
      findings: [{ code: 'hash-differs' }],
    });
  });

  test('signatures are judged at first arrival: a key that ended since still counts, one revoked for then does not', async () => {
    const sealed = await seal();
    await deliver(sealed);
    const stored = await centre.store.find(code, sealed.sha256);
    if (stored === null) throw new Error('nothing stored');
    const review = join(centre.store.pathOf(stored.intake), '..', 'review.json');
    const reviewAgain = async () => {
      await rm(review);
      await restart();
      await centre.idle();
      return (await centre.store.find(code, sealed.sha256))?.review?.verdict;
    };
    clock.set('2026-06-01T00:00:00.000Z');
    await centre.keyring.revoke(site.publicKeyLine, '2026-05-01T00:00:00.000Z');
    expect(await reviewAgain()).toBe('good');
    await centre.keyring.revoke(site.publicKeyLine, '2026-03-01T00:00:00.000Z');
    expect(await reviewAgain()).toBe('refused');
  });
});

describe('files come first', () => {
  // Making the first database takes seconds of the processor's time.
  beforeAll(() => sharedDatabase(), 180_000);

  test('the index made anew equals the one that grew', async () => {
    await centre.index.open();
    const first = await seal();
    await deliver(first);
    await decide(first);
    await deliver(await seal({ scoreHundredths: 9900 }));
    await deliver(await seal({ batchNo: '2026-02' }));
    const read = async () => ({
      packages: await centre.index.packages({ offset: 0, limit: 100 }),
      receipts: await centre.index.receipts(),
    });
    const grown = await read();
    expect(grown.packages.rows.map((row) => row.state).toSorted()).toEqual([
      'accepted',
      'returned',
      'verified',
    ]);
    expect(grown.receipts).toHaveLength(5);
    await centre.index.rebuild();
    expect(await read()).toEqual(grown);
    await restart();
    expect(await read()).toEqual(grown);
    expect(await centre.index.packages({ state: 'verified', offset: 0, limit: 100 })).toMatchObject({
      total: 1,
    });
  });

  test('what died between two files is finished at the next start, and numbers stay without gaps', async () => {
    const sealed = await seal();
    await deliver(sealed);
    const receipts = join(dir, 'centre', 'receipts', code, '2026-01');
    // As if the process had died after the review, with the signature of the receipt written and the receipt not.
    await rm(join(receipts, `${sealed.name}.receipt-1.json`));
    await restart();
    await centre.idle();
    expect(await receiptsOf(sealed)).toMatchObject([{ n: 1, kind: 'received', previousReceiptSha256: null }]);
    await decide(sealed);
    expect((await receiptsOf(sealed)).map(({ n }) => n)).toEqual([1, 2]);
  });

  test('a second process cannot take the same folder', async () => {
    await expect(startCentre(join(dir, 'centre'))).rejects.toThrow('another process');
  });

  test('keys survive a restart; versions only rise, and enrolment beside a running centre is seen', async () => {
    const before = { root: centre.rootFingerprint, recipient: centre.keyring.recipient };
    const { keys } = await centre.keyring.current();
    await restart();
    expect({ root: centre.rootFingerprint, recipient: centre.keyring.recipient }).toEqual(before);
    expect((await centre.keyring.current()).keys).toEqual(keys);
    const again = await centre.addInstitution({ code, siteKey: site.publicKeyLine });
    expect(again).toMatchObject({ ok: true, token: expect.stringMatching(/^kdt_/u) as string });
    expect(again).not.toMatchObject({ token });
    expect((await centre.keyring.current()).keys.version).toBe(keys.version);
    const taken = await centre.addInstitution({ code: 'Y510100000999', siteKey: site.publicKeyLine });
    expect(taken).toEqual({ ok: false, code: 'site-key-of-another' });
    const rotated = new MadeUpSite(code, 5);
    await centre.addInstitution({ code, siteKey: rotated.publicKeyLine });
    const after = (await centre.keyring.current()).keys;
    expect(after.version).toBe(keys.version + 1);
    expect(after.institutions[0]?.siteKeys).toHaveLength(2);
  });

  test("the site's keys, as the centre publishes them, let ssh-keygen verify a package", async () => {
    const sealed = await seal();
    const { keys } = await centre.keyring.current();
    const siteKey = keys.institutions[0]?.siteKeys[0];
    const key = parseSshPublicKeyLine(siteKey?.ssh ?? '');
    if (!key.ok || siteKey === undefined) throw new Error('no key');
    const line = allowedSignerLine({
      principal: code,
      namespaces: ['kaodian-package'],
      validAfter: Date.parse(siteKey.validAfter),
      validBefore: null,
      trustBefore: null,
      key: key.value,
    });
    await writeFile(join(dir, 'sites'), `${line}\n`);
    const args = [
      '-Y',
      'verify',
      '-f',
      join(dir, 'sites'),
      '-I',
      code,
      '-n',
      'kaodian-package',
      '-s',
      sealed.sigPath,
    ];
    const input = new Uint8Array(await readFile(sealed.path));
    const verify = () =>
      runTool('ssh-keygen', [...args, '-O', 'verify-time=20260306080000Z'], { input }).status;
    expect(verify()).toBe(0);
    await signAgain(sealed, signingKeyFromSeed(Buffer.alloc(32, 78)));
    expect(verify()).not.toBe(0);
  });
});
