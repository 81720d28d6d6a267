import { sign, verify, type KeyObject } from 'node:crypto';
import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import {
  ed25519KeyType,
  parseSshPublicKeyBlob,
  publicKeyFromRaw,
  securityKeyType,
  sshPublicKey,
  type SshPublicKey,
} from './ed25519.ts';
import { sha256, sha512, type Hashable } from './hashes.ts';
import { SshReader, sshStrings, sshUint32, strictBase64 } from './sshWire.ts';

/** What a site signs with its own key. */
export const siteNamespaces = ['kaodian-package', 'kaodian-bag', 'kaodian-checkpoint'] as const;

/** What a signature is for; it can never be taken for another purpose. */
export type SignatureNamespace =
  | (typeof siteNamespaces)[number]
  | 'kaodian-receipt'
  | 'kaodian-keys'
  | 'kaodian-site-key'
  | 'kaodian-approval'
  | 'kaodian-witness'
  | 'kaodian-evidence'
  | 'kaodian-calendar'
  | 'kaodian-update';

/** Where a key on a security token may sign. */
const securityKeyNamespaces: ReadonlySet<SignatureNamespace> = new Set([
  'kaodian-approval',
  'kaodian-witness',
]);

const magic = Buffer.from('SSHSIG', 'latin1');
const version = 1;
const hashAlgorithm = 'sha512';
const begin = '-----BEGIN SSH SIGNATURE-----\n';
const end = '-----END SSH SIGNATURE-----\n';
const lineLength = 70;
const userPresent = 1;

/** An armored SSHSIG over the message, byte for byte as `ssh-keygen -Y sign` writes it. */
export function signSshsig(privateKey: KeyObject, namespace: SignatureNamespace, message: Hashable): string {
  return signSshsigDigest(privateKey, namespace, sha512(message));
}

/** The same over a SHA-512 made beforehand (64 bytes), for files too big to hold. */
export function signSshsigDigest(
  privateKey: KeyObject,
  namespace: SignatureNamespace,
  digest: Uint8Array,
): string {
  const signature = sign(null, signedBytes(namespace, digest), privateKey);
  const blob = Buffer.concat([
    magic,
    sshUint32(version),
    sshStrings(
      sshPublicKey(privateKey).blob,
      namespace,
      '',
      hashAlgorithm,
      sshStrings(ed25519KeyType, signature),
    ),
  ]);
  return armor(blob);
}

/**
 * Checks an armored SSHSIG against a message and names its key. Whether that key may sign is the caller's
 * question (`allowedSigners.ts`). The block must be exactly what `ssh-keygen` writes, with nothing before or
 * after it; security keys pass only in the namespaces that allow them.
 * Refusals: signature-malformed, -version, -namespace, -reserved, -hash-algorithm, -key-type, -invalid.
 */
export function verifySshsig(
  armored: string,
  namespace: SignatureNamespace,
  message: Hashable,
): FormatResult<SshPublicKey> {
  return verifySshsigDigest(armored, namespace, sha512(message));
}

/** The same against a SHA-512 made beforehand (64 bytes). */
export function verifySshsigDigest(
  armored: string,
  namespace: SignatureNamespace,
  digest: Uint8Array,
): FormatResult<SshPublicKey> {
  const parsed = parseSshsig(armored);
  if (!parsed.ok) return parsed;
  const signature = parsed.value;
  if (signature.namespace !== namespace) {
    return refuse('signature-namespace', { expected: namespace, found: printable(signature.namespace) });
  }
  if (signature.key.type === securityKeyType && !securityKeyNamespaces.has(namespace)) {
    return refuse('signature-key-type', { type: securityKeyType });
  }
  const bytes = signedBytes(namespace, digest);
  const message = signature.key.type === securityKeyType ? tokenBytes(signature, bytes) : bytes;
  const valid =
    message !== null && verify(null, message, publicKeyFromRaw(signature.key.raw), signature.signature);
  return valid ? accept(signature.key) : refuse('signature-invalid');
}

/**
 * The blocks of a file that holds one or several, one behind the other and nothing between (the keys of the
 * centre carry two when the roots change). Each block still has to verify. Null when there is anything else.
 */
export function splitSignatures(text: string): readonly string[] | null {
  const blocks = text.split(/(?<=-----END SSH SIGNATURE-----\n)/u);
  return blocks.every((block) => dearmor(block) !== null) ? blocks : null;
}

type ParsedSignature = {
  readonly key: SshPublicKey;
  readonly namespace: string;
  /** 64 bytes. */
  readonly signature: Buffer;
  /** Security keys only: flags and counter (5 bytes). */
  readonly trailer: Buffer;
};

/** Reads the armored form without checking the signature: whose key it claims, and for which namespace. */
export function parseSshsig(armored: string): FormatResult<ParsedSignature> {
  const blob = dearmor(armored);
  if (blob === null) return refuse('signature-malformed');
  const reader = new SshReader(blob);
  if (reader.take(magic.length)?.equals(magic) !== true) return refuse('signature-malformed');
  const foundVersion = reader.uint32();
  if (foundVersion !== version) return refuse('signature-version', { found: foundVersion ?? 'none' });
  const keyBlob = reader.string();
  const namespace = reader.string()?.toString('utf8');
  const reserved = reader.string();
  const algorithm = reader.string()?.toString('utf8');
  const signatureBlob = reader.string();
  if (
    keyBlob === null ||
    namespace === undefined ||
    reserved === null ||
    algorithm === undefined ||
    signatureBlob === null ||
    !reader.atEnd
  ) {
    return refuse('signature-malformed');
  }
  const key = parseSshPublicKeyBlob(keyBlob);
  if (!key.ok) return key;
  if (reserved.length > 0) return refuse('signature-reserved');
  if (algorithm !== hashAlgorithm) return refuse('signature-hash-algorithm', { found: printable(algorithm) });
  const inner = new SshReader(signatureBlob);
  const signatureType = inner.string()?.toString('utf8');
  const signature = inner.string();
  const trailer = key.value.type === securityKeyType ? inner.take(5) : Buffer.alloc(0);
  if (signatureType !== key.value.type || signature?.length !== 64 || trailer === null || !inner.atEnd) {
    return refuse('signature-malformed');
  }
  return accept({ key: key.value, namespace, signature, trailer });
}

/** What the key really signs: the purpose and the message's hash (PROTOCOL.sshsig of OpenSSH). */
function signedBytes(namespace: string, digest: Uint8Array): Buffer {
  if (digest.length !== 64) throw new TypeError('a SHA-512 has 64 bytes');
  return Buffer.concat([magic, sshStrings(namespace, '', hashAlgorithm, digest)]);
}

/** What a security token signs (PROTOCOL.u2f of OpenSSH); null when nobody touched it. */
function tokenBytes(signature: ParsedSignature, bytes: Buffer): Buffer | null {
  if (((signature.trailer[0] ?? 0) & userPresent) === 0) return null;
  return Buffer.concat([sha256(signature.key.application), signature.trailer, sha256(bytes)]);
}

function armor(blob: Buffer): string {
  const base64 = blob.toString('base64');
  let lines = '';
  for (let at = 0; at < base64.length; at += lineLength) lines += `${base64.slice(at, at + lineLength)}\n`;
  return `${begin}${lines}${end}`;
}

/** Null unless the text is, to the last byte, what `armor` writes. */
function dearmor(text: string): Buffer | null {
  if (!text.startsWith(begin) || !text.endsWith(end)) return null;
  const blob = strictBase64(text.slice(begin.length, -end.length).replaceAll('\n', ''));
  return blob !== null && armor(blob) === text ? blob : null;
}

/** A text from a stranger, fit to be shown: short, and printable ASCII only. */
function printable(text: string): string {
  return text.slice(0, 64).replaceAll(/[^\x20-\x7e]/gu, '?');
}
