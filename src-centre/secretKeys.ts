import type { KeyObject } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { ageRecipientOf, ageUnwrap, ageWrap, generateAgeKeys, parseAgeIdentityFile } from '#node/ageFile.ts';
import {
  errorCode,
  makeFolderDurable,
  removeDurable,
  sweepUnfinished,
  writeDurable,
} from '#node/durableFile.ts';
import { generateSigningKey, parseSshPublicKeyLine, sshFingerprint, sshPublicKey } from '#node/ed25519.ts';
import { opensshPrivateKey, parseOpensshPrivateKey } from '#node/opensshPrivateKey.ts';
import { attempts, type Attempted, type Demand } from '#node/attempt.ts';

/** What opens packages and signs receipts. */
export type OpeningKeys = {
  readonly receiptKey: KeyObject;
  /** Opens packages: a secret. */
  readonly identity: string;
  /** `age1…` of the identity. */
  readonly recipient: string;
};

/** The centre's secrets, as far as they are at hand. */
export type SecretKeys = {
  /** Signs who is the centre and which sites are enrolled; needed for enrolment and revocation only. */
  readonly rootKey: KeyObject | null;
  readonly opening: OpeningKeys | null;
};

export const noSecretKeys: SecretKeys = { rootKey: null, opening: null };

/**
 * Why secrets cannot be had: there are none in the folder, they need a passphrase, the passphrase is another, or a
 * file is not what its name says.
 */
export type SecretsRefusal = 'keys-missing' | 'passphrase-needed' | 'passphrase-wrong' | 'keys-damaged';

const secretAttempts = attempts<SecretsRefusal>();
const { attempt, need } = secretAttempts;
const demand: Demand<SecretsRefusal> = secretAttempts.demand;
const no = (refusal: SecretsRefusal) => ({ ok: false, refusal }) as const;

/** The files, in the order in which they are made and moved. A wrapped one has `.age` behind its name. */
const fileNames = ['root.key', 'receipt.key', 'age-identity.txt'] as const;
type FileName = (typeof fileNames)[number];
const wrappedSuffix = '.age';

type KeyFile = { readonly bytes: Uint8Array; readonly isWrapped: boolean };

/** Which of the files lie in a folder, wrapped or open. */
async function filesIn(folder: string): Promise<ReadonlyMap<FileName, KeyFile>> {
  const found = new Map<FileName, KeyFile>();
  for (const name of fileNames) {
    for (const isWrapped of [false, true]) {
      const bytes = await readIfThere(join(folder, isWrapped ? name + wrappedSuffix : name));
      if (bytes !== null && !found.has(name)) found.set(name, { bytes, isWrapped });
    }
  }
  return found;
}

/** Whether secrets lie in a folder, and whether a passphrase is needed for them. */
export async function secretsIn(folder: string): Promise<'none' | 'open' | 'wrapped'> {
  const files = [...(await filesIn(folder)).values()];
  if (files.length === 0) return 'none';
  return files.some(({ isWrapped }) => isWrapped) ? 'wrapped' : 'open';
}

/** Reads the secrets of a folder, as many as there are. */
export function readSecretKeys(
  folder: string,
  passphrase: string | null,
): Promise<Attempted<SecretKeys, SecretsRefusal>> {
  return attempt(async () => keysOf(await textsIn(folder, passphrase)));
}

async function textsIn(folder: string, passphrase: string | null): Promise<ReadonlyMap<FileName, string>> {
  const files = await filesIn(folder);
  demand(files.size > 0, no('keys-missing'));
  const texts = new Map<FileName, string>();
  for (const [name, { bytes, isWrapped }] of files) {
    if (isWrapped) {
      demand(passphrase !== null, no('passphrase-needed'));
      const text = await ageUnwrap(bytes, passphrase);
      const isOther = !text.ok && text.refusal.code === 'age-other-key';
      texts.set(name, text.ok ? text.value : need(no(isOther ? 'passphrase-wrong' : 'keys-damaged')));
    } else {
      texts.set(name, Buffer.from(bytes).toString('utf8'));
    }
  }
  return texts;
}

async function keysOf(texts: ReadonlyMap<FileName, string>): Promise<SecretKeys> {
  const receiptKey = signingKeyOf(texts.get('receipt.key'));
  const identityText = texts.get('age-identity.txt');
  let opening: OpeningKeys | null = null;
  if (receiptKey !== null && identityText !== undefined) {
    const identity = parseAgeIdentityFile(identityText);
    const recipient = identity.ok ? await ageRecipientOf(identity.value) : identity;
    demand(identity.ok && recipient.ok, no('keys-damaged'));
    opening = { receiptKey, identity: identity.value, recipient: recipient.value };
  }
  return { rootKey: signingKeyOf(texts.get('root.key')), opening };
}

function signingKeyOf(text: string | undefined): KeyObject | null {
  if (text === undefined) return null;
  const key = parseOpensshPrivateKey(text);
  return key.ok ? key.value : need(no('keys-damaged'));
}

/** How key files are kept: wrapped by a passphrase, or open (null). A test takes less work to wrap them. */
export type Keeping = { readonly passphrase: string | null; readonly workFactor?: number };

/** Makes the secrets that a folder does not have yet, so that what was interrupted goes on. Those that are there stay. */
export async function makeSecretKeys(folder: string, keeping: Keeping): Promise<void> {
  await makeFolderDurable(folder);
  await sweepUnfinished(folder);
  const there = await filesIn(folder);
  for (const name of fileNames)
    if (!there.has(name)) await keep(folder, name, await newSecret(name), keeping);
}

async function newSecret(name: FileName): Promise<string> {
  if (name !== 'age-identity.txt') return opensshPrivateKey(generateSigningKey(), `kaodian-centre-${name}`);
  const made = await generateAgeKeys();
  return `# public key: ${made.recipient}\n${made.identity}\n`;
}

async function keep(
  folder: string,
  name: FileName,
  text: string,
  { passphrase, workFactor }: Keeping,
): Promise<void> {
  if (passphrase === null) {
    await writeDurable(join(folder, name), text, { mustBeNew: true });
    return;
  }
  const wrapped = await ageWrap(text, passphrase, workFactor);
  await writeDurable(join(folder, name + wrappedSuffix), wrapped, { mustBeNew: true });
}

/**
 * Moves secrets to another folder: written there, read back and compared, and only then removed here. Interrupted, it
 * goes on when it is called again. Refusals: keys-missing, keys-damaged (what lies there already is another key),
 * passphrase-*.
 */
export function moveSecretKeys(
  from: string,
  to: string,
  keeping: Keeping,
): Promise<Attempted<readonly string[], SecretsRefusal>> {
  return attempt(async () => {
    const texts = await textsIn(from, keeping.passphrase);
    await makeFolderDurable(to);
    if ((await realpath(from)) === (await realpath(to))) throw new TypeError('the two folders are one');
    await sweepUnfinished(to);
    const there = await filesIn(to);
    for (const [name, text] of texts) if (!there.has(name)) await keep(to, name, text, keeping);
    const moved = await textsIn(to, keeping.passphrase);
    for (const [name, text] of texts) demand(moved.get(name) === text, no('keys-damaged'));
    const removed: string[] = [];
    for (const name of texts.keys()) {
      for (const each of [name, name + wrappedSuffix]) {
        if (await removeDurable(join(from, each))) removed.push(each);
      }
    }
    return removed;
  });
}

/** Wraps what lies open in a folder, where it lies: written, read back, compared, and only then the open file removed. */
export function wrapSecretKeys(
  folder: string,
  keeping: { readonly passphrase: string; readonly workFactor?: number },
): Promise<Attempted<null, SecretsRefusal>> {
  return attempt(async () => {
    const texts = await textsIn(folder, keeping.passphrase);
    for (const [name, text] of texts) {
      const path = join(folder, name + wrappedSuffix);
      if ((await readIfThere(path)) === null) await keep(folder, name, text, keeping);
      const back = await ageUnwrap((await readIfThere(path)) ?? new Uint8Array(0), keeping.passphrase);
      demand(back.ok && back.value === text, no('keys-damaged'));
      await removeDurable(join(folder, name));
    }
    return null;
  });
}

const rootFile = 'root.pub';

/** Writes the root's public line beside the secrets, so that it is known where the root itself is not. */
export async function noteRoot(folder: string, line: string): Promise<void> {
  await writeDurable(join(folder, rootFile), `${line}\n`);
}

/** Fingerprint of the root to which the secrets in a folder belong; null when nothing there says so. */
export async function rootFingerprintIn(folder: string, { rootKey }: SecretKeys): Promise<string | null> {
  if (rootKey !== null) return sshFingerprint(sshPublicKey(rootKey));
  const line = await readIfThere(join(folder, rootFile));
  const key = line === null ? null : parseSshPublicKeyLine(Buffer.from(line).toString('utf8').trim());
  return key?.ok === true ? sshFingerprint(key.value) : null;
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
