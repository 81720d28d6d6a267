import { z } from 'zod';

const askedValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);
export type AskedValue = z.infer<typeof askedValue>;

/** One line of what a second person signs: what stands now, where it is replaced, and what would stand. */
export const askedLine = z.strictObject({
  field: z.string(),
  before: askedValue.optional(),
  after: askedValue,
});
export type AskedLine = z.infer<typeof askedLine>;
