import { z } from 'zod';
import { approversAnd, open, roles } from './audience.ts';
import { office } from '../../domain/roles.ts';
import { event, reason } from './event.ts';
import { approvalId, batchId, credentialId, userId } from '../ids.ts';
import { role, sha256Hex } from '../values.ts';
import { askedLine } from '../askedLines.ts';

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
  /** The recovery sheet, at this machine, made the account of a sole chief nobody's until its owner sets a password again. */
  'user.recovered': event(
    open,
    z.strictObject({ userId, credentialId: credentialId.nullable() }),
    null,
    (d) => [d.userId],
  ),
  'user.disabled': event(roles(...office), z.strictObject({ userId }), reason, (d) => [d.userId]),
  'user.enabled': event(roles(...office), z.strictObject({ userId, ...agreed }), reason, (d) => [d.userId]),
  /** The actor saw the owner claim the account, with their document. */
  'user.vouched': event(open, z.strictObject({ userId }), z.strictObject({ document: z.string() }), (d) => [
    d.userId,
  ]),
  'batch.deputyNamed': event(open, z.strictObject({ batchId, userId, secondPerson: userId }), null, (d) => [
    d.userId,
  ]),
  /** One of the two had made, reset or changed the other's account, and nobody else was there: the reason stands here. */
  'approval.lone': event(
    open,
    z.strictObject({ approvalId, batchId, commandType: z.string(), requestedBy: userId, by: userId }),
    reason,
  ),
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
  'desk.idleLockSet': event(open, z.strictObject({ minutes: z.int() }), null),
  'approval.withdrawn': event(open, z.strictObject({ approvalId }), null),
};
