import { z } from 'zod';
import { approversAnd, open, roles } from './audience.ts';
import { office } from '../../domain/roles.ts';
import { event, reason } from './event.ts';
import { approvalId, batchId, userId } from '../ids.ts';
import { role } from '../values.ts';

export const accessEvents = {
  'user.created': event(
    open,
    z.strictObject({ userId, roles: z.array(role) }),
    z.strictObject({ loginName: z.string(), displayName: z.string() }),
    (d) => [d.userId],
  ),
  'user.rolesSet': event(open, z.strictObject({ userId, roles: z.array(role) }), null, (d) => [d.userId]),
  /** Who set it is the row's actor: the owner, or the chief. */
  'user.passwordSet': event(open, z.strictObject({ userId }), null, (d) => [d.userId]),
  'user.disabled': event(roles(...office), z.strictObject({ userId }), reason, (d) => [d.userId]),
  'approval.requested': event(
    approversAnd(...office),
    z.strictObject({
      approvalId,
      commandType: z.string(),
      requestedBy: userId,
      batchId: batchId.nullable(),
      /** The person or enrolment it is about, so that blanking finds it. */
      about: z.string().nullable(),
    }),
    z.strictObject({ input: z.unknown() }),
    (d) => (d.about === null ? [] : [d.about]),
  ),
  'approval.granted': event(open, z.strictObject({ approvalId, by: userId }), null),
  'approval.refused': event(roles(...office), z.strictObject({ approvalId, by: userId }), reason),
  'approval.withdrawn': event(open, z.strictObject({ approvalId }), null),
};
