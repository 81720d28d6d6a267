import { z } from 'zod';
import { query } from './query.ts';
import type { OccupationHit } from '../views/site.ts';
import { lengths } from '../../domain/limits.ts';

export const occupationsQueries = {
  'occupations.search': query(z.strictObject({ text: z.string().max(lengths.search) }), 'open').answering<
    readonly OccupationHit[]
  >(),
};
