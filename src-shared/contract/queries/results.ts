import { z } from 'zod';
import { enrolmentId } from '../ids.ts';
import { ofBatch, query } from './query.ts';
import type { ResultExplanation, ResultTable } from '../views/results.ts';
import { markReaders } from '../../domain/roles.ts';

export const resultsQueries = {
  'results.table': query(ofBatch, markReaders).answering<ResultTable | null>(),
  'results.explain': query(
    z.strictObject({ enrolmentId }),
    markReaders,
  ).answering<ResultExplanation | null>(),
};
