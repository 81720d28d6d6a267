import { z } from 'zod';
import { checkpointReason } from '../commands/institution.ts';
import { approvalId, batchId, userId } from '../ids.ts';
import { role } from '../values.ts';
import { institutionCode, level, sha256Hex } from '../values.ts';
import { event } from './event.ts';

const reason = z.strictObject({ reason: z.string() });

/** People, second persons, the site itself, its clock, checkpoints and the centre's keys. */
export const siteEvents = {
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
  'site.founded': event(
    z.strictObject({ institutionCode, institutionName: z.string(), signingKey: z.string() }),
    null,
  ),
  'site.recoverySheetKept': event(z.strictObject({}), null),
  'institution.occupationFiled': event(
    z.strictObject({ edition: z.string(), code: z.string(), name: z.string(), level, major: z.string() }),
    null,
  ),
  'centre.enrolled': event(
    z.strictObject({
      centreId: z.string(),
      version: z.int(),
      keysSha256: sha256Hex,
      rootFingerprint: z.string(),
      address: z.string().nullable(),
      keysFile: z.string(),
      expires: z.string(),
    }),
    null,
  ),
  'clock.jumped': event(z.strictObject({ fromAt: z.string(), toAt: z.string(), jumpMs: z.int() }), null),
  'checkpoint.made': event(
    z.strictObject({
      reason: checkpointReason,
      size: z.int(),
      sha256: sha256Hex,
      text: z.string(),
      signature: z.string(),
      shortForm: z.string(),
    }),
    null,
  ),
  'ledger.restored': event(
    z.strictObject({
      epoch: z.int(),
      fromSize: z.int(),
      fromHead: z.string(),
      approvals: z.array(userId),
      acknowledged: z.array(z.strictObject({ desk: z.string(), seq: z.int(), rowHash: sha256Hex })),
    }),
    reason,
  ),
};
