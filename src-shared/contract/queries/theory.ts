import { ofBatch, query } from './query.ts';
import type { SubstitutionRow, TheoryRow } from '../views/examDay.ts';
import { markReaders } from '../../domain/roles.ts';

export const theoryQueries = {
  'theory.grid': query(ofBatch, markReaders).answering<readonly TheoryRow[]>(),
  'theory.substitutions': query(ofBatch, markReaders).answering<readonly SubstitutionRow[]>(),
};
