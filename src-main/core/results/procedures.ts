import type { Answers } from '../api/answers.ts';
import { explainResult } from './explain.ts';
import { resultTable } from './table.ts';

/** The results' share of the API. */
export const resultsAnswers = {
  'results.table': ({ store, at }, { batchId }) => resultTable(store, batchId, at),
  'results.explain': (context, { enrolmentId }) => explainResult(context, enrolmentId),
} satisfies Answers;
