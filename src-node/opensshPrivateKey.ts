import { randomBytes, type KeyObject } from 'node:crypto';
import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import {
  ed25519KeyType,
  rawPublicKey,
  seedOfSigningKey,
  signingKeyFromSeed,
  sshPublicKey,
} from './ed25519.ts';
import { SshReader, sshStrings, sshUint32, strictBase64 } from './sshWire.ts';

/**
 * The private key file of OpenSSH (PROTOCOL.key), without a passphrase: what `ssh-keygen -Y sign -f` takes.
 * The text is a secret; whoever writes it keeps it private (mode 0600) or encrypts it.
 */

const magic = Buffer.from('openssh-key-v1\0', 'latin1');
const begin = '-----BEGIN OPENSSH PRIVATE KEY-----\n';
const end = '-----END OPENSSH PRIVATE KEY-----\n';
const blockSize = 8;

/** Writes an Ed25519 private key as OpenSSH does. */
export function opensshPrivateKey(privateKey: KeyObject, comment: string): string {
  const check = randomBytes(4);
  const secret = Buffer.concat([seedOfSigningKey(privateKey), rawPublicKey(privateKey)]);
  const fields = Buffer.concat([
    check,
    check,
    sshStrings(ed25519KeyType, rawPublicKey(privateKey), secret, comment),
  ]);
  const paddingLength = (blockSize - (fields.length % blockSize)) % blockSize;
  const padding = Uint8Array.from({ length: paddingLength }, (_, index) => index + 1);
  const blob = Buffer.concat([
    magic,
    sshStrings('none', 'none', ''),
    sshUint32(1),
    sshStrings(sshPublicKey(privateKey).blob, Buffer.concat([fields, padding])),
  ]);
  return `${begin}${blob.toString('base64').replaceAll(/.{1,70}/gu, '$&\n')}${end}`;
}

/** Reads an Ed25519 private key without a passphrase. Refusal: key-malformed. */
export function parseOpensshPrivateKey(text: string): FormatResult<KeyObject> {
  const body = text.replaceAll('\r\n', '\n').trim();
  if (!body.startsWith(begin.trim()) || !body.endsWith(end.trim())) return refuse('key-malformed');
  const blob = strictBase64(body.slice(begin.length - 1, -(end.length - 1)).replaceAll('\n', ''));
  if (blob === null) return refuse('key-malformed');
  const reader = new SshReader(blob);
  const isPlain =
    reader.take(magic.length)?.equals(magic) === true &&
    reader.string()?.toString('latin1') === 'none' &&
    reader.string()?.toString('latin1') === 'none' &&
    reader.string()?.length === 0 &&
    reader.uint32() === 1;
  const publicBlob = isPlain ? reader.string() : null;
  const fields = publicBlob === null ? null : reader.string();
  if (publicBlob === null || fields === null || !reader.atEnd) return refuse('key-malformed');
  const inner = new SshReader(fields);
  const firstCheck = inner.uint32();
  const secondCheck = inner.uint32();
  const type = inner.string()?.toString('latin1');
  const raw = inner.string();
  const secret = inner.string();
  if (firstCheck !== secondCheck || type !== ed25519KeyType || raw?.length !== 32 || secret?.length !== 64) {
    return refuse('key-malformed');
  }
  const key = signingKeyFromSeed(secret.subarray(0, 32));
  return sshPublicKey(key).blob.equals(publicBlob) ? accept(key) : refuse('key-malformed');
}
