import { z } from 'zod';
import { action, deskAt, password, typedLoginName, typedPassword } from './action.ts';
import type { CommandAnswer } from '../command.ts';
import { approvalId, commandId, userId } from '../ids.ts';
import type { Result } from '../refusal.ts';
import { longText, role, shortText } from '../values.ts';
import type { SignedIn } from '../views/site.ts';
import { anyRole } from '../../domain/roles.ts';

export const accessActions = {
  'access.signIn': action(
    z.strictObject({ loginName: typedLoginName, password: typedPassword }),
    'open',
  ).answering<Result<SignedIn>>(),
  /** Demonstration site only: become one of its people. */
  'access.signInDemo': action(z.strictObject({ userId }), 'open').answering<Result<SignedIn>>(),
  'access.signOut': action(z.strictObject({}), anyRole, { beforeClaim: true }).answering<Result<null>>(),
  /** Makes the account its owner's: they set the own password at the first sign-in, or after a reset. */
  'access.claim': action(z.strictObject({ commandId, deskAt, password }), anyRole, {
    beforeClaim: true,
  }).answering<CommandAnswer>(),
  'access.addPerson': action(
    z.strictObject({
      commandId,
      deskAt,
      userId,
      loginName: shortText,
      displayName: shortText,
      roles: z.array(role).min(1),
      /** Null: they sign in with a badge and a PIN of their own. */
      password: password.nullable(),
    }),
    ['chief'],
  ).answering<CommandAnswer>(),
  'access.setPassword': action(z.strictObject({ commandId, deskAt, userId, password }), [
    'chief',
  ]).answering<CommandAnswer>(),
  /** One's own; the present one is asked for. */
  'access.changePassword': action(
    z.strictObject({ commandId, deskAt, present: typedPassword, password }),
    anyRole,
  ).answering<CommandAnswer>(),
  /** A sole chief has lost the password: the recovery key of the sheet gives the account a new first one. */
  'access.recover': action(
    z.strictObject({
      commandId,
      deskAt,
      loginName: typedLoginName,
      recoveryKey: typedPassword,
      password,
    }),
    'open',
  ).answering<CommandAnswer>(),
  /** The second person signs at the same desk; the session of the first stays. */
  'access.grantHere': action(
    z.strictObject({
      commandId,
      deskAt,
      approvalId,
      loginName: typedLoginName,
      password: typedPassword,
      /** Why there is nobody else, where one of the two has made the other's account. */
      loneReason: longText.nullable().optional(),
    }),
    anyRole,
  ).answering<CommandAnswer>(),
};
