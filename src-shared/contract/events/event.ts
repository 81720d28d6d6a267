import { z } from 'zod';

/**
 * One line of the event catalogue. `data` is enough to replay; `personal` (names, numbers, free text) can be blanked, and
 * applying must succeed without it (docs/integrity.md, Ledger row).
 */
export interface EventDefinition<
  Data extends z.ZodType = z.ZodType,
  Personal extends z.ZodType | null = z.ZodType | null,
> {
  readonly version: number;
  readonly data: Data;
  readonly personal: Personal;
  /** Ids whose time line this event belongs to. */
  readonly subjects: (data: z.infer<Data>) => readonly string[];
}

/** Writes one line of the catalogue. */
export function event<Data extends z.ZodType, Personal extends z.ZodType | null>(
  data: Data,
  personal: Personal,
  subjects: (data: z.infer<Data>) => readonly string[] = () => [],
): EventDefinition<Data, Personal> {
  return { version: 1, data, personal, subjects };
}

/** Why somebody did it: free text, so a personal part of its own. */
export const reason = z.strictObject({ reason: z.string() });
