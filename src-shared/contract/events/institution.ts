import { z } from 'zod';
import { checkpointReason } from '../commands/institution.ts';
import { open } from './audience.ts';
import { event, reason } from './event.ts';
import { userId } from '../ids.ts';
import { day, institutionCode, level, occupationKey, sha256Hex } from '../values.ts';

export const institutionEvents = {
  'site.founded': event(
    open,
    z.strictObject({ institutionCode, institutionName: z.string(), signingKey: z.string() }),
    null,
  ),
  'site.recoveryRenewed': event(open, z.strictObject({}), null),
  'site.recoverySheetKept': event(open, z.strictObject({}), null),
  'institution.occupationFiled': event(
    open,
    z.strictObject({ edition: z.string(), code: z.string(), name: z.string(), level, major: z.string() }),
    null,
  ),
  'institution.licenceConfirmed': event(
    open,
    z.strictObject({ ...occupationKey.shape, className: z.string(), listVersion: z.string() }),
    reason,
  ),
  'institution.calendarReplaced': event(
    open,
    z.strictObject({
      version: z.string(),
      issued: day,
      sha256: sha256Hex,
      calendarFile: z.string(),
      signature: z.string(),
      /** Fingerprint of the root that signed. */
      signer: z.string(),
    }),
    null,
  ),
  'centre.enrolled': event(
    open,
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
  /** `whileClosed`: found at opening, the clock stood before the last row; how long the site was closed nobody knows. */
  'clock.jumped': event(
    open,
    z.strictObject({
      fromAt: z.string(),
      toAt: z.string(),
      jumpMs: z.int(),
      whileClosed: z.literal(true).exactOptional(),
    }),
    null,
  ),
  'checkpoint.made': event(
    open,
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
    open,
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
