import { z } from 'zod';
import { command } from '../command.ts';
import { approvalId, userId } from '../ids.ts';
import { anyRole } from '../../domain/roles.ts';
import { role } from '../values.ts';
import { longText, shortText } from '../values.ts';

/** People of the site and the second-person mechanism. Passwords never stand in a command (see the API's actions). */
export const accessCommands = {
  'user.create': command(
    'person',
    z.strictObject({ userId, loginName: shortText, displayName: shortText, roles: z.array(role).min(1) }),
    ['chief'],
  ),
  'user.setRoles': command('person', z.strictObject({ userId, roles: z.array(role).min(1) }), ['chief']),
  'user.disable': command('person', z.strictObject({ userId, reason: longText }), ['chief']),
  /** The trace of a password set by its owner or by the chief; the API gives it together with the password itself. */
  'user.recordPassword': command('core', z.strictObject({ userId, by: userId }), []),
  'approval.grant': command('person', z.strictObject({ approvalId }), anyRole),
  'approval.refuse': command('person', z.strictObject({ approvalId, reason: longText }), anyRole),
  /** Cancels one's own request. */
  'approval.withdraw': command('person', z.strictObject({ approvalId }), anyRole),
};
