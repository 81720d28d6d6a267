import { z } from 'zod';
import { accountChanges } from '#shared/domain/accountChanges.ts';
import { level } from '#shared/contract/values.ts';
import type { ReviewDecision } from '#shared/domain/packageStates.ts';
import { reviewDecisions } from '#shared/domain/packageStates.ts';
import {
  batchNoPattern,
  institutionCodePattern,
  sha256HexPattern,
  utcPattern,
} from '#shared/formats/patterns.ts';

/** What the centre writes down when a package has arrived whole and its outer signature holds. */
export const intakeRecordSchema = z.strictObject({
  format: z.literal('kaodian-centre-intake-v1'),
  name: z.string(),
  sha256: z.string().regex(sha256HexPattern),
  /** Bytes. */
  size: z.int().nonnegative(),
  institutionCode: z.string().regex(institutionCodePattern),
  batchNo: z.string().regex(batchNoPattern),
  revision: z.int().positive(),
  /** UTC. Signatures are judged at this moment, for ever. */
  firstReceivedAt: z.string().regex(utcPattern),
  /** Fingerprint of the key that signed the encrypted file. */
  signer: z.string(),
});

export type IntakeRecord = z.infer<typeof intakeRecordSchema>;

const facts = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** Something that the review found, by its code, with what a person needs to repair it. */
export const findingSchema = z.strictObject({ code: z.string(), facts });

export type Finding = z.infer<typeof findingSchema>;

/** What the centre found when it opened the package. */
export const reviewRecordSchema = z.strictObject({
  format: z.literal('kaodian-centre-review-v1'),
  reviewedAt: z.string().regex(utcPattern),
  /**
   * `refused`: not shown to be this institution's, whole and on its ledger, so that it gets no receipt;
   * `returned`: genuine, but superseded or in conflict, and sent back by rule; `good`: a reviewer decides.
   */
  verdict: z.enum(['good', 'returned', 'refused']),
  /** Names of the checks that passed, in order. */
  passed: z.array(z.string()),
  findings: z.array(findingSchema),
  bagSha256: z.string().regex(sha256HexPattern).nullable(),
  checkpoint: z
    .strictObject({
      sha256: z.string().regex(sha256HexPattern),
      ledgerId: z.string(),
      epoch: z.int().nonnegative(),
      size: z.int().positive(),
      head: z.string().regex(sha256HexPattern),
    })
    .nullable(),
  ticketNumbers: z.array(z.string()),
});

export type ReviewRecord = z.infer<typeof reviewRecordSchema>;

/** One line of the table that a reviewer decides on; taken from the package's results. */
export const reviewRowSchema = z.strictObject({
  ticketNumber: z.string(),
  name: z.string(),
  documentNumberMasked: z.string(),
  occupation: z.string(),
  level,
  subjects: z.array(
    z.strictObject({
      subject: z.string(),
      state: z.string(),
      scoreHundredths: z.int().nullable(),
      source: z.string().nullable(),
    }),
  ),
  outcome: z.string(),
});

export type ReviewRow = z.infer<typeof reviewRowSchema>;

const instant = z.string();
const loneApproval = z.strictObject({
  commandType: z.string(),
  requestedBy: z.string(),
  by: z.string(),
  at: instant,
  reason: z.string().nullable(),
});

/** The accounts behind a batch, as the package's rows say. */
export const behindSchema = z.strictObject({
  handed: z.array(
    z.strictObject({
      name: z.string(),
      deeds: z.array(
        z.strictObject({ kind: z.enum(accountChanges), at: instant, by: z.string().nullable() }),
      ),
      claimedAt: instant.nullable(),
      vouchedBy: z.string().nullable(),
      hands: z.array(z.string()),
      isHeld: z.boolean(),
    }),
  ),
  makers: z.array(z.strictObject({ name: z.string(), made: z.array(z.string()) })),
  lone: z.array(loneApproval),
});

/** A package as its files tell it. */
export type StoredPackage = { readonly intake: IntakeRecord; readonly review: ReviewRecord | null };

/** States of a package in the order in which the reviewer wants them: what waits for a decision first. */
export const packageStates = ['verified', 'received', 'refused', ...reviewDecisions] as const;
export type PackageState = (typeof packageStates)[number];

/** The state that follows from review and decision. */
export function packageState(review: ReviewRecord | null, decision: ReviewDecision | null): PackageState {
  if (decision !== null) return decision;
  if (review === null) return 'received';
  return review.verdict === 'refused' ? 'refused' : 'verified';
}
