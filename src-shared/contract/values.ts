import type { Range } from '../domain/limits.ts';
import { lengths, markHundredths } from '../domain/limits.ts';
import { z } from 'zod';
import { levels } from '../domain/level.ts';
import { roles } from '../domain/roles.ts';
import { subjects } from '../domain/subject.ts';

/** A whole number within a range. */
export function wholeNumber({ min, max }: Range) {
  return z.int().min(min).max(max);
}

/** A mark in integer hundredths, 0 … 1,000.00. */
export const scoreHundredths = wholeNumber(markHundredths);
/** Lower-case hex SHA-256. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
/** Calendar day, `2026-11-24`. */
export const day = z.iso.date();
/** Instant in UTC with milliseconds and Z, as in the ledger header. */
export const instant = z.iso.datetime({ precision: 3 });
/** Level 5 (初级工) … 1 (高级技师). */
export const level = z.union(levels.map((one) => z.literal(one)));
export const shortText = z.string().trim().min(1).max(lengths.short);
export const longText = z.string().trim().min(1).max(lengths.long);
export const institutionCode = z.string().regex(new RegExp(`^[A-Z0-9]{${lengths.institutionCode}}$`));
/** As the package name carries it (docs/package/). */
export const batchNo = z.string().regex(new RegExp(`^[0-9A-Z-]{1,${lengths.batchNo}}$`));
export const subject = z.enum(subjects);
export const role = z.enum(roles);

/** An occupation of an edition of the dictionary. */
export const occupationKey = z.strictObject({
  edition: z.string().regex(/^\d{4}$/),
  code: z.string().regex(/^\d-\d{2}-\d{2}-\d{2}$/),
});
export type OccupationKey = z.infer<typeof occupationKey>;

/** One occupation at one level, frozen as it stood when the batch was made. */
export const occupationLevel = z.strictObject({
  ...occupationKey.shape,
  name: shortText,
  level,
});
export type OccupationLevel = z.infer<typeof occupationLevel>;

/** The original of something imported: stored by its hash, named in the ledger. */
export const storedFile = z.strictObject({
  sha256: sha256Hex,
  size: z.int().min(0),
  /** As the user called it; free text, so it belongs to `personal`. */
  name: z.string().max(255),
});
