import { z } from 'zod';
import { markHundredths, theoryRoomSeats } from '../domain/limits.ts';
import type { Range } from '../domain/limits.ts';
import { wholeNumber } from './values.ts';

/**
 * The least and the most of each rule that is a number. What the document fixes can only be tightened: at most ten working days
 * for the report, at least ten for the plan; the pass line lies between 60 and 100.
 */
export const batchRuleLimits = {
  /** Line of each subject, included (60.00 passes). */
  passLineHundredths: { min: 6000, max: 10_000 },
  examinersPerGroup: { min: 3, max: 9 },
  roundingDecimals: { min: 0, max: 2 },
  /** Spread of judged marks above which the lead examiner adjudicates: share of an item's full mark, in percent. */
  itemSpreadPercent: { min: 1, max: 100 },
  /** … and of a whole sheet, in hundredths. */
  totalSpreadHundredths: markHundredths,
  /** Within this distance of the line a score is flagged, never rounded up. */
  nearLineHundredths: markHundredths,
  theoryRoomSeats,
  invigilatorsPerRoom: { min: 2, max: 10 },
  candidatesPerInvigilator: { min: 1, max: 15 },
  theoryLateMinutes: { min: 0, max: 240 },
  practicalLateMinutes: { min: 0, max: 240 },
  /** Working days between freezing and sealing during which the list hangs out; 0 = none is required. */
  publicationWorkingDays: { min: 0, max: 10 },
  /** Working days after the last sitting within which the package is due (document, part 二). */
  reportWorkingDays: { min: 1, max: 10 },
  /** Working days before the first exam day by which the implementation plan is due. */
  planWorkingDays: { min: 10, max: 30 },
} as const satisfies Readonly<Record<string, Range>>;

/** What the shape of stored rules lets through: `apply` and the readers of packages take what was ever written. */
const storable = {
  ...batchRuleLimits,
  passLineHundredths: markHundredths,
  reportWorkingDays: { min: 1, max: 30 },
  planWorkingDays: { min: 0, max: 30 },
} as const satisfies Readonly<Record<string, Range>>;

/**
 * The rules of a batch: defaults of `docs/rules.md` that a chief may change for a batch, afterwards only by a logged decision of two.
 * Stored with the batch, versioned, hashed, and the hash printed on the protocols. Whether they keep `batchRuleLimits` is decided
 * with the batch (`ruleFaults`).
 */
export const batchRules = z.strictObject({
  version: z.literal(1),
  passLineHundredths: wholeNumber(storable.passLineHundredths),
  /** Who fills which sheet: a full sheet each, or by kind of item. */
  practicalMode: z.enum(['independent', 'divided']),
  examinersPerGroup: wholeNumber(storable.examinersPerGroup).refine((n) => n % 2 === 1, {
    error: 'odd',
  }),
  combining: z.enum(['mean', 'trimmedMean', 'median']),
  roundingDecimals: wholeNumber(storable.roundingDecimals),
  itemSpreadPercent: wholeNumber(storable.itemSpreadPercent),
  totalSpreadHundredths: wholeNumber(storable.totalSpreadHundredths),
  nearLineHundredths: wholeNumber(storable.nearLineHundredths),
  theoryRoomSeats: wholeNumber(storable.theoryRoomSeats),
  invigilatorsPerRoom: wholeNumber(storable.invigilatorsPerRoom),
  candidatesPerInvigilator: wholeNumber(storable.candidatesPerInvigilator),
  theoryLateMinutes: wholeNumber(storable.theoryLateMinutes),
  practicalLateMinutes: wholeNumber(storable.practicalLateMinutes),
  publicationWorkingDays: wholeNumber(storable.publicationWorkingDays),
  reportWorkingDays: wholeNumber(storable.reportWorkingDays),
  planWorkingDays: wholeNumber(storable.planWorkingDays),
});
export type BatchRules = z.infer<typeof batchRules>;

/** Defaults of `docs/rules.md`. */
export const defaultBatchRules: BatchRules = {
  version: 1,
  passLineHundredths: 6000,
  practicalMode: 'divided',
  examinersPerGroup: 3,
  combining: 'mean',
  roundingDecimals: 1,
  itemSpreadPercent: 30,
  totalSpreadHundredths: 1000,
  nearLineHundredths: 100,
  theoryRoomSeats: 30,
  invigilatorsPerRoom: 2,
  candidatesPerInvigilator: 15,
  theoryLateMinutes: 30,
  practicalLateMinutes: 15,
  publicationWorkingDays: 5,
  reportWorkingDays: 10,
  planWorkingDays: 10,
};
