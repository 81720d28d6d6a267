import { z } from 'zod';
import { event, reason } from './event.ts';
import { approvalId, batchId, userId } from '../ids.ts';
import { role } from '../values.ts';

export const accessEvents = {
  'user.created': event(
    z.strictObject({ userId, roles: z.array(role) }),
    z.strictObject({ loginName: z.string(), displayName: z.string() }),
    (d) => [d.userId],
  ),
  'user.rolesSet': event(z.strictObject({ userId, roles: z.array(role) }), null, (d) => [d.userId]),
  /** Who set it is the row's actor: the owner, or the chief. */
  'user.passwordSet': event(z.strictObject({ userId }), null, (d) => [d.userId]),
  'user.disabled': event(z.strictObject({ userId }), reason, (d) => [d.userId]),
  'approval.requested': event(
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
  'approval.granted': event(z.strictObject({ approvalId, by: userId }), null),
  'approval.refused': event(z.strictObject({ approvalId, by: userId }), reason),
  'approval.withdrawn': event(z.strictObject({ approvalId }), null),
};
