import { z } from 'zod';
import { receiptKinds, reviewDecisions } from '../domain/packageStates.ts';
import { batchNo, institutionCode, instant, sha256Hex } from './values.ts';

/** What the centre signs about a package; canonical JSON, namespace kaodian-receipt. */
export const receipt = z
  .strictObject({
    format: z.literal('kaodian-receipt-v1'),
    /** Rises by one per institution and batch, from 1. */
    n: z.int().min(1),
    previousReceiptSha256: sha256Hex.nullable(),
    kind: z.enum(receiptKinds),
    packageSha256: sha256Hex,
    bagSha256: sha256Hex,
    institutionCode,
    batchNo,
    revision: z.int().min(1),
    checkpointSha256: sha256Hex,
    firstReceivedAt: instant,
    issuedAt: instant,
    reviewer: z.string().min(1).max(100),
    /** Null in a receipt of arrival. */
    decision: z.enum(reviewDecisions).nullable(),
    items: z.array(
      z.strictObject({
        ticketNumber: z.string().regex(/^\d{4,24}$/),
        decision: z.enum(reviewDecisions),
        reasonCode: z.string().max(60),
        reason: z.string().max(2000),
      }),
    ),
    notes: z.string().max(10_000),
  })
  .refine((value) => (value.n === 1) === (value.previousReceiptSha256 === null), {
    error: 'the first receipt has no previous one, every other has',
  })
  .refine((value) => (value.kind === 'reviewed') === (value.decision !== null), {
    error: 'a review has a decision, an arrival has none',
  })
  .refine((value) => value.kind === 'reviewed' || value.items.length === 0, {
    error: 'an arrival says nothing about candidates',
  })
  .refine((value) => new Set(value.items.map((item) => item.ticketNumber)).size === value.items.length, {
    error: 'a ticket twice',
  });
export type Receipt = z.infer<typeof receipt>;
