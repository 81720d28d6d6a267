import { ReadableStream as WebStream } from 'node:stream/web';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { sha256 } from './hashes.ts';

const recipientPattern = /^age1[02-9ac-hj-np-z]{58}$/u;
/** As `age -p`: about a second, and 256 MiB of memory, a try. */
const usualWorkFactor = 18;
const identityPattern = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/u;

/** A new key pair: the identity is a secret (`AGE-SECRET-KEY-1…`), the recipient public (`age1…`). */
export async function generateAgeKeys(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The recipient of an identity. Refusal: age-not-a-recipient. */
export async function ageRecipientOf(identity: string): Promise<FormatResult<string>> {
  if (!identityPattern.test(identity)) return refuse('age-not-a-recipient');
  try {
    return accept(await identityToRecipient(identity));
  } catch {
    return refuse('age-not-a-recipient');
  }
}

/** The identity in a key file of `age-keygen` (comments and blank lines around it). Refusal: age-not-a-recipient. */
export function parseAgeIdentityFile(text: string): FormatResult<string> {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const [identity] = lines;
  if (lines.length !== 1 || identity === undefined || !identityPattern.test(identity)) {
    return refuse('age-not-a-recipient');
  }
  return accept(identity);
}

/** What names a recipient in a package: `SHA256:` and the base64 of the hash of its text. */
export function ageFingerprint(recipient: string): string {
  return `SHA256:${sha256(recipient).toString('base64').replaceAll('=', '')}`;
}

/** Whether a text has the shape of an X25519 recipient with a valid checksum. */
export function isAgeRecipient(text: string): boolean {
  if (!recipientPattern.test(text)) return false;
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Encrypts a stream to X25519 recipients, in bounded memory. Each call gives other bytes.
 * Refusal: age-not-a-recipient.
 */
export async function ageEncrypt(
  source: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
): Promise<FormatResult<AsyncIterable<Uint8Array>>> {
  const stranger = recipients.find((recipient) => !isAgeRecipient(recipient));
  if (stranger !== undefined || recipients.length === 0) {
    return refuse('age-not-a-recipient', { recipient: stranger?.slice(0, 80) ?? '' });
  }
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return accept(await encrypter.encrypt(streamOf(source)));
}

/** Text that a passphrase opens again, as `age -p` makes it (scrypt). Meant for key files: it is held in memory. */
export async function ageWrap(
  text: string,
  passphrase: string,
  workFactor = usualWorkFactor,
): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(workFactor);
  return encrypter.encrypt(text);
}

/** The text that `ageWrap` or `age -p` wrapped. Refusals: age-other-key (the passphrase is another), age-malformed, age-altered. */
export async function ageUnwrap(bytes: Uint8Array, passphrase: string): Promise<FormatResult<string>> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return accept(await decrypter.decrypt(bytes, 'text'));
  } catch (error) {
    return decryptionRefusal(error);
  }
}

/** Thrown out of the stream of `ageDecrypt` when a piece does not authenticate or the end is missing. */
export class AgeAltered extends Error {
  override readonly name = 'AgeAltered';
}

/**
 * Opens the header of an encrypted stream. Refusals: age-malformed, age-other-key, age-altered, and
 * age-not-a-recipient for an identity of the wrong shape. The stream that comes back throws `AgeAltered` at
 * the first piece that was changed; what came before it was authentic, but is not the whole.
 */
export async function ageDecrypt(
  source: AsyncIterable<Uint8Array>,
  identity: string,
): Promise<FormatResult<AsyncIterable<Uint8Array>>> {
  const decrypter = new Decrypter();
  try {
    if (!identityPattern.test(identity)) return refuse('age-not-a-recipient');
    decrypter.addIdentity(identity);
  } catch {
    return refuse('age-not-a-recipient');
  }
  try {
    return accept(guarded(await decrypter.decrypt(streamOf(source))));
  } catch (error) {
    return decryptionRefusal(error);
  }
}

function decryptionRefusal(error: unknown): ReturnType<typeof refuse> {
  const said = error instanceof Error ? error.message : '';
  if (said.includes('no identity matched')) return refuse('age-other-key');
  return refuse(said.includes('HMAC') ? 'age-altered' : 'age-malformed');
}

async function* guarded(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    throw new AgeAltered('the encrypted file was changed or cut off', { cause: error });
  }
}

function streamOf(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return WebStream.from(source) as unknown as ReadableStream<Uint8Array>;
}
