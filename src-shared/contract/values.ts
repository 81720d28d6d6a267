import { z } from 'zod';

/** A mark in integer hundredths, 0 … 1,000.00. */
export const scoreHundredths = z.int().min(0).max(100_000);
/** Lower-case hex SHA-256. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
/** Calendar day, `2026-11-24`. */
export const day = z.iso.date();
/** Instant in UTC with milliseconds and Z, as in the ledger header. */
export const instant = z.iso.datetime({ precision: 3 });
/** Level 5 (初级工) … 1 (高级技师). */
export const level = z.union([z.literal(5), z.literal(4), z.literal(3), z.literal(2), z.literal(1)]);
export type Level = z.infer<typeof level>;
export const shortText = z.string().trim().min(1).max(100);
export const longText = z.string().trim().min(1).max(2000);
export const institutionCode = z.string().regex(/^[A-Z0-9]{13}$/);
/** As the package name carries it (docs/package/). */
export const batchNo = z.string().regex(/^[0-9A-Z-]{1,16}$/);
export const subject = z.enum(['theory', 'practical']);
export type Subject = z.infer<typeof subject>;

/** One occupation at one level, frozen as it stood when the batch was made. */
export const occupationLevel = z.strictObject({
  edition: z.string().regex(/^\d{4}$/),
  code: z.string().regex(/^\d-\d{2}-\d{2}-\d{2}$/),
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
