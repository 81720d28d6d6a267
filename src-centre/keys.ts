import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CentreKeys } from '#shared/contract/centreKeys.ts';
import { institutionCode as institutionCodeSchema } from '#shared/contract/values.ts';
import {
  parseCentreKeys,
  signCentreKeys,
  verifyCentreKeys,
  type SignedCentreKeys,
} from '#node/centreKeys.ts';
import { makeFolderDurable, sweepUnfinished, writeDurable } from '#node/durableFile.ts';
import { parseSshPublicKeyLine, sshFingerprint, sshPublicKeyLine } from '#node/ed25519.ts';
import type { Clock } from './clock.ts';
import { namesIn } from './packageStore.ts';
import {
  makeSecretKeys,
  noSecretKeys,
  readSecretKeys,
  secretsIn,
  type OpeningKeys,
  type SecretKeys,
} from './secretKeys.ts';

export type CurrentKeys = SignedCentreKeys & { readonly keys: CentreKeys };

export type EnrolRefusal = 'institution-code' | 'site-key' | 'site-key-of-another' | 'root-elsewhere';

export type CentreKeyring = {
  /** `SHA256:…` of the root: goes on paper to every site. */
  readonly rootFingerprint: string;
  /** Whether the root is at hand: without it nobody is enrolled and nothing revoked. */
  readonly hasRoot: boolean;
  /** What opens packages and signs receipts; null where that happens elsewhere. */
  readonly opening: OpeningKeys | null;
  /** `age1…` to which sites encrypt: public. */
  readonly recipient: string;
  /** The newest signed `centre-keys.json`; read anew, for enrolment is another process. */
  current(): Promise<CurrentKeys>;
  /**
   * Makes the site's key known from now on (a further key is a rotation: both stay valid). A new version is
   * signed only when something changes. Refusals: institution-code, site-key, site-key-of-another, root-elsewhere.
   */
  addSiteKey(
    institutionCode: string,
    siteKeyLine: string,
  ): Promise<
    { readonly ok: true; readonly fingerprint: string } | { readonly ok: false; readonly code: EnrolRefusal }
  >;
  /** Ends a key; needs the root. False when no institution has it. What was first received before `trustBefore` (UTC) still counts; with null, nothing does. */
  revoke(siteKeyLine: string, trustBefore: string | null): Promise<boolean>;
};

const lifetimeMs = 366 * 24 * 60 * 60 * 1000;
const renewBeforeMs = 30 * 24 * 60 * 60 * 1000;
const namePattern = /^centre-keys-([1-9]\d*)\.json$/u;

/** The public keys cannot be had: neither a signed file lies here nor the secrets to make one. */
export class CentreHasNoKeys extends Error {
  override readonly name = 'CentreHasNoKeys';
}

/** The secrets at hand are those of another centre than the signed public keys. */
export class KeysOfAnotherCentre extends Error {
  override readonly name = 'KeysOfAnotherCentre';
}

/**
 * The centre's keys: public ones in their folder, secrets as far as they are at hand. The first start signs version 1; a
 * file about to expire is renewed, if the root is there. Throws `CentreHasNoKeys`, `KeysOfAnotherCentre`.
 */
export async function openKeyring(
  folder: string,
  options: {
    readonly clock: Clock;
    readonly centreId: string;
    readonly tlsCa: string | null;
    readonly secrets: SecretKeys;
    /** False where the public keys must come from elsewhere: two first versions of one centre would contradict. */
    readonly mayBegin?: boolean;
  },
): Promise<CentreKeyring> {
  const { clock } = options;
  const { rootKey, opening } = options.secrets;
  await makeFolderDurable(folder);
  await sweepUnfinished(folder);

  const issue = async (
    keys: Omit<CentreKeys, 'version' | 'issuedAt' | 'expires'>,
    version: number,
  ): Promise<void> => {
    if (rootKey === null) throw new CentreHasNoKeys('the root is not here');
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
    const found = await readCurrentKeys(folder);
    if (found === null) throw new CentreHasNoKeys('there is no signed file of public keys');
    return found;
  };

  const { mayBegin = true } = options;
  if (mayBegin && rootKey !== null && opening !== null && (await newestVersion(folder)) === 0) {
    await issue(
      {
        format: 'kaodian-keys-v1',
        centreId: options.centreId,
        roots: [sshPublicKeyLine(rootKey)],
        receiptKeys: [sshPublicKeyLine(opening.receiptKey)],
        recipients: [{ age: opening.recipient, notAfter: null }],
        institutions: [],
        revoked: [],
        tlsCa: options.tlsCa,
      },
      1,
    );
  }
  const { keys } = await current();
  const belongs =
    (rootKey === null || keys.roots.includes(sshPublicKeyLine(rootKey))) &&
    (opening === null ||
      (keys.receiptKeys.includes(sshPublicKeyLine(opening.receiptKey)) &&
        keys.recipients.some(({ age }) => age === opening.recipient)));
  if (!belongs) throw new KeysOfAnotherCentre('secrets and public keys are of different centres');
  if (rootKey !== null && expireSoon(keys, clock.now())) await issue(keys, keys.version + 1);
  const [root = ''] = keys.roots;
  const [{ age: recipient } = { age: '' }] = keys.recipients;

  return {
    rootFingerprint: fingerprintOfLine(root),
    hasRoot: rootKey !== null,
    opening,
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
      if (rootKey === null && owner === undefined) return { ok: false, code: 'root-elsewhere' };
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

/**
 * The secrets of a centre that keeps them beside its intake: the very first start makes them. None, when the public
 * keys are here and the secrets are elsewhere or need a passphrase.
 */
export async function secretsBeside(folder: string): Promise<SecretKeys> {
  const isKnown = (await newestVersion(folder)) > 0;
  const kind = await secretsIn(folder);
  if (kind === 'wrapped' || (kind === 'none' && isKnown)) return noSecretKeys;
  if (!isKnown) await makeSecretKeys(folder, { passphrase: null });
  const read = await readSecretKeys(folder, null);
  if (!read.ok) throw new Error(`the secrets in ${folder} cannot be read: ${read.refusal}`);
  return read.value;
}

/** The newest signed `centre-keys.json` of a folder; null when there is none. Throws when it is not of the format. */
export async function readCurrentKeys(folder: string): Promise<CurrentKeys | null> {
  const newest = await newestVersion(folder);
  if (newest === 0) return null;
  const path = join(folder, `centre-keys-${newest}.json`);
  const text = await readFile(path, 'utf8');
  const parsed = parseCentreKeys(text);
  if (!parsed.ok) throw new Error(`centre-keys-${newest}.json cannot be read: ${parsed.refusal.code}`);
  return { keys: parsed.value, text, signatures: [await readFile(`${path}.sig`, 'utf8')] };
}

/**
 * Takes over a newer file of public keys that was carried here, if the root that is known signed it; with nothing known
 * yet, the root of this fingerprint. An older one is left alone. False: it is not the centre's.
 */
export async function adoptKeys(
  folder: string,
  offered: CurrentKeys,
  rootFingerprint: string,
  at: Date,
): Promise<boolean> {
  const known = await readCurrentKeys(folder);
  const trust = known === null ? { rootFingerprint } : { current: known.keys };
  if (known !== null && offered.keys.version < known.keys.version) return true;
  if (!verifyCentreKeys(offered.text, offered.signatures, trust, at.getTime()).ok) return false;
  if (known?.keys.version === offered.keys.version) return true;
  await makeFolderDurable(folder);
  const path = join(folder, `centre-keys-${offered.keys.version}.json`);
  await writeDurable(`${path}.sig`, offered.signatures.join(''), { mode: 0o644 });
  await writeDurable(path, offered.text, { mode: 0o644, mustBeNew: true });
  return true;
}

/** Whether the signed file of public keys needs the root again within the month. */
export function expireSoon(keys: CentreKeys, now: Date): boolean {
  return Date.parse(keys.expires) - now.getTime() < renewBeforeMs;
}

async function newestVersion(folder: string): Promise<number> {
  const versions = (await namesIn(folder)).map((name) => Number(namePattern.exec(name)?.[1] ?? 0));
  return Math.max(0, ...versions);
}

function fingerprintOfLine(line: string): string {
  const key = parseSshPublicKeyLine(line);
  if (!key.ok) throw new TypeError('a root that the schema let through cannot be read');
  return sshFingerprint(key.value);
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
