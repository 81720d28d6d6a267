import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CentreKeys } from '#shared/contract/centreKeys.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { parseCentreKeys, signCentreKeys } from '#node/centreKeys.ts';
import { signingKeyFromSeed, sshFingerprint, sshPublicKeyLine } from '#node/ed25519.ts';
import { say, wordsOf } from '#shared/words/words.ts';
import { alarms } from '../../../src-main/core/board/alarms.ts';
import { marksStand } from '../../../src-main/core/board/marksStand.ts';
import { keepSecret } from '../../../src-main/core/access/secrets.ts';
import { renewKeys } from '../../../src-main/core/institution/keyRenewal.ts';
import { centreRow } from '../../../src-main/core/institution/queries.ts';
import { institutionCode, ledgerSite } from '../../support/ledgerSite.ts';
import type { LedgerSite } from '../../support/ledgerSite.ts';

const root = signingKeyFromSeed(Buffer.alloc(32, 1));
const newRoot = signingKeyFromSeed(Buffer.alloc(32, 2));
const stranger = signingKeyFromSeed(Buffer.alloc(32, 3));
const line = sshPublicKeyLine;

function keysOf(version: number, more: Partial<CentreKeys> = {}): CentreKeys {
  return {
    format: 'kaodian-keys-v1',
    version,
    centreId: 'centre-1',
    issuedAt: '2026-11-01T00:00:00.000Z',
    expires: '2027-11-01T00:00:00.000Z',
    roots: [line(root)],
    receiptKeys: [line(root)],
    recipients: [{ age: `age1${'q'.repeat(58)}`, notAfter: null }],
    institutions: [{ code: institutionCode, siteKeys: [] }],
    revoked: [],
    tlsCa: null,
    ...more,
  };
}

let site: LedgerSite;
beforeEach(async () => {
  site = await ledgerSite();
  const signed = signCentreKeys(keysOf(3), [root]);
  await site.done('chief', 'centre.enrol', {
    keysFile: signed.text,
    signature: signed.signatures.join(''),
    rootFingerprint: sshFingerprint(root),
    address: 'https://centre.example',
  });
  keepSecret(site.store, 'centre-token', Buffer.from('token'));
});
afterEach(() => site.remove());

/** Asks a centre that answers so. */
function renew(answer: () => Promise<Response> | Response, judged?: (refusal: Refusal | null) => void) {
  const target = { store: site.store, ledger: site.ledger, now: () => '2026-11-24T01:00:00.000Z' };
  return renewKeys(target, { fetch: () => Promise.resolve().then(answer) }, judged);
}

const giving =
  (keys: CentreKeys, ...roots: Parameters<typeof signCentreKeys>[1][number][]) =>
  () => {
    const { text, signatures } = signCentreKeys(keys, roots);
    return Response.json({ keys: text, signatures });
  };

it('takes newer keys, with a row of their own; address and root stay', async () => {
  const before = site.rows();
  expect(await renew(giving(keysOf(4), root))).toBe('renewed');
  expect(site.types(before)).toEqual(['centre.enrolled']);
  expect(centreRow(site.store)).toMatchObject({
    version: 4,
    address: 'https://centre.example',
    rootFingerprint: sshFingerprint(root),
  });
  expect(await renew(giving(keysOf(4), root))).toBe('as-before');
});

it('follows a change of root that old and new have signed', async () => {
  expect(await renew(giving(keysOf(4, { roots: [line(newRoot)] }), root, newRoot))).toBe('renewed');
  expect(centreRow(site.store)?.rootFingerprint).toBe(sshFingerprint(newRoot));
});

it.each([
  ['older ones', giving(keysOf(2), root), 'refused centre-keys-older'],
  [
    'others of the same version',
    giving(keysOf(3, { expires: '2030-01-01T00:00:00.000Z' }), root),
    'refused centre-keys-older',
  ],
  [
    'those of another root',
    giving(keysOf(4, { roots: [line(stranger)] }), stranger),
    'refused centre-keys-root-unknown',
  ],
  [
    'a new root without the old one',
    giving(keysOf(4, { roots: [line(newRoot)] }), newRoot),
    'refused centre-keys-root-unknown',
  ],
  [
    'those that leave this site out',
    giving(keysOf(4, { institutions: [] }), root),
    'refused centre-knows-not-this-site',
  ],
  ['nonsense', () => new Response('<html>'), 'refused centre-answer-invalid'],
  [
    'a text that is no keys file',
    () => Response.json({ keys: '{}', signatures: ['x'] }),
    /^refused centre-keys-malformed|^refused /,
  ],
  ['no answer', () => Promise.reject(new TypeError('fetch failed')), 'refused centre-unreachable'],
] as const)('does not take %s, and stops nothing', async (_what, answer, outcome) => {
  const before = site.rows();
  expect(await renew(answer)).toMatch(outcome);
  expect(site.rows()).toBe(before);
  expect(centreRow(site.store)?.version).toBe(3);
  const kept = parseCentreKeys(centreRow(site.store)?.keysFile ?? '');
  expect(kept.ok && kept.value.version).toBe(3);
});

it('asks nobody while no centre is connected', async () => {
  site.store.raw.exec("DELETE FROM secrets WHERE name = 'centre-token'");
  let asked = 0;
  expect(await renew(() => ((asked += 1), new Response()))).toBe('not-connected');
  expect(asked).toBe(0);
});

it('tells why a file that came was not taken, and when one is taken again; silence tells nothing', async () => {
  const told: (Refusal | null)[] = [];
  const judged = (refusal: Refusal | null) => void told.push(refusal);
  await renew(giving(keysOf(4, { roots: [line(stranger)] }), stranger), judged);
  await renew(() => Promise.reject(new TypeError('fetch failed')), judged);
  await renew(giving(keysOf(2), root), judged);
  await renew(giving(keysOf(4), root), judged);
  expect(told).toMatchObject([
    { code: 'centre-keys-root-unknown' },
    { code: 'centre-keys-older', facts: { found: 2, current: 3 } },
    null,
  ]);
});

it.each([true, false])('stands on the board in words while it is so (%s)', (keysRefused) => {
  const found = alarms(site.store, {
    roles: ['invigilator'],
    at: '2026-11-24T01:00:00.000Z',
    sittings: [],
    deadlines: [],
    approvals: [],
    freeBytes: 2 ** 40,
    backupFailed: false,
    centreEnrolled: true,
    keysRefused,
    recording: [],
    standOf: marksStand(site.store, 0),
  }).filter(({ code }) => code === 'centre-keys-refused');
  const texts = found.map(({ code, facts }) => say(wordsOf('en', 'common').alarms[code], facts));
  expect(texts).toEqual(keysRefused ? [expect.stringContaining('were not taken')] : []);
});
