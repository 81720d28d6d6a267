import type { CommandInput } from '#shared/contract/commands/index.ts';
import { verifyCentreKeys } from '#node/centreKeys.ts';
import { parseSshPublicKeyLine, sshFingerprint } from '#node/ed25519.ts';
import { sha256Hex } from '#node/hashes.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { centreRow, keysInForce, siteRow } from './queries.ts';

/**
 * Newer keys of the centre that the core fetched by itself. They are held to those in force: signed by their root (new roots by
 * old and new), the version risen, and this site still among the institutions. The same version again changes nothing.
 */
export function renewKeys(context: DecideContext, input: CommandInput<'centre.renewKeys'>): Decision {
  const row = centreRow(context.store);
  const here = siteRow(context.store);
  const current = keysInForce(context.store);
  if (row === null || here === null || current === null) return refused('centre-not-enrolled');
  const checked = verifyCentreKeys(input.keysFile, input.signatures, { current }, Date.parse(context.at));
  if (!checked.ok) return checked;
  const { keys } = checked.value;
  if (keys.version === current.version) return decided([]);
  if (!keys.institutions.some((institution) => institution.code === here.institutionCode))
    return refused('centre-knows-not-this-site', { code: here.institutionCode });
  const roots = keys.roots.flatMap((line) => {
    const key = parseSshPublicKeyLine(line);
    return key.ok ? [sshFingerprint(key.value)] : [];
  });
  return decided([
    happened(
      'centre.enrolled',
      null,
      {
        centreId: keys.centreId,
        version: keys.version,
        keysSha256: sha256Hex(input.keysFile),
        keysFile: input.keysFile,
        // The root that was compared with paper, until the centre has another.
        rootFingerprint: roots.includes(row.rootFingerprint)
          ? row.rootFingerprint
          : (roots[0] ?? row.rootFingerprint),
        address: row.address,
        expires: keys.expires,
      },
      null,
    ),
  ]);
}
