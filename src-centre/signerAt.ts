import type { CentreKeys } from '#shared/contract/centreKeys.ts';
import { findSigner } from '#node/allowedSigners.ts';
import { siteSigners } from '#node/centreKeys.ts';
import type { SshPublicKey } from '#node/ed25519.ts';
import { accepted, refused, type Outcome } from './problem.ts';

/**
 * Whether an institution's key counts for a package that the centre first received at this time
 * (milliseconds). Problems: signer-unknown, signer-revoked, signer-not-valid.
 */
export function signerAt(
  keys: CentreKeys,
  institutionCode: string,
  key: SshPublicKey,
  at: number,
): Outcome<null> {
  const found = findSigner(siteSigners(keys), {
    principal: institutionCode,
    key,
    namespace: 'kaodian-package',
    at,
  });
  if (found.ok) return accepted(null);
  const { code } = found.refusal;
  if (code === 'signer-unknown' || code === 'signer-revoked') return refused(code);
  return refused('signer-not-valid', { why: code });
}
