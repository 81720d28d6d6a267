import { z } from 'zod';
import { approversAnd, open, roles } from './audience.ts';
import { office } from '../../domain/roles.ts';
import { event, reason } from './event.ts';
import { approvalId, batchId, userId } from '../ids.ts';
import { role, sha256Hex } from '../values.ts';
import { askedLine } from '../askedLines.ts';

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
  /** One row for each batch in which it would make events; one without a batch when none of them has one. */
  'approval.requested': event(
    approversAnd(...office),
    z.strictObject({
      approvalId,
      commandType: z.string(),
      requestedBy: userId,
      batchId: batchId.nullable(),
      /** The people and enrolments it is about, so that blanking finds them; in rows of 0.1.0 one of them, or null. */
      about: z.union([z.array(z.string()), z.string().nullable()]),
    }),
    /** What the second person reads and signs; rows of 0.1.0 have no lines. */
    z.strictObject({ input: z.unknown(), lines: z.array(askedLine).optional() }),
    (d) => [d.about ?? []].flat(),
  ),
  /** Names the row whose salted personal part holds what was signed; rows of 0.1.0 do not. */
  'approval.granted': event(
    open,
    z.strictObject({ approvalId, by: userId, requestRowHash: sha256Hex.optional() }),
    null,
  ),
  'approval.refused': event(
    roles(...office),
    z.strictObject({ approvalId, by: userId, requestRowHash: sha256Hex.optional() }),
    reason,
  ),
  'approval.withdrawn': event(open, z.strictObject({ approvalId }), null),
};
