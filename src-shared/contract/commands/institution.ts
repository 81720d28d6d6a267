import { z } from 'zod';
import { managers } from '../../domain/roles.ts';
import { lengths } from '../../domain/limits.ts';
import { command } from '../command.ts';
import { credentialId, userId } from '../ids.ts';
import { institutionCode, level, longText, occupationKey, shortText } from '../values.ts';

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
  /** The core makes a new recovery key; this says so, and that no sheet of it is known to be kept. */
  'site.renewRecovery': command('core', z.strictObject({}), ['chief']),
  'site.recoverySheetKept': command('person', z.strictObject({}), ['chief']),
  'institution.fileOccupation': command(
    'person',
    z.strictObject({
      ...occupationKey.shape,
      level,
      /** 专业: the institution's matching major. */
      major: shortText,
    }),
    managers,
  ),
  /**
   * A licensed occupation of which the list says only `confirm` may be certified here after all: the chief has looked, and says why.
   */
  'institution.confirmLicensed': command(
    'person',
    z.strictObject({ ...occupationKey.shape, reason: longText }),
    ['chief'],
  ),
  /** Another calendar of working days: the file as it stands, signed by a root of the enrolled centre (docs/integrity.md). */
  'institution.replaceCalendar': command(
    'person',
    z.strictObject({
      calendarFile: z.string().max(lengths.calendarFile),
      signature: z.string().max(lengths.signature),
    }),
    ['chief'],
  ),
  /** Keys of the centre, whose root's fingerprint came on paper and was typed in (docs/integrity.md, first trust). */
  'centre.enrol': command(
    'core',
    z.strictObject({
      keysFile: z.string().max(1_000_000),
      signature: z.string().max(10_000),
      rootFingerprint: z.string().max(lengths.fingerprint),
      address: z.string().max(lengths.centreAddress).nullable(),
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
