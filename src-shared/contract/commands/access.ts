import { z } from 'zod';
import { command } from '../command.ts';
import { approvalId, batchId, credentialId, userId } from '../ids.ts';
import { anyRole, managers, office } from '../../domain/roles.ts';
import { role } from '../values.ts';
import { longText, shortText, wholeNumber } from '../values.ts';
import { idleLockMinutes } from '../../domain/limits.ts';

/** The password that the account is handed over with; the API's actions keep it first. None: nobody can sign in yet. */
const handedOver = { credentialId: credentialId.nullable().optional() };

/** Nobody makes or changes another's account alone where there is somebody else who may. */
const byTwo = { secondPerson: managers, secondPersonIfThere: true } as const;

/** People of the site and the second-person mechanism. Passwords never stand in a command (see the API's actions). */
export const accessCommands = {
  'user.create': command(
    'core',
    z.strictObject({
      userId,
      loginName: shortText,
      displayName: shortText,
      roles: z.array(role).min(1),
      ...handedOver,
    }),
    ['chief'],
    byTwo,
  ),
  'user.setRoles': command(
    'person',
    z.strictObject({ userId, roles: z.array(role).min(1) }),
    ['chief'],
    byTwo,
  ),
  /** One is enough: what is in the wrong hands is stopped at once. */
  'user.disable': command('person', z.strictObject({ userId, reason: longText }), ['chief']),
  'user.enable': command('person', z.strictObject({ userId, reason: longText }), ['chief'], byTwo),
  /** Somebody else sets the password: the account is nobody's until its owner has set their own again. */
  'user.resetPassword': command('core', z.strictObject({ userId, ...handedOver }), ['chief'], byTwo),
  /** The owner has set the own password; the API gives it together with the password itself. */
  'user.recordPassword': command('core', z.strictObject({ userId, ...handedOver }), []),
  /** The recovery sheet resets the account of a sole chief who has lost the password. */
  'user.recover': command('core', z.strictObject({ userId, ...handedOver }), []),
  /** Somebody saw the owner claim the account, with this document of theirs. */
  'account.vouch': command('person', z.strictObject({ userId, document: shortText }), office),
  /** 副主考: approves where the chief does, for this batch. */
  'batch.nameDeputy': command('person', z.strictObject({ batchId, userId }), ['chief'], {
    secondPerson: managers,
  }),
  /**
   * A signature: the actions that compose it ask who signs for their password, or the PIN of their badge. `loneReason`: why there is
   * nobody else, where maker and made must agree together.
   */
  'approval.grant': command(
    'core',
    z.strictObject({ approvalId, loneReason: longText.nullable().optional() }),
    anyRole,
  ),
  'approval.refuse': command('person', z.strictObject({ approvalId, reason: longText }), anyRole),
  /** Minutes without work after which the desks of this site lock themselves. */
  'desk.setIdleLock': command('person', z.strictObject({ minutes: wholeNumber(idleLockMinutes) }), ['chief']),
  /** Cancels one's own request. */
  'approval.withdraw': command('person', z.strictObject({ approvalId }), anyRole),
};
