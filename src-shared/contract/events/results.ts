import { z } from 'zod';
import { finalOutcomes } from '../../domain/outcome.ts';
import { receiptKinds, reviewDecisions, transports } from '../../domain/packageStates.ts';
import { batchId, enrolmentId, packageId, userId } from '../ids.ts';
import { day, scoreHundredths, sha256Hex } from '../values.ts';
import { event } from './event.ts';

const subjectResult = z.strictObject({
  state: z.string(),
  scoreHundredths: scoreHundredths.nullable(),
  unrounded: z.string().nullable(),
  source: z.string().nullable(),
});

/** Freezing, publication, packages, receipts. */
export const resultsEvents = {
  'results.frozen': event(
    z.strictObject({
      batchId,
      tableSha256: sha256Hex,
      secondPerson: userId,
      rows: z.array(
        z.strictObject({
          enrolmentId,
          theory: subjectResult,
          practical: subjectResult,
          outcome: z.enum(finalOutcomes),
        }),
      ),
    }),
    null,
    (d) => [d.batchId, ...d.rows.map((row) => row.enrolmentId)],
  ),
  'publication.recorded': event(
    z.strictObject({ batchId, from: day, until: day }),
    z.strictObject({ place: z.string() }),
    (d) => [d.batchId],
  ),
  'package.sealing': event(
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
  'package.written': event(z.strictObject({ packageId }), z.strictObject({ place: z.string() }), (d) => [
    d.packageId,
  ]),
  'package.uploaded': event(z.strictObject({ packageId, centreId: z.string() }), null, (d) => [d.packageId]),
  'receipt.applied': event(
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
    z.strictObject({
      packageId: packageId.nullable(),
      code: z.string(),
      receiptSha256: sha256Hex,
      road: z.enum(transports),
    }),
    null,
  ),
};
