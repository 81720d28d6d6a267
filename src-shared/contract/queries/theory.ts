import { ofBatch, query } from './query.ts';
import type { ComparisonView, SubstitutionRow, TheoryRow } from '../views/examDay.ts';
import { markReaders } from '../../domain/roles.ts';

export const theoryQueries = {
  'theory.grid': query(ofBatch, markReaders).answering<readonly TheoryRow[]>(),
  /** The mark files of a batch, and which of their lines a second person is to read on the paper. No mark is in it. */
  'theory.comparisons': query(ofBatch, markReaders).answering<readonly ComparisonView[]>(),
  'theory.substitutions': query(ofBatch, markReaders).answering<readonly SubstitutionRow[]>(),
};
