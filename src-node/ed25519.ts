import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { sha256 } from './hashes.ts';
import { SshReader, sshStrings, strictBase64 } from './sshWire.ts';

/** The key type that every signature here uses. */
export const ed25519KeyType = 'ssh-ed25519';
/** A key on a security token; only for approvals and witnesses, where a verifier asks for it. */
export const securityKeyType = 'sk-ssh-ed25519@openssh.com';

export type SshKeyType = typeof ed25519KeyType | typeof securityKeyType;

/** A public key as OpenSSH writes it. */
export type SshPublicKey = {
  readonly type: SshKeyType;
  /** The bytes behind the base64 of the line: what fingerprints and signatures carry. */
  readonly blob: Buffer;
  /** The 32 bytes of the Ed25519 key. */
  readonly raw: Buffer;
  /** `ssh:` and so on, for security keys; else empty. */
  readonly application: string;
};

const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** A new private signing key. */
export function generateSigningKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

/** The private key of a 32-byte seed. */
export function signingKeyFromSeed(seed: Uint8Array): KeyObject {
  if (seed.length !== 32) throw new TypeError('an Ed25519 seed has 32 bytes');
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
}

/** The 32-byte seed of a private key: a secret. */
export function seedOfSigningKey(privateKey: KeyObject): Buffer {
  return Buffer.from(demandEd25519(privateKey).export({ format: 'der', type: 'pkcs8' }).subarray(-32));
}

/** The 32 bytes of the public half of a private or public key. */
export function rawPublicKey(key: KeyObject): Buffer {
  const publicKey = key.type === 'private' ? createPublicKey(demandEd25519(key)) : demandEd25519(key);
  return Buffer.from(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
}

/** The key object of 32 raw bytes. */
export function publicKeyFromRaw(raw: Uint8Array): KeyObject {
  if (raw.length !== 32) throw new TypeError('an Ed25519 public key has 32 bytes');
  return createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
}

/** The public half as OpenSSH knows it. */
export function sshPublicKey(key: KeyObject): SshPublicKey {
  const raw = rawPublicKey(key);
  return { type: ed25519KeyType, blob: sshStrings(ed25519KeyType, raw), raw, application: '' };
}

/** `ssh-ed25519 AAAA… comment`, without a line end. */
export function sshPublicKeyLine(key: KeyObject | SshPublicKey, comment = ''): string {
  const publicKey = 'blob' in key ? key : sshPublicKey(key);
  const line = `${publicKey.type} ${publicKey.blob.toString('base64')}`;
  return comment === '' ? line : `${line} ${comment}`;
}

/** `SHA256:…`, as `ssh-keygen -l` shows it. */
export function sshFingerprint(key: KeyObject | SshPublicKey): string {
  const publicKey = 'blob' in key ? key : sshPublicKey(key);
  return `SHA256:${sha256(publicKey.blob).toString('base64').replaceAll('=', '')}`;
}

/** Reads `ssh-ed25519 AAAA… [comment]`. Refusals: key-malformed, signature-key-type. */
export function parseSshPublicKeyLine(line: string): FormatResult<SshPublicKey> {
  const [type = '', base64 = ''] = line.trim().split(/[ \t]+/u);
  const blob = strictBase64(base64);
  if (blob === null || blob.length === 0) return refuse('key-malformed');
  const parsed = parseSshPublicKeyBlob(blob);
  if (parsed.ok && parsed.value.type !== type) return refuse('key-malformed');
  return parsed;
}

/** Reads the binary form; the blob must hold the key and nothing after it. */
export function parseSshPublicKeyBlob(blob: Uint8Array): FormatResult<SshPublicKey> {
  const reader = new SshReader(blob);
  const type = reader.string()?.toString('utf8');
  if (type === undefined) return refuse('key-malformed');
  if (type !== ed25519KeyType && type !== securityKeyType) return refuse('signature-key-type', { type });
  const raw = reader.string();
  const application = type === securityKeyType ? reader.string() : Buffer.alloc(0);
  if (raw?.length !== 32 || application === null || !reader.atEnd) return refuse('key-malformed');
  return accept({ type, blob: Buffer.from(blob), raw, application: application.toString('utf8') });
}

function demandEd25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 key');
  return key;
}
