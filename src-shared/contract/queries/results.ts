import { z } from 'zod';
import { enrolmentId } from '../ids.ts';
import { ofBatch, query } from './query.ts';
import type { ResultExplanation, ResultTable } from '../views/results.ts';
import { resultReaders } from '../../domain/roles.ts';

export const resultsQueries = {
  'results.table': query(ofBatch, resultReaders).answering<ResultTable | null>(),
  'results.explain': query(
    z.strictObject({ enrolmentId }),
    resultReaders,
  ).answering<ResultExplanation | null>(),
};
