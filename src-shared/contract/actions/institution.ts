import { z } from 'zod';
import { action, deskAt, password, typedPassword, uploadId } from './action.ts';
import type { CommandAnswer } from '../command.ts';
import { commandId } from '../ids.ts';
import type { Result } from '../refusal.ts';
import { institutionCode, shortText } from '../values.ts';
import type { SignedIn } from '../views/site.ts';
import { lengths, shortestPassphrase } from '../../domain/limits.ts';

export const institutionActions = {
  'site.setUp': action(
    z.strictObject({
      institutionCode,
      institutionName: shortText,
      chiefLoginName: shortText,
      chiefDisplayName: shortText,
      chiefPassword: password,
      /** Opens the site when no key store holds its key. */
      passphrase: z.string().min(shortestPassphrase).max(lengths.password).nullable(),
    }),
    'open',
  ).answering<
    Result<{
      readonly recoveryKey: string;
      readonly signedIn: SignedIn;
      readonly signingKeyFingerprint: string;
    }>
  >(),
  'site.unlock': action(
    z.strictObject({
      passphrase: typedPassword.nullable(),
      recoveryKey: typedPassword.nullable(),
    }),
    'open',
  ).answering<Result<null>>(),
  /**
   * A new recovery key, shown once; the one of before opens nothing any more. Asks for the chief's password, and for the passphrase
   * where the site has one.
   */
  'site.renewRecoveryKey': action(
    z.strictObject({ commandId, deskAt, password: typedPassword, passphrase: typedPassword.nullable() }),
    ['chief'],
  ).answering<Result<{ readonly recoveryKey: string; readonly signingKeyFingerprint: string }>>(),
  'site.openDemo': action(z.strictObject({}), 'open').answering<Result<null>>(),
  'site.leaveDemo': action(z.strictObject({}), 'open').answering<Result<null>>(),
  'centre.enrol': action(
    z.strictObject({
      commandId,
      deskAt,
      keysUploadId: uploadId,
      signatureUploadId: uploadId,
      rootFingerprint: z.string().max(lengths.fingerprint),
      address: z.string().max(lengths.centreAddress).nullable(),
      token: z.string().max(lengths.centreToken).nullable(),
    }),
    ['chief'],
  ).answering<CommandAnswer>(),
};
