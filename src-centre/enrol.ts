import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ageEncrypt, isAgeRecipient } from '#node/ageFile.ts';
import { errorCode, makeFolderDurable, writeDurable } from '#node/durableFile.ts';
import { systemClock } from './clock.ts';
import { centreFolders } from './folders.ts';
import { openKeyring, secretsBeside, type CentreKeyring, type EnrolRefusal } from './keys.ts';
import type { SecretKeys } from './secretKeys.ts';
import { openSignIn } from './signIn.ts';
import { openTokens } from './tokens.ts';

/** What these do works beside a running centre: it reads keys, tokens and links anew. */

const addressFile = 'address.txt';
/** Where a machine off the network shows its pages; no site is told of it. */
const pagesFile = 'pages-address.txt';

export type EnrolInput = {
  readonly dir: string;
  readonly centreId: string;
  /** Null: those that lie beside the intake. */
  readonly secrets: SecretKeys | null;
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
  const keyring = await keyringOf(input.dir, input.centreId, input.secrets);
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

/** Ends a site's key. Refusals: no institution has it; the root is not at hand. */
export async function revokeSiteKey(input: {
  readonly dir: string;
  readonly centreId: string;
  readonly secrets: SecretKeys | null;
  readonly siteKey: string;
  /** UTC; what was first received before still counts. */
  readonly trustBefore: string | null;
}): Promise<'revoked' | 'key-unknown' | 'root-elsewhere'> {
  const keyring = await keyringOf(input.dir, input.centreId, input.secrets);
  if (!keyring.hasRoot) return 'root-elsewhere';
  return (await keyring.revoke(input.siteKey, input.trustBefore)) ? 'revoked' : 'key-unknown';
}

/** A new one-time link to the reviewer's page; null while it is not known where the centre listens. */
export async function newSignInLink(dir: string): Promise<string | null> {
  const address = (await lastAddress(dir)) ?? (await readLine(join(dir, pagesFile)));
  if (address === null) return null;
  const signIn = await openSignIn(centreFolders(dir).signIn, systemClock, () => false);
  return `${address}/sign-in?link=${await signIn.newLinkSecret()}`;
}

/** Keeps the address of this run for sign-in links, and of an intake for enrolment. */
export async function noteAddress(dir: string, address: string, isIntake: boolean): Promise<void> {
  await writeDurable(join(dir, isIntake ? addressFile : pagesFile), `${address}\n`);
}

async function keyringOf(dir: string, centreId: string, secrets: SecretKeys | null): Promise<CentreKeyring> {
  const { keys } = centreFolders(dir);
  return openKeyring(keys, {
    clock: systemClock,
    centreId,
    tlsCa: null,
    secrets: secrets ?? (await secretsBeside(keys)),
  });
}

function lastAddress(dir: string): Promise<string | null> {
  return readLine(join(dir, addressFile));
}

async function readLine(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, 'utf8');
}
