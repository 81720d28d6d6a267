import { z } from 'zod';
import { managers } from '../../domain/roles.ts';
import { lengths } from '../../domain/limits.ts';
import { command } from '../command.ts';
import { credentialId, userId } from '../ids.ts';
import { institutionCode, level, shortText } from '../values.ts';

/** Why a checkpoint was made. */
export const checkpointReason = z.enum(['rows', 'sitting', 'sealing', 'asked']);
export type CheckpointReason = z.infer<typeof checkpointReason>;

/** The site and what the institution has filed. */
export const institutionCommands = {
  'site.found': command(
    'core',
    z.strictObject({
      institutionCode,
      institutionName: shortText,
      chief: z.strictObject({
        userId,
        loginName: shortText,
        displayName: shortText,
        credentialId: credentialId.nullable().optional(),
      }),
      /** OpenSSH public key line of the site's signing key. */
      signingKey: z.string().startsWith('ssh-ed25519 '),
    }),
    [],
  ),
  'site.recoverySheetKept': command('person', z.strictObject({}), ['chief']),
  'institution.fileOccupation': command(
    'person',
    z.strictObject({
      edition: z.string().regex(/^\d{4}$/),
      code: z.string().regex(/^\d-\d{2}-\d{2}-\d{2}$/),
      level,
      /** 专业: the institution's matching major. */
      major: shortText,
    }),
    managers,
  ),
  /** Keys of the centre, after the root's fingerprint from paper was compared (docs/integrity.md, first trust). */
  'centre.enrol': command(
    'core',
    z.strictObject({
      keysFile: z.string().max(1_000_000),
      signature: z.string().max(10_000),
      rootFingerprint: z.string().max(lengths.fingerprint),
      address: z.url({ protocol: /^https?$/ }).nullable(),
    }),
    ['chief'],
  ),
  /** Newer keys of the centre that the core fetched itself; held to those in force. */
  'centre.renewKeys': command(
    'core',
    z.strictObject({
      keysFile: z.string().max(1_000_000),
      signatures: z.array(z.string().max(10_000)).max(4),
    }),
    [],
  ),
  'checkpoint.make': command('core', z.strictObject({ reason: checkpointReason }), []),
};
