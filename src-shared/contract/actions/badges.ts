import { z } from 'zod';
import { anyRole, managers } from '../../domain/roles.ts';
import { badgesAtOnce, lengths, requestsAtOnce } from '../../domain/limits.ts';
import { pinForm } from '../../domain/pin.ts';
import type { CommandAnswer } from '../command.ts';
import { approvalId, badgeId, commandId } from '../ids.ts';
import type { BadgeId } from '../ids.ts';
import type { Result } from '../refusal.ts';
import type { SignedIn } from '../views/site.ts';
import { longText } from '../values.ts';
import { action, deskAt, typedPassword } from './action.ts';

const pin = z.string().regex(pinForm);
/** A password or a PIN of the one who is signed in. */
const secret = typedPassword;

/** 工作证, the desk that locks itself, and many requests signed at once. */
export const badgeActions = {
  /** Whose badge was scanned, and what it still needs. */
  'access.readBadge': action(z.strictObject({ badge: z.string().max(lengths.code) }), 'open').answering<
    Result<{
      readonly displayName: string;
      readonly hasPin: boolean;
      /** The owner has a password, and proves with it that the PIN is theirs. */
      readonly wantsPassword: boolean;
    }>
  >(),
  /** The owner of a badge sets its PIN, and is signed in. `password`: theirs, when the account has one of its own. */
  'access.setPin': action(
    z.strictObject({
      commandId,
      deskAt,
      badge: z.string().max(lengths.code),
      pin,
      password: typedPassword.nullable(),
    }),
    'open',
  ).answering<Result<SignedIn>>(),
  /** The same person is back at a locked desk. */
  'access.unlock': action(z.strictObject({ secret }), 'open').answering<Result<SignedIn>>(),
  /** Locks the desk now. */
  'access.lock': action(z.strictObject({}), anyRole).answering<Result<null>>(),
  /** Somebody works at this desk, although nothing is sent. */
  'access.stillHere': action(z.strictObject({}), anyRole).answering<Result<null>>(),
  /**
   * Grants one request or several with one signature, at the desk of who signs; each is answered by itself. `loneReason`: why there
   * is nobody else, for those where one of the two has made the other's account.
   */
  'access.grantList': action(
    z.strictObject({
      secret,
      grants: z.array(z.strictObject({ commandId, approvalId })).min(1).max(requestsAtOnce),
      loneReason: longText.nullable().optional(),
    }),
    anyRole,
  ).answering<Result<readonly CommandAnswer[]>>(),
  /** Gives badges a new code each, to be printed now; the codes are told this once. */
  'badges.print': action(
    z.strictObject({ commandId, deskAt, badgeIds: z.array(badgeId).min(1).max(badgesAtOnce) }),
    managers,
  ).answering<Result<readonly { readonly badgeId: BadgeId; readonly token: string }[]>>(),
};
