import { z } from 'zod';
import type { Audience } from './audience.ts';

/**
 * One line of the event catalogue. `data` is enough to replay; `personal` (names, numbers, free text) can be blanked, and
 * applying must succeed without it (docs/integrity.md, Ledger row).
 */
export interface EventDefinition<
  Data extends z.ZodType = z.ZodType,
  Personal extends z.ZodType | null = z.ZodType | null,
> {
  readonly version: number;
  /** Who may see data and personal part (docs/integrity.md, Who may see a fact); every answer asks `visibleFacts`. */
  readonly audience: Audience;
  /** Parts of the data that fewer may see. */
  readonly parts: Readonly<Record<string, Audience>>;
  readonly data: Data;
  readonly personal: Personal;
  /** Ids whose time line this event belongs to. */
  readonly subjects: (data: z.infer<Data>) => readonly string[];
}

/** Writes one line of the catalogue. `parts` names what of the data has a smaller audience than the rest. */
export function event<Data extends z.ZodType, Personal extends z.ZodType | null>(
  audience: Audience,
  data: Data,
  personal: Personal,
  subjects: (data: z.infer<Data>) => readonly string[] = () => [],
  parts: { readonly [Part in keyof z.infer<Data> & string]?: Audience } = {},
): EventDefinition<Data, Personal> {
  return { version: 1, audience, parts: parts as Record<string, Audience>, data, personal, subjects };
}

/** Why somebody did it: free text, so a personal part of its own. */
export const reason = z.strictObject({ reason: z.string() });
