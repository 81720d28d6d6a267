import { z } from 'zod';
import { pageRows } from '../../domain/limits.ts';
import { batchId } from '../ids.ts';
import { wholeNumber } from '../values.ts';

export { catalogueLine as query } from '../catalogueLine.ts';

export const nothing = z.strictObject({});
export const ofBatch = z.strictObject({ batchId });
/** A part of a long list. */
export const page = { offset: z.int().min(0), limit: wholeNumber(pageRows) };
