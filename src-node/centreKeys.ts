import type { KeyObject } from 'node:crypto';
import { centreKeys as centreKeysSchema, type CentreKeys } from '#shared/contract/centreKeys.ts';
import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { jcs, parseJcs } from '#shared/formats/jcs.ts';
import type { AllowedSigner } from './allowedSigners.ts';
import { attempt, demand, need } from './attempt.ts';
import { parseSshPublicKeyLine, sshFingerprint, type SshPublicKey } from './ed25519.ts';
import { signSshsig, siteNamespaces, verifySshsig } from './sshsig.ts';

/** A key of the centre that may sign receipts, and how far it is still trusted after a revocation. */
export type CentreSigner = {
  readonly key: SshPublicKey;
  /** Milliseconds; only what was first received before counts. Null: no limit. Minus infinity: nothing counts. */
  readonly trustBefore: number | null;
};

export type SignedCentreKeys = { readonly text: string; readonly signatures: readonly string[] };

/**
 * Signs the centre's keys: by the root in force, and by the new one too when the roots change. Throws when the
 * content is not what the format knows.
 */
export function signCentreKeys(keys: CentreKeys, rootKeys: readonly KeyObject[]): SignedCentreKeys {
  const text = jcs(centreKeysSchema.parse(keys), { integersOnly: true });
  return { text, signatures: rootKeys.map((root) => signSshsig(root, 'kaodian-keys', text)) };
}

/** Reads the text without judging its signature. Refusals: json-*, centre-keys-malformed, key-malformed. */
export function parseCentreKeys(text: string): FormatResult<CentreKeys> {
  return attempt(() => {
    const checked = centreKeysSchema.safeParse(need(parseJcs(text)));
    const issue = checked.error?.issues[0];
    demand(
      checked.success,
      refuse('centre-keys-malformed', { path: issue?.path.join('.') ?? '', problem: issue?.message ?? '' }),
    );
    const { roots, receiptKeys, institutions } = checked.data;
    const siteKeys = institutions.flatMap((institution) => institution.siteKeys.map((key) => key.ssh));
    for (const line of [...roots, ...receiptKeys, ...siteKeys]) need(parseSshPublicKeyLine(line));
    return checked.data;
  });
}

export type CentreKeysTrust =
  /** First trust: the root's fingerprint as it came on paper. */
  | { readonly rootFingerprint: string }
  /** Later: the keys in force. The version must rise; new roots must have signed too. */
  | { readonly current: CentreKeys };

/**
 * Checks `centre-keys.json` with its signatures (one; two when the roots change).
 * Refusals: signature-*, json-*, centre-keys-malformed, centre-keys-root-unknown, centre-keys-older.
 * An expired file is no refusal: `expired` says so, and the exam goes on.
 */
export function verifyCentreKeys(
  text: string,
  signatures: readonly string[],
  trust: CentreKeysTrust,
  at: number,
): FormatResult<{
  readonly keys: CentreKeys;
  /** Of the root that vouches for this file. */
  readonly rootFingerprint: string;
  readonly expired: boolean;
}> {
  return attempt(() => {
    const keys = need(parseCentreKeys(text));
    demand(signatures.length > 0, refuse('signature-missing'));
    const signedBy = new Set(
      signatures.map((signature) => sshFingerprint(need(verifySshsig(signature, 'kaodian-keys', text)))),
    );
    const roots = keys.roots.map(fingerprintOfLine);
    let rootFingerprint: string | undefined;
    if ('rootFingerprint' in trust) {
      const typed = trust.rootFingerprint.trim();
      rootFingerprint = roots.find((root) => root === typed && signedBy.has(root));
    } else {
      const { current } = trust;
      const knownRoots = current.roots.map(fingerprintOfLine);
      rootFingerprint = knownRoots.find((root) => signedBy.has(root));
      demand(
        roots.every((root) => knownRoots.includes(root) || signedBy.has(root)) &&
          keys.centreId === current.centreId,
        refuse('centre-keys-root-unknown'),
      );
      const isNewer = keys.version > current.version;
      const isTheSame = keys.version === current.version && text === jcs(current);
      demand(
        isNewer || isTheSame,
        refuse('centre-keys-older', { found: keys.version, current: current.version }),
      );
    }
    demand(rootFingerprint !== undefined, refuse('centre-keys-root-unknown'));
    return { keys, rootFingerprint, expired: at > Date.parse(keys.expires) };
  });
}

/** The keys that may sign receipts, with what is left of the revoked ones. */
export function receiptSigners(keys: CentreKeys): readonly CentreSigner[] {
  return keys.receiptKeys.map((line) => ({ key: keyOfLine(line), trustBefore: revokedBefore(keys, line) }));
}

/** The age recipients in force at a time (milliseconds): not past their end and not revoked; sorted. */
export function currentRecipients(keys: CentreKeys, at: number): readonly string[] {
  return keys.recipients
    .filter(({ age, notAfter }) => (notAfter === null || at <= Date.parse(notAfter)) && !isRevoked(keys, age))
    .map(({ age }) => age)
    .toSorted();
}

/** The site keys of every institution, as `findSigner` judges them; a revocation ends a key's trust. */
export function siteSigners(keys: CentreKeys): readonly AllowedSigner[] {
  return keys.institutions.flatMap((institution) =>
    institution.siteKeys.map(({ ssh, validAfter, validBefore }) => ({
      principal: institution.code,
      namespaces: siteNamespaces,
      validAfter: Date.parse(validAfter),
      validBefore: validBefore === null ? null : Date.parse(validBefore),
      trustBefore: revokedBefore(keys, ssh),
      key: keyOfLine(ssh),
    })),
  );
}

/** Whether one of the keys is this one and still trusted for what was first received at that time. */
export function allows(
  signers: readonly CentreSigner[],
  key: SshPublicKey,
  at: number,
): FormatResult<CentreSigner> {
  const signer = signers.find((candidate) => candidate.key.blob.equals(key.blob));
  if (signer === undefined) return refuse('signer-unknown', { fingerprint: sshFingerprint(key) });
  if (signer.trustBefore !== null && at >= signer.trustBefore) {
    return refuse('signer-revoked', { fingerprint: sshFingerprint(key) });
  }
  return accept(signer);
}

function isRevoked(keys: CentreKeys, key: string): boolean {
  return keys.revoked.some((entry) => entry.key === key);
}

function revokedBefore(keys: CentreKeys, key: string): number | null {
  const entry = keys.revoked.find((candidate) => candidate.key === key);
  if (entry === undefined) return null;
  const before = entry.trustIfFirstReceivedBefore;
  return before === null ? Number.NEGATIVE_INFINITY : Date.parse(before);
}

function fingerprintOfLine(line: string): string {
  return sshFingerprint(keyOfLine(line));
}

function keyOfLine(line: string): SshPublicKey {
  const key = parseSshPublicKeyLine(line);
  if (!key.ok) throw new TypeError('a key that the schema let through cannot be read');
  return key.value;
}
