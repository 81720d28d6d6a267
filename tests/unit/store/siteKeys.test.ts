import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  deriveKey,
  keysPath,
  newRecoveryKey,
  readRecoveryKey,
  readSiteKeys,
  SiteKeysDamaged,
  unwrapSiteKey,
  writeSiteKeys,
} from '../../../src-main/core/store/siteKeys.ts';
import type { SiteKeysFile } from '../../../src-main/core/store/siteKeys.ts';
import { testFolder } from '../../support/testSite.ts';

const siteKeyHex = 'c3'.repeat(32);
const passphrase = '考点口令 2026';
const recoveryKey = newRecoveryKey();
let dir: string;
let remove: () => void;

beforeEach(() => {
  ({ dir, remove } = testFolder());
});
afterEach(() => remove());

async function keysWith(phrase: string | null): Promise<SiteKeysFile> {
  await writeSiteKeys(dir, 'site-1', siteKeyHex, { recoveryKey, passphrase: phrase });
  const keys = await readSiteKeys(dir);
  if (keys === null) throw new Error('no keys');
  return keys;
}

describe('the wrapped site key', () => {
  it('opens with the passphrase, and with the recovery key', async () => {
    const keys = await keysWith(passphrase);
    expect(await unwrapSiteKey(keys, { passphrase })).toBe(siteKeyHex);
    expect(await unwrapSiteKey(keys, { recoveryKey })).toBe(siteKeyHex);
    expect(await unwrapSiteKey(keys, { passphrase: 'wrong', recoveryKey })).toBe(siteKeyHex);
    // The same words from an input method that composes them in another way.
    expect(await unwrapSiteKey(keys, { passphrase: passphrase.replace('2026', '２０２６') })).toBe(
      siteKeyHex,
    );
  });

  it.each([
    ['another passphrase', { passphrase: '考点口令 2027' }],
    ['an empty passphrase', { passphrase: '' }],
    ['nothing', {}],
    ['another site’s recovery key', { recoveryKey: newRecoveryKey() }],
    ['something that is no recovery key', { recoveryKey: 'ABCDE' }],
    ['the passphrase where the recovery key belongs', { recoveryKey: passphrase }],
  ])('does not open with %s', async (_, given) => {
    expect(await unwrapSiteKey(await keysWith(passphrase), given)).toBeNull();
  });

  it('without a passphrase opens with the recovery key alone', async () => {
    const keys = await keysWith(null);
    expect(keys.wraps.map((wrap) => wrap.kind)).toEqual(['recovery']);
    expect(await unwrapSiteKey(keys, { passphrase: '' })).toBeNull();
    expect(await unwrapSiteKey(keys, { recoveryKey })).toBe(siteKeyHex);
  });

  it('stands nowhere in the file, and neither do the locks', async () => {
    await keysWith(passphrase);
    const text = readFileSync(keysPath(dir), 'utf8');
    for (const secret of [
      siteKeyHex,
      Buffer.from(siteKeyHex, 'hex').toString('base64'),
      passphrase,
      recoveryKey,
      recoveryKey.replaceAll('-', ''),
    ])
      expect(text).not.toContain(secret);
    if (process.platform !== 'win32') expect(statSync(keysPath(dir)).mode & 0o777).toBe(0o600);
  });

  it.each([
    [
      'the sealed key',
      (keys: SiteKeysFile) => ({
        ...keys,
        wraps: keys.wraps.map((wrap) => ({ ...wrap, sealed: flipped(wrap.sealed) })),
      }),
    ],
    [
      'the salt',
      (keys: SiteKeysFile) => ({
        ...keys,
        wraps: keys.wraps.map((wrap) => ({ ...wrap, salt: flipped(wrap.salt) })),
      }),
    ],
    ['the site it belongs to', (keys: SiteKeysFile) => ({ ...keys, siteId: 'site-2' })],
    [
      'its kind',
      (keys: SiteKeysFile) => ({
        ...keys,
        wraps: keys.wraps.map((wrap) => ({
          ...wrap,
          kind: wrap.kind === 'recovery' ? ('passphrase' as const) : ('recovery' as const),
        })),
      }),
    ],
  ])('does not open once %s was changed', async (_, change) => {
    expect(await unwrapSiteKey(change(await keysWith(passphrase)), { passphrase, recoveryKey })).toBeNull();
  });

  it('is wrapped anew each time: no two files are alike', async () => {
    const first = await keysWith(passphrase);
    const second = await keysWith(passphrase);
    expect(first.wraps.map((wrap) => wrap.sealed)).not.toEqual(second.wraps.map((wrap) => wrap.sealed));
  });
});

function flipped(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  return bytes.toString('base64');
}

describe('the keys file', () => {
  it('that is not there means there is no site', async () => {
    expect(await readSiteKeys(dir)).toBeNull();
  });

  it.each([
    ['empty', ''],
    ['cut off', '{"v":1,"siteId":"x","wra'],
    ['of another form', '{"v":2}'],
    [
      'with a field too many',
      JSON.stringify({
        v: 1,
        siteId: 'x',
        wraps: [{ kind: 'recovery', salt: '', nonce: '', sealed: '' }],
        more: 1,
      }),
    ],
  ])('that is %s is damage, never “no site here”: a set-up would found over it', async (_, text) => {
    writeFileSync(keysPath(dir), text);
    await expect(readSiteKeys(dir)).rejects.toThrow(SiteKeysDamaged);
  });

  it('is not written with a recovery key that has a slip in it', async () => {
    await expect(
      writeSiteKeys(dir, 'site-1', siteKeyHex, { recoveryKey: recoveryKey.slice(0, -1), passphrase: null }),
    ).rejects.toThrow();
    expect(await readSiteKeys(dir)).toBeNull();
  });
});

describe('the recovery key on paper', () => {
  it('is groups of five that read back, however they are typed', () => {
    expect(recoveryKey).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-)+[0-9A-HJKMNP-TV-Z]{1,5}$/);
    const secret = readRecoveryKey(recoveryKey);
    expect(secret).toHaveLength(32);
    for (const typed of [
      recoveryKey.toLowerCase(),
      recoveryKey.replaceAll('-', ' '),
      recoveryKey.replaceAll('-', ''),
      ` ${recoveryKey} `,
      recoveryKey.replaceAll('0', 'O').replaceAll('1', 'l'),
    ]) {
      expect(readRecoveryKey(typed)?.equals(secret ?? Buffer.alloc(0)), typed).toBe(true);
    }
  });

  it('with one wrong character anywhere, or two exchanged, is refused', () => {
    const plain = recoveryKey.replaceAll('-', '');
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    for (const [index, letter] of [...plain].entries()) {
      const next = alphabet[(alphabet.indexOf(letter) + 1) % 32] ?? '';
      expect(
        readRecoveryKey(plain.slice(0, index) + next + plain.slice(index + 1)),
        `character ${index}`,
      ).toBeNull();
      const other = plain[index + 1];
      if (other === undefined || other === letter) continue;
      expect(
        readRecoveryKey(plain.slice(0, index) + other + letter + plain.slice(index + 2)),
        `exchange at ${index}`,
      ).toBeNull();
    }
  });

  it.each(['', 'no key at all', '0'.repeat(55)])('refuses “%s”', (typed) => {
    expect(readRecoveryKey(typed)).toBeNull();
  });

  it('is new each time', () => {
    expect(new Set(Array.from({ length: 20 }, newRecoveryKey)).size).toBe(20);
  });
});

describe('keys for other purposes', () => {
  it('follow from the site key and differ by purpose', () => {
    const files = deriveKey(siteKeyHex, 'files');
    expect(files).toHaveLength(32);
    expect(deriveKey(siteKeyHex, 'files').equals(files)).toBe(true);
    expect(deriveKey(siteKeyHex, 'other').equals(files)).toBe(false);
    expect(deriveKey('d4'.repeat(32), 'files').equals(files)).toBe(false);
    expect(files.toString('hex')).not.toBe(siteKeyHex);
  });
});
