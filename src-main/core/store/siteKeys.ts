import { argon2, createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { crockford, parseCrockford } from '#shared/formats/crockford.ts';
import { makeFolderDurable, writeDurable } from '#node/durableFile.ts';
import { sha256 } from '#node/hashes.ts';

/** argon2id, OWASP's second choice: 19 MiB, two passes, one lane. */
const passphraseCost = { memory: 19_456, passes: 2, parallelism: 1 } as const;

const wrap = z.strictObject({
  kind: z.enum(['passphrase', 'recovery']),
  salt: z.string(),
  nonce: z.string(),
  sealed: z.string(),
});
const keysFile = z.strictObject({ v: z.literal(1), siteId: z.string(), wraps: z.array(wrap).min(1) });
export type SiteKeysFile = z.infer<typeof keysFile>;

/** Where the wrapped keys of a site stand. */
export function keysPath(dir: string): string {
  return join(dir, 'keys.json');
}

/** A copy of the same file: losing one loses nothing. */
function copyPath(dir: string): string {
  return join(dir, 'backups', 'keys.json');
}

/** A new recovery key for paper: 32 random bytes and two of check, in Crockford's alphabet, groups of five. */
export function newRecoveryKey(): string {
  const secret = randomBytes(32);
  const text = crockford(Buffer.concat([secret, sha256('kaodian-recovery-v1', secret).subarray(0, 2)]));
  return (text.match(/.{1,5}/g) ?? []).join('-');
}

/** Reads a typed recovery key; null when it has a slip (its check does not fit). */
export function readRecoveryKey(typed: string): Buffer | null {
  const parsed = parseCrockford(typed);
  if (!parsed.ok || parsed.value.length !== 34) return null;
  const bytes = Buffer.from(parsed.value);
  const secret = bytes.subarray(0, 32);
  const check = sha256('kaodian-recovery-v1', secret).subarray(0, 2);
  return check.equals(bytes.subarray(32)) ? secret : null;
}

/** Wraps the site's key for a new site and writes `keys.json` durably. */
export async function writeSiteKeys(
  dir: string,
  siteId: string,
  siteKeyHex: string,
  locks: { readonly recoveryKey: string; readonly passphrase: string | null },
): Promise<void> {
  const secret = readRecoveryKey(locks.recoveryKey);
  if (secret === null) throw new TypeError('not a recovery key');
  const wraps = [
    sealWith('recovery', siteKeyHex, siteId, (salt) => Promise.resolve(recoveryWrapKey(secret, salt))),
  ];
  const { passphrase } = locks;
  if (passphrase !== null)
    wraps.push(sealWith('passphrase', siteKeyHex, siteId, (salt) => passphraseWrapKey(passphrase, salt)));
  await keepKeysFile(dir, { v: 1, siteId, wraps: await Promise.all(wraps) });
}

/**
 * Puts a new recovery key in the place of the one there was: the old sheet opens nothing any more, the passphrase still does. Answers
 * the new key, durable by then. Throws `SiteKeysDamaged` when there is no keys file that could be read.
 */
export async function renewRecoveryKey(dir: string, siteKeyHex: string): Promise<string> {
  const present = await readSiteKeys(dir);
  if (present === null) throw new SiteKeysDamaged(keysPath(dir));
  const recoveryKey = newRecoveryKey();
  const secret = readRecoveryKey(recoveryKey);
  if (secret === null) throw new TypeError('not a recovery key');
  const wrapped = await sealWith('recovery', siteKeyHex, present.siteId, (salt) =>
    Promise.resolve(recoveryWrapKey(secret, salt)),
  );
  const others = present.wraps.filter((one) => one.kind !== 'recovery');
  await keepKeysFile(dir, { ...present, wraps: [wrapped, ...others] });
  return recoveryKey;
}

async function keepKeysFile(dir: string, file: SiteKeysFile): Promise<void> {
  const text = `${JSON.stringify(file, null, 2)}\n`;
  await makeFolderDurable(join(dir, 'backups'));
  await writeDurable(copyPath(dir), text, { mode: 0o600 });
  // The file itself comes last: without it there is no site.
  await writeDurable(keysPath(dir), text, { mode: 0o600 });
}

/** The keys file is there but cannot be read: the site's data must not be touched, let alone founded over. */
export class SiteKeysDamaged extends Error {}

/**
 * The wrapped keys of a site; null when there is no site in the folder. A damaged or lost file is made good by its copy among
 * the back-ups. Throws `SiteKeysDamaged` when neither can be read, or the system's error.
 */
export async function readSiteKeys(dir: string): Promise<SiteKeysFile | null> {
  const copy = () => readKeysFile(copyPath(dir)).catch(() => null);
  try {
    return (await readKeysFile(keysPath(dir))) ?? (await copy());
  } catch (error) {
    const spare = error instanceof SiteKeysDamaged ? await copy() : null;
    if (spare === null) throw error;
    return spare;
  }
}

async function readKeysFile(path: string): Promise<SiteKeysFile | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const parsed = keysFile.safeParse(jsonOf(text));
  if (!parsed.success) throw new SiteKeysDamaged(path);
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The site's key (hex) by passphrase or recovery key; null when neither opens it. */
export async function unwrapSiteKey(
  file: SiteKeysFile,
  given: { readonly passphrase?: string | null; readonly recoveryKey?: string | null },
): Promise<string | null> {
  for (const one of file.wraps) {
    const salt = Buffer.from(one.salt, 'base64');
    if (one.kind === 'passphrase' && given.passphrase) {
      const key = open(one, await passphraseWrapKey(given.passphrase, salt), file.siteId);
      if (key !== null) return key;
    }
    const secret = one.kind === 'recovery' && given.recoveryKey ? readRecoveryKey(given.recoveryKey) : null;
    if (secret !== null) {
      const key = open(one, recoveryWrapKey(secret, salt), file.siteId);
      if (key !== null) return key;
    }
  }
  return null;
}

/** A key for another purpose, drawn from the site's key (32 bytes). */
export function deriveKey(siteKeyHex: string, purpose: string): Buffer {
  return Buffer.from(
    hkdfSync('sha256', Buffer.from(siteKeyHex, 'hex'), Buffer.alloc(0), `kaodian-${purpose}-v1`, 32),
  );
}

async function sealWith(
  kind: z.infer<typeof wrap>['kind'],
  siteKeyHex: string,
  siteId: string,
  wrapKey: (salt: Buffer) => Promise<Buffer>,
): Promise<z.infer<typeof wrap>> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await wrapKey(salt), nonce);
  cipher.setAAD(Buffer.from(`${kind}:${siteId}`));
  const sealed = Buffer.concat([
    cipher.update(Buffer.from(siteKeyHex, 'hex')),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return {
    kind,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
  };
}

function open(one: z.infer<typeof wrap>, wrapKey: Buffer, siteId: string): string | null {
  const sealed = Buffer.from(one.sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', wrapKey, Buffer.from(one.nonce, 'base64'));
  decipher.setAAD(Buffer.from(`${one.kind}:${siteId}`));
  decipher.setAuthTag(sealed.subarray(-16));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('hex');
  } catch {
    return null;
  }
}

function recoveryWrapKey(secret: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, 'kaodian-recovery-wrap-v1', 32));
}

function passphraseWrapKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  return argon2id(passphrase.normalize('NFKC'), salt);
}

/** argon2id of a text, 32 bytes; off the main thread. */
export function argon2id(text: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2(
      'argon2id',
      { message: Buffer.from(text, 'utf8'), nonce: salt, tagLength: 32, ...passphraseCost },
      (error, tag) => {
        if (error === null) resolve(tag);
        else reject(error);
      },
    );
  });
}
