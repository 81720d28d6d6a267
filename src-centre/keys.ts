import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CentreKeys } from '#shared/contract/centreKeys.ts';
import { institutionCode as institutionCodeSchema } from '#shared/contract/values.ts';
import { ageRecipientOf, generateAgeKeys, parseAgeIdentityFile } from '#node/ageFile.ts';
import { parseCentreKeys, signCentreKeys, type SignedCentreKeys } from '#node/centreKeys.ts';
import { errorCode, makeFolderDurable, sweepUnfinished, writeDurable } from '#node/durableFile.ts';
import {
  generateSigningKey,
  parseSshPublicKeyLine,
  sshFingerprint,
  sshPublicKeyLine,
} from '#node/ed25519.ts';
import { opensshPrivateKey, parseOpensshPrivateKey } from '#node/opensshPrivateKey.ts';
import type { Clock } from './clock.ts';
import { namesIn } from './packageStore.ts';

export type CurrentKeys = SignedCentreKeys & { readonly keys: CentreKeys };

export type EnrolRefusal = 'institution-code' | 'site-key' | 'site-key-of-another';

export type CentreKeyring = {
  /** `SHA256:…` of the root: goes on paper to every site. */
  readonly rootFingerprint: string;
  readonly receiptKey: KeyObject;
  /** Opens packages: a secret. */
  readonly identity: string;
  /** `age1…` of the identity. */
  readonly recipient: string;
  /** The newest signed `centre-keys.json`; read anew, for enrolment is another process. */
  current(): Promise<CurrentKeys>;
  /**
   * Makes the site's key known from now on (a further key is a rotation: both stay valid). A new version is
   * signed only when something changes.
   */
  addSiteKey(
    institutionCode: string,
    siteKeyLine: string,
  ): Promise<
    { readonly ok: true; readonly fingerprint: string } | { readonly ok: false; readonly code: EnrolRefusal }
  >;
  /** Ends a key. What was first received before `trustBefore` (UTC) still counts; with null, nothing does. */
  revoke(siteKeyLine: string, trustBefore: string | null): Promise<boolean>;
};

const lifetimeMs = 366 * 24 * 60 * 60 * 1000;
const renewBeforeMs = 30 * 24 * 60 * 60 * 1000;
const namePattern = /^centre-keys-([1-9]\d*)\.json$/u;

/** The centre's keys in their folder. The first start makes them and signs version 1; a file about to expire is renewed. */
export async function openKeyring(
  folder: string,
  options: { readonly clock: Clock; readonly centreId: string; readonly tlsCa: string | null },
): Promise<CentreKeyring> {
  const { clock } = options;
  await makeFolderDurable(folder);
  await sweepUnfinished(folder);
  const rootKey = await signingKeyIn(folder, 'root.key');
  const receiptKey = await signingKeyIn(folder, 'receipt.key');
  const { identity, recipient } = await ageKeysIn(folder);

  const issue = async (
    keys: Omit<CentreKeys, 'version' | 'issuedAt' | 'expires'>,
    version: number,
  ): Promise<void> => {
    const now = clock.now().getTime();
    const signed = signCentreKeys({ ...keys, version, issuedAt: iso(now), expires: iso(now + lifetimeMs) }, [
      rootKey,
    ]);
    const path = join(folder, `centre-keys-${version}.json`);
    // The signature first: where the file stands, it is signed. A version is never written twice.
    await writeDurable(`${path}.sig`, signed.signatures.join(''), { mode: 0o644 });
    await writeDurable(path, signed.text, { mode: 0o644, mustBeNew: true });
  };

  const current = async (): Promise<CurrentKeys> => {
    const newest = await newestVersion(folder);
    if (newest === 0) throw new Error('the centre has no keys file');
    const path = join(folder, `centre-keys-${newest}.json`);
    const text = await readFile(path, 'utf8');
    const parsed = parseCentreKeys(text);
    if (!parsed.ok) throw new Error(`centre-keys-${newest}.json cannot be read: ${parsed.refusal.code}`);
    return { keys: parsed.value, text, signatures: [await readFile(`${path}.sig`, 'utf8')] };
  };

  if ((await newestVersion(folder)) === 0) {
    await issue(
      {
        format: 'kaodian-keys-v1',
        centreId: options.centreId,
        roots: [sshPublicKeyLine(rootKey)],
        receiptKeys: [sshPublicKeyLine(receiptKey)],
        recipients: [{ age: recipient, notAfter: null }],
        institutions: [],
        revoked: [],
        tlsCa: options.tlsCa,
      },
      1,
    );
  }
  const { keys } = await current();
  if (Date.parse(keys.expires) - clock.now().getTime() < renewBeforeMs) await issue(keys, keys.version + 1);

  return {
    rootFingerprint: sshFingerprint(rootKey),
    receiptKey,
    identity,
    recipient,
    current,

    async addSiteKey(institutionCode, siteKeyLine) {
      if (!institutionCodeSchema.safeParse(institutionCode).success)
        return { ok: false, code: 'institution-code' };
      const parsed = parseSshPublicKeyLine(siteKeyLine);
      if (!parsed.ok || parsed.value.type !== 'ssh-ed25519') return { ok: false, code: 'site-key' };
      const line = sshPublicKeyLine(parsed.value);
      const before = (await current()).keys;
      const owner = before.institutions.find(({ siteKeys }) => siteKeys.some(({ ssh }) => ssh === line));
      if (owner !== undefined && owner.code !== institutionCode)
        return { ok: false, code: 'site-key-of-another' };
      const fingerprint = sshFingerprint(parsed.value);
      if (owner !== undefined) return { ok: true, fingerprint };
      // Signatures are judged by the second, so a key counts from the beginning of this one.
      const validAfter = iso(Math.floor(clock.now().getTime() / 1000) * 1000);
      const known = before.institutions.find(({ code }) => code === institutionCode);
      const siteKeys = [...(known?.siteKeys ?? []), { ssh: line, validAfter, validBefore: null }];
      const others = before.institutions.filter(({ code }) => code !== institutionCode);
      await issue(
        { ...before, institutions: [...others, { code: institutionCode, siteKeys }] },
        before.version + 1,
      );
      return { ok: true, fingerprint };
    },

    async revoke(siteKeyLine, trustBefore) {
      const parsed = parseSshPublicKeyLine(siteKeyLine);
      if (!parsed.ok) return false;
      const line = sshPublicKeyLine(parsed.value);
      const before = (await current()).keys;
      if (!before.institutions.some(({ siteKeys }) => siteKeys.some(({ ssh }) => ssh === line))) return false;
      const others = before.revoked.filter(({ key }) => key !== line);
      const revoked = [...others, { key: line, trustIfFirstReceivedBefore: trustBefore }];
      await issue({ ...before, revoked }, before.version + 1);
      return true;
    },
  };
}

async function newestVersion(folder: string): Promise<number> {
  const versions = (await namesIn(folder)).map((name) => Number(namePattern.exec(name)?.[1] ?? 0));
  return Math.max(0, ...versions);
}

async function signingKeyIn(folder: string, name: string): Promise<KeyObject> {
  const path = join(folder, name);
  const text = await readIfThere(path);
  if (text === null) {
    const key = generateSigningKey();
    await writeDurable(path, opensshPrivateKey(key, `kaodian-centre-${name}`), { mustBeNew: true });
    return key;
  }
  const key = parseOpensshPrivateKey(text);
  if (!key.ok) throw new Error(`${name} is not a private key: ${key.refusal.code}`);
  return key.value;
}

async function ageKeysIn(folder: string): Promise<{ readonly identity: string; readonly recipient: string }> {
  const path = join(folder, 'age-identity.txt');
  const text = await readIfThere(path);
  if (text === null) {
    const made = await generateAgeKeys();
    await writeDurable(path, `# public key: ${made.recipient}\n${made.identity}\n`, { mustBeNew: true });
    return made;
  }
  const identity = parseAgeIdentityFile(text);
  const recipient = identity.ok ? await ageRecipientOf(identity.value) : identity;
  if (!identity.ok || !recipient.ok) throw new Error('age-identity.txt holds no identity');
  return { identity: identity.value, recipient: recipient.value };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
