import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ageEncrypt, isAgeRecipient } from '#node/ageFile.ts';
import { errorCode, makeFolderDurable, writeDurable } from '#node/durableFile.ts';
import { systemClock } from './clock.ts';
import { centreFolders } from './folders.ts';
import { openKeyring, type CentreKeyring, type EnrolRefusal } from './keys.ts';
import { openSignIn } from './signIn.ts';
import { openTokens } from './tokens.ts';

/** What these do works beside a running centre: it reads keys, tokens and links anew. */

const addressFile = 'address.txt';

export type EnrolInput = {
  readonly dir: string;
  readonly centreId: string;
  readonly institutionCode: string;
  /** The site's public key, a line of OpenSSH. */
  readonly siteKey: string;
  readonly outDir: string;
  /** `age1…` of the site; the token is encrypted to it. Null: it is written in plain, readable by its owner only. */
  readonly recipient: string | null;
  /** Null: the address of the centre's last run. */
  readonly address: string | null;
};

export type EnrolOutcome =
  | {
      readonly ok: true;
      readonly files: readonly string[];
      readonly rootFingerprint: string;
      readonly siteKeyFingerprint: string;
      readonly keysVersion: number;
      readonly address: string | null;
    }
  | { readonly ok: false; readonly code: EnrolRefusal | 'recipient' };

/** Enrols a site and writes what it is given: keys with signature, address, token. */
export async function enrolSite(input: EnrolInput): Promise<EnrolOutcome> {
  if (input.recipient !== null && !isAgeRecipient(input.recipient)) return { ok: false, code: 'recipient' };
  const keyring = await keyringOf(input.dir, input.centreId);
  const added = await keyring.addSiteKey(input.institutionCode, input.siteKey);
  if (!added.ok) return added;
  const token = await openTokens(centreFolders(input.dir).keys).issue(input.institutionCode);
  await makeFolderDurable(input.outDir);
  const written: string[] = [];
  const write = async (name: string, content: Parameters<typeof writeDurable>[1]): Promise<void> => {
    await writeDurable(join(input.outDir, name), content);
    written.push(name);
  };
  if (input.recipient === null) {
    await write('token.txt', `${token}\n`);
  } else {
    const encrypted = await ageEncrypt(bytesOf(`${token}\n`), [input.recipient]);
    if (!encrypted.ok) throw new Error(encrypted.refusal.code);
    await write('token.txt.age', encrypted.value);
  }
  const { text, signatures, keys } = await keyring.current();
  await write('centre-keys.json.sig', signatures.join(''));
  await write('centre-keys.json', text);
  const address = input.address ?? (await lastAddress(input.dir));
  if (address !== null) await write(addressFile, `${address}\n`);
  return {
    ok: true,
    files: written.toSorted(),
    rootFingerprint: keyring.rootFingerprint,
    siteKeyFingerprint: added.fingerprint,
    keysVersion: keys.version,
    address,
  };
}

/** Ends a site's key; false when no institution has it. */
export async function revokeSiteKey(
  dir: string,
  centreId: string,
  siteKey: string,
  trustBefore: string | null,
): Promise<boolean> {
  return (await keyringOf(dir, centreId)).revoke(siteKey, trustBefore);
}

/** A new one-time link to the reviewer's page; null while it is not known where the centre listens. */
export async function newSignInLink(dir: string): Promise<string | null> {
  const address = await lastAddress(dir);
  if (address === null) return null;
  const signIn = await openSignIn(centreFolders(dir).signIn, systemClock, () => false);
  return `${address}/sign-in?link=${await signIn.newLinkSecret()}`;
}

/** Keeps the address of this run for enrolment and sign-in links. */
export async function noteAddress(dir: string, address: string): Promise<void> {
  await writeDurable(join(dir, addressFile), `${address}\n`);
}

function keyringOf(dir: string, centreId: string): Promise<CentreKeyring> {
  return openKeyring(centreFolders(dir).keys, { clock: systemClock, centreId, tlsCa: null });
}

async function lastAddress(dir: string): Promise<string | null> {
  try {
    return (await readFile(join(dir, addressFile), 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, 'utf8');
}
