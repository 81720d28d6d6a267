import { z } from 'zod';
import { open, roles } from './audience.ts';
import { office } from '../../domain/roles.ts';
import { event } from './event.ts';
import { batchId, packageId, userId } from '../ids.ts';
import { sha256Hex } from '../values.ts';
import { receiptKinds, reviewDecisions, transports } from '../../domain/packageStates.ts';

export const packagesEvents = {
  'package.sealing': event(
    open,
    z.strictObject({
      packageId,
      batchId,
      institutionCode: z.string(),
      batchNo: z.string(),
      revision: z.int(),
      replaces: z.array(z.strictObject({ packageSha256: sha256Hex, bagSha256: sha256Hex })),
      recipients: z.array(z.string()),
      softwareVersion: z.string(),
      ruleSetHash: sha256Hex,
      secondPerson: userId,
    }),
    null,
    (d) => [d.packageId, d.batchId],
  ),
  'package.sealed': event(
    open,
    z.strictObject({
      packageId,
      packageSha256: sha256Hex,
      bagSha256: sha256Hex,
      size: z.int(),
      checkpoint: z.strictObject({ sha256: sha256Hex, size: z.int() }),
    }),
    null,
    (d) => [d.packageId],
  ),
  'package.written': event(
    roles(...office),
    z.strictObject({ packageId }),
    z.strictObject({ place: z.string() }),
    (d) => [d.packageId],
  ),
  'package.uploaded': event(open, z.strictObject({ packageId, centreId: z.string() }), null, (d) => [
    d.packageId,
  ]),
  'receipt.applied': event(
    roles(...office),
    z.strictObject({
      packageId,
      n: z.int(),
      kind: z.enum(receiptKinds),
      decision: z.enum(reviewDecisions).nullable(),
      receiptSha256: sha256Hex,
      checkpointSha256: sha256Hex,
      firstReceivedAt: z.string(),
      issuedAt: z.string(),
      road: z.enum(transports),
    }),
    z.strictObject({ receipt: z.string(), signature: z.string() }),
    (d) => [d.packageId],
  ),
  'receipt.rejected': event(
    open,
    z.strictObject({
      packageId: packageId.nullable(),
      code: z.string(),
      receiptSha256: sha256Hex,
      road: z.enum(transports),
    }),
    null,
  ),
};
