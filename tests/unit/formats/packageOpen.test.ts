import type { KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageEncrypt } from '#node/ageFile.ts';
import { buildBag } from '#node/bag.ts';
import { merkleRoot } from '#node/merkle.ts';
import { verifyPackage, type VerifyPackageInput } from '#node/packageOpen.ts';
import { tarTime } from '#node/packageLedger.ts';
import { signSshsig } from '#node/sshsig.ts';
import { writeTar } from '#node/tarWriter.ts';
import { packageFileName } from '#shared/formats/packageName.ts';
import { formatRefusalText } from '#shared/words/refusals.ts';
import { languages } from '#shared/words/words.ts';
import {
  at,
  batchId,
  centreAge,
  institutionCode,
  otherAge,
  packageScene,
  sealedAt,
  signerOf,
  siteKey,
  strangerKey,
  type Scene,
} from './packageFixture.ts';
import { gather, inPieces, patchHeader } from './tarTools.ts';
import { ledgerText } from '../../support/packageRows.ts';
import { checkProperty, flipped, flips } from '../../support/properties.ts';

type Twist = {
  /** Changes the payload before the bag is built. */
  readonly payload?: (files: Map<string, Uint8Array>) => void;
  /** Changes the files of the finished bag. */
  readonly bag?: (files: Map<string, Uint8Array>) => void;
  readonly tar?: (tar: Buffer) => Buffer;
  readonly mtimeSeconds?: number;
  readonly bagKey?: KeyObject;
  readonly outerKey?: KeyObject;
  readonly recipients?: readonly string[];
};

/** A package made by hand, with everything under the maker's control: what a hostile site could send. */
async function forged(
  scene: Scene,
  twist: Twist = {},
): Promise<VerifyPackageInput & { source: { bytes: Uint8Array } }> {
  const payload = new Map(scene.input.files);
  twist.payload?.(payload);
  const files = new Map(buildBag(payload, scene.input.bagInfo, twist.bagKey ?? siteKey).files);
  twist.bag?.(files);
  const entries = [...files].map(([name, bytes]) => ({ name, bytes, size: bytes.length }));
  const tar = await gather(writeTar(entries, twist.mtimeSeconds ?? tarTime(sealedAt)));
  const encrypted = await ageEncrypt(
    inPieces(twist.tar?.(tar) ?? tar),
    twist.recipients ?? [centreAge.recipient],
  );
  if (!encrypted.ok) throw new Error(encrypted.refusal.code);
  const bytes = await gather(encrypted.value);
  return {
    source: { name: packageFileName(scene.input), bytes },
    signature: signSshsig(twist.outerKey ?? siteKey, 'kaodian-package', bytes),
    allowedSigners: [signerOf(siteKey)],
    signer: institutionCode,
    identity: centreAge.identity,
    at,
  };
}

const scene = packageScene();
const good = await forged(scene);

async function verdict(input: VerifyPackageInput) {
  const report = await verifyPackage(input);
  const failed = report.checks.find((check) => check.state === 'failed');
  expect(report.ok).toBe(failed === undefined);
  if (failed === undefined) return 'ok';
  expect(report.opened).toBeNull();
  return failed.state === 'failed' ? `${failed.name}: ${failed.refusal.code}` : '';
}

describe('opening a package', () => {
  it('an honest one passes every check and gives its contents', async () => {
    const report = await verifyPackage(good);
    expect(report.checks.map((check) => check.state)).toEqual(report.checks.map(() => 'passed'));
    expect(report.opened?.files['results.json'].rows.length).toBe(2);
    expect(report.opened?.ledger).toMatchObject({
      size: scene.rows.length,
      rows: scene.rows.length - 1,
      headers: 1,
    });
    expect(report.opened?.checkpoint.root).toBe(
      merkleRoot(scene.rows.map((row) => row.rowHash)).toString('base64'),
    );
  });

  it('without an identity only the outside is judged, and it says so', async () => {
    const { identity: _identity, ...outside } = good;
    const report = await verifyPackage(outside);
    expect(report).toMatchObject({ ok: true, scope: 'outside', opened: null, bagSha256: null });
    expect(report.checks.find((check) => check.name === 'bag')).toEqual({
      name: 'bag',
      state: 'notChecked',
      reason: 'no-identity',
    });
  });

  const anyFlip = [fc.nat(), fc.nat(255)] as const;
  /** Whoever is told of it must be told in words. */
  function expectWords(report: Awaited<ReturnType<typeof verifyPackage>>): void {
    const found = report.checks.flatMap((check) => (check.state === 'failed' ? [check.refusal] : []));
    expect(found).not.toEqual([]);
    for (const refusal of found)
      for (const language of languages) expect(formatRefusalText(refusal, language)).toMatch(/\S{2}/u);
  }

  it('any flipped byte of the file or its signature is found, in words, and nothing is decrypted', async () => {
    const { bytes } = good.source;
    await checkProperty(
      fc.asyncProperty(...anyFlip, async (place, bits) => {
        const source = { ...good.source, bytes: flipped(bytes, place, bits) };
        const report = await verifyPackage({ ...good, source });
        expect(report.checks[0]).toMatchObject({ state: 'failed', refusal: { code: 'signature-invalid' } });
        expect(report.checks.find((check) => check.name === 'decryption')).toMatchObject({
          reason: 'earlier-failed',
        });
        expectWords(report);
      }),
      flips,
    );
    const signature = Buffer.from(good.signature ?? '');
    await checkProperty(
      fc.asyncProperty(...anyFlip, async (place, bits) => {
        const text = flipped(signature, place, bits).toString('latin1');
        const report = await verifyPackage({ ...good, signature: text });
        expect(report.ok).toBe(false);
        expectWords(report);
      }),
      flips,
    );
  });

  it('even a flipped byte that the site’s own key signed is found inside, in words', async () => {
    const { bytes } = good.source;
    await checkProperty(
      fc.asyncProperty(...anyFlip, async (place, bits) => {
        const changed = flipped(bytes, place, bits);
        const signature = signSshsig(siteKey, 'kaodian-package', changed);
        const source = { ...good.source, bytes: changed };
        const report = await verifyPackage({ ...good, signature, source });
        expect(report.checks.find((check) => check.state === 'failed')?.name).toBe('decryption');
        expectWords(report);
      }),
      flips,
    );
  });

  it('a byte flipped before it was encrypted and signed outside is found by what is signed inside, in words', async () => {
    await checkProperty(
      fc.asyncProperty(...anyFlip, async (place, bits) => {
        const report = await verifyPackage(await forged(scene, { tar: (tar) => flipped(tar, place, bits) }));
        expect(report.ok).toBe(false);
        expectWords(report);
      }),
      flips,
    );
  });

  it.each([
    ['a missing signature', { signature: null }, 'outer-signature: signature-missing'],
    [
      'a signature for another purpose',
      { signature: signSshsig(siteKey, 'kaodian-bag', good.source.bytes) },
      'outer-signature: signature-namespace',
    ],
    [
      'a stranger’s signature',
      { signature: signSshsig(strangerKey, 'kaodian-package', good.source.bytes) },
      'outer-signer: signer-unknown',
    ],
    [
      'a key that expired before it came',
      { allowedSigners: [{ ...signerOf(siteKey), validBefore: at - 1000 }] },
      'outer-signer: signer-expired',
    ],
    [
      'a key revoked before it came',
      { allowedSigners: [{ ...signerOf(siteKey), trustBefore: at }] },
      'outer-signer: signer-revoked',
    ],
    [
      'another institution’s name',
      { signer: 'Y510100000999', allowedSigners: [{ ...signerOf(siteKey), principal: 'Y510100000999' }] },
      'file-name: package-institution-differs',
    ],
    [
      'no name of a package',
      { source: { ...good.source, name: 'results.tar.age' } },
      'file-name: package-name',
    ],
    [
      'another batch in the name',
      { source: { ...good.source, name: `KD-${institutionCode}-2026-07-r1.tar.age` } },
      'agreement: package-batch-differs',
    ],
    [
      'another revision in the name',
      { source: { ...good.source, name: `KD-${institutionCode}-2026-01-r2.tar.age` } },
      'agreement: package-revision-differs',
    ],
    ['a key that it was not encrypted to', { identity: otherAge.identity }, 'decryption: age-other-key'],
    ['no key at all', { identity: 'AGE-SECRET-KEY-1' }, 'decryption: age-not-a-recipient'],
    [
      'rows that do not extend the receipted head',
      { knownHead: { size: 3, head: 'f'.repeat(64) } },
      'ledger: ledger-fork',
    ],
    ['fewer rows than receipted', { knownHead: { size: 70, head: 'f'.repeat(64) } }, 'ledger: ledger-fork'],
  ] satisfies [string, Partial<VerifyPackageInput>, string][])(
    'refuses %s',
    async (_name, change, expected) => {
      expect(await verdict({ ...good, ...change })).toBe(expected);
    },
  );

  const cut = (bytes: number) => (tar: Buffer) => tar.subarray(0, tar.length - bytes);
  const set = (name: string, text: string) => (files: Map<string, Uint8Array>) => {
    files.set(name, Buffer.from(text));
  };
  const edit = (name: string, change: (text: string) => string) => (files: Map<string, Uint8Array>) => {
    files.set(name, Buffer.from(change(Buffer.from(files.get(name) ?? []).toString('utf8'))));
  };
  const photoName = 'photos/01jnb3r4xyz.jpg';
  /** The honest rows speak of no photo. */
  const namePhoto = (text: string) =>
    text.replace('"photo": null', `"photo": {"name":"${photoName}","sha256":"${'0'.repeat(64)}"}`);
  const lines = ledgerText(scene.rows, batchId).trimEnd().split('\n');
  it.each([
    [
      'a stranger’s package that the site re-signed outside',
      { bagKey: strangerKey },
      'inner-signature: signer-unknown',
    ],
    ['a package that a stranger re-signed', { outerKey: strangerKey }, 'outer-signer: signer-unknown'],
    ['a tar without its end', { tar: cut(1024) }, 'archive: tar-truncated'],
    ['a tar with half its end', { tar: cut(512) }, 'archive: tar-truncated'],
    ['a tar cut in a file', { tar: cut(1024 + 300) }, 'archive: tar-truncated'],
    [
      'padding after the end',
      { tar: (tar) => Buffer.concat([tar, Buffer.alloc(512)]) },
      'archive: tar-trailing-bytes',
    ],
    [
      'one byte after the end',
      { tar: (tar) => Buffer.concat([tar, Buffer.of(1)]) },
      'archive: tar-trailing-bytes',
    ],
    ['an executable file', { tar: (tar) => patchHeader(tar, 0, 100, '0000755') }, 'archive: tar-mode'],
    ['an extra file in the payload', { bag: set('data/extra.json', '{}') }, 'bag: bag-file-extra'],
    ['an extra file in the root', { bag: set('fetch.txt', 'http://') }, 'bag: bag-file-extra'],
    ['a missing list', { bag: (files) => void files.delete('data/people.json') }, 'bag: bag-file-missing'],
    ['a changed list', { bag: set('data/people.json', 'another') }, 'bag: bag-hash-differs'],
    [
      'a second table that nothing names, though the bag lists it',
      { payload: set('results-2.xlsx', 'another') },
      'agreement: package-file-unknown',
    ],
    [
      'a changed photo that the results name',
      {
        payload: (files) => {
          edit('results.json', namePhoto)(files);
          set(photoName, 'another')(files);
        },
      },
      'agreement: bag-hash-differs',
    ],
    [
      'a missing inner signature',
      { bag: (files) => void files.delete('tagmanifest-sha256.txt.sig') },
      'bag: bag-file-missing',
    ],
    [
      'a changed tag manifest',
      { bag: edit('tagmanifest-sha256.txt', (text) => text.toUpperCase()) },
      'bag: bag-manifest-malformed',
    ],
    [
      'another declaration',
      { bag: set('bagit.txt', 'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n') },
      'bag: bag-declaration',
    ],
    [
      'a field that the schema does not know',
      { payload: edit('results.json', (text) => text.replace('{', '{"more":1,')) },
      'files: package-file-schema',
    ],
    ['JSON that is none', { payload: set('people.json', '{') }, 'files: json-malformed'],
    [
      'results of another batch',
      { payload: edit('results.json', (text) => text.replace('"2026-01"', '"2026-02"')) },
      'agreement: package-batch-differs',
    ],
    ['another time in the tar', { mtimeSeconds: tarTime(sealedAt) + 1 }, 'sealing: package-sealing-row'],
    [
      'a changed mark in the ledger',
      {
        payload: edit('ledger.ndjson', (text) =>
          text.replace('\\"scoreHundredths\\":5000', '\\"scoreHundredths\\":6000'),
        ),
      },
      'ledger: row-data-altered',
    ],
    [
      'a changed name in the ledger',
      { payload: edit('ledger.ndjson', (text) => text.replace('甲', '丁')) },
      'ledger: row-personal-altered',
    ],
    [
      'a removed row',
      { payload: set('ledger.ndjson', `${lines.toSpliced(2, 1).join('\n')}\n`) },
      'ledger: row-sequence-broken',
    ],
    [
      'a changed header of another batch',
      {
        payload: set(
          'ledger.ndjson',
          `${lines.with(4, lines[4]?.replace('desk-1', 'desk-2') ?? '').join('\n')}\n`,
        ),
      },
      'ledger: row-chain-broken',
    ],
    [
      'a cut-off tail',
      { payload: set('ledger.ndjson', `${lines.slice(0, -1).join('\n')}\n`) },
      'checkpoint: checkpoint-size-differs',
    ],
    [
      'a row more than the checkpoint',
      { payload: edit('ledger.ndjson', (text) => `${text}${text.slice(text.lastIndexOf('{"header"'))}`) },
      'ledger: row-sequence-broken',
    ],
    [
      'a last line without its end',
      { payload: edit('ledger.ndjson', (text) => text.trimEnd()) },
      'ledger: row-malformed',
    ],
    [
      'a changed checkpoint',
      { payload: edit('checkpoint', (text) => text.replace('epoch 0', 'epoch 1')) },
      'checkpoint: signature-invalid',
    ],
    [
      'no checkpoint',
      { payload: (files) => void files.delete('checkpoint.sig') },
      'agreement: package-file-missing',
    ],
  ] satisfies [string, Twist, string][])(
    'refuses %s, though correctly encrypted and signed',
    async (_name, twist, expected) => {
      expect(await verdict(await forged(scene, twist))).toBe(expected);
    },
  );

  it('rows are held to the head that was receipted before', async () => {
    const [, second] = scene.rows;
    expect(await verdict({ ...good, knownHead: { size: 2, head: second?.rowHash ?? '' } })).toBe('ok');
    expect(await verdict({ ...good, knownHead: { size: 2, head: 'a'.repeat(64) } })).toBe(
      'ledger: ledger-fork',
    );
  });

  it('a receiver whose key was slipped in, but is not among the stated recipients, is told', async () => {
    const input = await forged(scene, { recipients: [otherAge.recipient] });
    expect(await verdict({ ...input, identity: otherAge.identity })).toBe(
      'recipient: package-recipient-missing',
    );
  });
});
