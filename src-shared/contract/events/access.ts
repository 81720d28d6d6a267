import { z } from 'zod';
import { approversAnd, open, roles } from './audience.ts';
import { office } from '../../domain/roles.ts';
import { event, reason } from './event.ts';
import { approvalId, batchId, credentialId, userId } from '../ids.ts';
import { role } from '../values.ts';

/** Who agreed; null where nobody else was there who may. Rows of the first version do not say it. */
const agreed = { secondPerson: userId.nullable().optional() };
/** The password from now on, and who agreed. */
const handedOver = { credentialId: credentialId.nullable().optional(), ...agreed };

export const accessEvents = {
  /** The founder is made by the core: that account is its owner's from the beginning. */
  'user.created': event(
    open,
    z.strictObject({ userId, roles: z.array(role), ...handedOver }),
    z.strictObject({ loginName: z.string(), displayName: z.string() }),
    (d) => [d.userId],
  ),
  'user.rolesSet': event(open, z.strictObject({ userId, roles: z.array(role), ...agreed }), null, (d) => [
    d.userId,
  ]),
  /** Who set it is the row's actor: the owner, whose account it then is, or the chief, after whom it is nobody's. */
  'user.passwordSet': event(open, z.strictObject({ userId, ...handedOver }), null, (d) => [d.userId]),
  'user.disabled': event(roles(...office), z.strictObject({ userId }), reason, (d) => [d.userId]),
  'user.enabled': event(roles(...office), z.strictObject({ userId, ...agreed }), reason, (d) => [d.userId]),
  /** The actor saw the owner claim the account, with their document. */
  'account.vouched': event(
    open,
    z.strictObject({ userId }),
    z.strictObject({ document: z.string() }),
    (d) => [d.userId],
  ),
  'batch.deputyNamed': event(open, z.strictObject({ batchId, userId, secondPerson: userId }), null, (d) => [
    d.userId,
  ]),
  /** One of the two had made, reset or changed the other's account, and nobody else was there: the reason stands here. */
  'approval.lone': event(
    open,
    z.strictObject({ approvalId, batchId, commandType: z.string(), requestedBy: userId, by: userId }),
    reason,
  ),
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
