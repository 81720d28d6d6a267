import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateAgeKeys } from '#node/ageFile.ts';
import { findSigner } from '#node/allowedSigners.ts';
import {
  currentRecipients,
  receiptSigners,
  signCentreKeys,
  siteSigners,
  verifyCentreKeys,
} from '#node/centreKeys.ts';
import { signingKeyFromSeed, sshFingerprint, sshPublicKey, sshPublicKeyLine } from '#node/ed25519.ts';
import { formatRefusalText } from '#shared/words/refusals.ts';
import { languages } from '#shared/words/words.ts';
import { receiptFileName, signReceipt, verifyReceipt } from '#node/receipt.ts';
import { signSshsig } from '#node/sshsig.ts';
import type { CentreKeys } from '#shared/contract/centreKeys.ts';
import type { Receipt } from '#shared/contract/receipt.ts';
import { checkProperty, flipped, flips } from '../../support/properties.ts';
import { runTool, scratchFolder } from './scratch.ts';

const keyOf = (n: number) => signingKeyFromSeed(Buffer.alloc(32, n));
const [root, newRoot, receiptKey, siteKey, stranger] = [
  keyOf(11),
  keyOf(12),
  keyOf(13),
  keyOf(14),
  keyOf(15),
];
const [age, oldAge] = [await generateAgeKeys(), await generateAgeKeys()];
const at = Date.parse('2026-03-10T00:00:00.000Z');
const keys: CentreKeys = {
  format: 'kaodian-keys-v1',
  version: 3,
  centreId: 'centre-1',
  issuedAt: '2026-01-01T00:00:00.000Z',
  expires: '2027-01-01T00:00:00.000Z',
  roots: [sshPublicKeyLine(root)],
  receiptKeys: [sshPublicKeyLine(receiptKey)],
  recipients: [
    { age: age.recipient, notAfter: null },
    { age: oldAge.recipient, notAfter: '2026-02-01T00:00:00.000Z' },
  ],
  institutions: [
    {
      code: 'Y510100000123',
      siteKeys: [
        { ssh: sshPublicKeyLine(siteKey), validAfter: '2026-01-01T00:00:00.000Z', validBefore: null },
      ],
    },
  ],
  revoked: [],
  tlsCa: null,
};
const signed = signCentreKeys(keys, [root]);
const paper = { rootFingerprint: sshFingerprint(root) };

describe('keys of the centre', () => {
  it('are trusted first by the fingerprint on paper, later by the keys in force', () => {
    expect(verifyCentreKeys(signed.text, signed.signatures, paper, at)).toEqual({
      ok: true,
      value: { keys, rootFingerprint: paper.rootFingerprint, expired: false },
    });
    expect(verifyCentreKeys(signed.text, signed.signatures, { current: keys }, at).ok).toBe(true);
    const path = join(scratchFolder(), 'sig');
    writeFileSync(path, signed.signatures[0] ?? '');
    expect(
      runTool('ssh-keygen', ['-Y', 'check-novalidate', '-n', 'kaodian-keys', '-s', path], {
        input: signed.text,
      }).status,
    ).toBe(0);
  });

  const next = { ...keys, version: 4 };
  const turned = { ...next, roots: [sshPublicKeyLine(newRoot)] };
  const made = (content: CentreKeys, ...signers: Parameters<typeof signCentreKeys>[1][number][]) =>
    signCentreKeys(content, signers);
  it.each([
    ['a false file on the stick', made(keys, stranger), paper, 'centre-keys-root-unknown'],
    [
      'a root that signs but is not listed',
      made({ ...keys, roots: [sshPublicKeyLine(newRoot)] }, root),
      paper,
      'centre-keys-root-unknown',
    ],
    ['no signature', { text: signed.text, signatures: [] }, paper, 'signature-missing'],
    [
      'one good and one broken signature',
      { text: signed.text, signatures: [...signed.signatures, signSshsig(newRoot, 'kaodian-keys', 'x')] },
      paper,
      'signature-invalid',
    ],
    ['an older version', made({ ...keys, version: 2 }, root), { current: keys }, 'centre-keys-older'],
    [
      'the same version with other content',
      made({ ...keys, centreId: 'centre-1', issuedAt: '2026-01-02T00:00:00.000Z' }, root),
      { current: keys },
      'centre-keys-older',
    ],
    [
      'another centre',
      made({ ...next, centreId: 'centre-2' }, root),
      { current: keys },
      'centre-keys-root-unknown',
    ],
    [
      'a new root that only the old one signed',
      made(turned, root),
      { current: keys },
      'centre-keys-root-unknown',
    ],
    [
      'a new root that only itself signed',
      made(turned, newRoot),
      { current: keys },
      'centre-keys-root-unknown',
    ],
    [
      'a text with blanks',
      { text: signed.text.replace(':', ': '), signatures: signed.signatures },
      paper,
      'json-not-canonical',
    ],
    [
      'a field that is not known',
      { text: signed.text.replace('{', '{"a":1,'), signatures: signed.signatures },
      paper,
      'centre-keys-malformed',
    ],
  ])('refuses %s', (_name, file, trust, code) => {
    expect(verifyCentreKeys(file.text, file.signatures, trust, at)).toMatchObject({
      ok: false,
      refusal: { code },
    });
  });

  it('new roots signed by old and new pass; an expired file only says so', () => {
    const both = made(turned, root, newRoot);
    expect(verifyCentreKeys(both.text, both.signatures, { current: keys }, at).ok).toBe(true);
    expect(
      verifyCentreKeys(signed.text, signed.signatures, paper, Date.parse('2027-01-01T00:00:00.001Z')),
    ).toMatchObject({ ok: true, value: { expired: true } });
  });

  it('give the recipients in force, sorted, without revoked ones', () => {
    expect(currentRecipients(keys, at)).toEqual([age.recipient]);
    expect(currentRecipients(keys, Date.parse('2026-01-15T00:00:00.000Z'))).toEqual(
      [age.recipient, oldAge.recipient].toSorted(),
    );
    const revoked = [{ key: age.recipient, trustIfFirstReceivedBefore: null }];
    expect(currentRecipients({ ...keys, revoked }, at)).toEqual([]);
  });

  it('a revoked site key counts only for what came before', () => {
    const revoked = [
      { key: sshPublicKeyLine(siteKey), trustIfFirstReceivedBefore: '2026-03-10T00:00:00.000Z' },
    ];
    const wanted = {
      principal: 'Y510100000123',
      key: sshPublicKey(siteKey),
      namespace: 'kaodian-package',
    } as const;
    const signers = siteSigners({ ...keys, revoked });
    expect(findSigner(signers, { ...wanted, at: at - 1 }).ok).toBe(true);
    expect(findSigner(signers, { ...wanted, at })).toMatchObject({ refusal: { code: 'signer-revoked' } });
    expect(findSigner(siteSigners(keys), { ...wanted, at: at + 1e9 }).ok).toBe(true);
  });
});

const receipt: Receipt = {
  format: 'kaodian-receipt-v1',
  n: 1,
  previousReceiptSha256: null,
  kind: 'reviewed',
  packageSha256: '1'.repeat(64),
  bagSha256: '2'.repeat(64),
  institutionCode: 'Y510100000123',
  batchNo: '2026-01',
  revision: 1,
  checkpointSha256: '3'.repeat(64),
  firstReceivedAt: '2026-03-06T08:00:00.000Z',
  issuedAt: '2026-03-09T08:00:00.000Z',
  reviewer: '复核员',
  decision: 'accepted',
  items: ['26030130100001', '26030130100002'].map((ticketNumber) => ({
    ticketNumber,
    decision: 'accepted',
    reasonCode: '',
    reason: '',
  })),
  notes: '',
};
const signedReceipt = signReceipt(receipt, receiptKey);
const tickets = receipt.items.map((item) => item.ticketNumber);
const about = {
  packageSha256: receipt.packageSha256,
  bagSha256: receipt.bagSha256,
  institutionCode: receipt.institutionCode,
  batchNo: receipt.batchNo,
  revision: 1,
  checkpointSha256: receipt.checkpointSha256,
};

describe('receipts', () => {
  const expected = {
    signers: receiptSigners(keys),
    at,
    package: about,
    ticketNumbers: tickets,
    previous: null,
  };

  it('verify, here and with ssh-keygen', () => {
    expect(verifyReceipt(signedReceipt.text, signedReceipt.signature, expected)).toEqual({
      ok: true,
      value: { receipt, sha256: signedReceipt.sha256 },
    });
    const folder = scratchFolder();
    writeFileSync(join(folder, 'sig'), signedReceipt.signature);
    writeFileSync(join(folder, 'allowed'), `centre ${keys.receiptKeys[0]}\n`);
    expect(
      runTool(
        'ssh-keygen',
        [
          '-Y',
          'verify',
          '-f',
          join(folder, 'allowed'),
          '-I',
          'centre',
          '-n',
          'kaodian-receipt',
          '-s',
          join(folder, 'sig'),
        ],
        { input: signedReceipt.text },
      ).status,
    ).toBe(0);
    expect(receiptFileName('KD-X-r1.tar.age', 2)).toBe('KD-X-r1.tar.age.receipt-2.json');
  });

  it('with any flipped byte, in text or signature, are found, in words', () => {
    const { text, signature } = signedReceipt;
    checkProperty(
      fc.property(fc.boolean(), fc.nat(), fc.nat(255), (inText, place, bits) => {
        const change = (part: string): string => flipped(Buffer.from(part), place, bits).toString('utf8');
        const checked = inText
          ? verifyReceipt(change(text), signature, expected)
          : verifyReceipt(text, change(signature), expected);
        if (checked.ok) throw new Error('the flipped byte was not found');
        for (const language of languages)
          expect(formatRefusalText(checked.refusal, language)).toMatch(/\S{2}/u);
      }),
      { times: (flips.times ?? 1) * 2 },
    );
  });

  const revokedSigners = receiptSigners({
    ...keys,
    revoked: [{ key: sshPublicKeyLine(receiptKey), trustIfFirstReceivedBefore: null }],
  });
  it.each([
    [
      'a stranger’s',
      { ...expected, signers: receiptSigners({ ...keys, receiptKeys: [sshPublicKeyLine(stranger)] }) },
      'signer-unknown',
    ],
    ['one by a revoked key', { ...expected, signers: revokedSigners }, 'signer-revoked'],
    [
      'one about another package',
      { ...expected, package: { ...about, packageSha256: '9'.repeat(64) } },
      'receipt-other-package',
    ],
    [
      'one about another revision',
      { ...expected, package: { ...about, revision: 2 } },
      'receipt-other-package',
    ],
    [
      'one that leaves a ticket out',
      { ...expected, ticketNumbers: [...tickets, '26030130100003'] },
      'receipt-incomplete',
    ],
    [
      'one that names a stranger’s ticket',
      { ...expected, ticketNumbers: tickets.slice(1) },
      'receipt-incomplete',
    ],
    ['one out of order', { ...expected, previous: { n: 1, sha256: '5'.repeat(64) } }, 'receipt-incomplete'],
  ])('refuses %s', (_name, wanted, code) => {
    expect(verifyReceipt(signedReceipt.text, signedReceipt.signature, wanted)).toMatchObject({
      ok: false,
      refusal: { code },
    });
  });

  it('follow each other by number and hash', () => {
    const second = signReceipt({ ...receipt, n: 2, previousReceiptSha256: signedReceipt.sha256 }, receiptKey);
    const previous = { n: 1, sha256: signedReceipt.sha256 };
    expect(verifyReceipt(second.text, second.signature, { ...expected, previous }).ok).toBe(true);
    expect(
      verifyReceipt(second.text, second.signature, {
        ...expected,
        previous: { n: 1, sha256: '0'.repeat(64) },
      }),
    ).toMatchObject({ refusal: { code: 'receipt-incomplete' } });
  });

  it('a changed text is refused by its signature, and a signature for another purpose too', () => {
    const changed = signedReceipt.text.replace('accepted', 'returned');
    expect(verifyReceipt(changed, signedReceipt.signature, expected)).toMatchObject({
      refusal: { code: 'signature-invalid' },
    });
    const wrong = signSshsig(receiptKey, 'kaodian-package', signedReceipt.text);
    expect(verifyReceipt(signedReceipt.text, wrong, expected)).toMatchObject({
      refusal: { code: 'signature-namespace' },
    });
  });

  it.each([
    ['a review without a decision', { decision: null }],
    ['an arrival with a decision', { kind: 'received' }],
    ['an arrival that names candidates', { kind: 'received', decision: null }],
    ['a first one with a previous one', { previousReceiptSha256: '4'.repeat(64) }],
    ['a second one without', { n: 2 }],
    ['a ticket twice', { items: [receipt.items[0], receipt.items[0]] }],
  ])('%s cannot be signed', (_name, change) => {
    expect(() => signReceipt({ ...receipt, ...change } as Receipt, receiptKey)).toThrow();
  });
});
