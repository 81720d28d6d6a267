import type { Answers } from '../api/answers.ts';
import { readingPlace } from '../spreadsheets/parse.ts';
import { candidateCard } from './card.ts';
import { enrolmentPage } from './queries.ts';

export const candidatesAnswers = {
  'roster.place': (_context, { uploadId }) => readingPlace(uploadId),
  'candidates.list': ({ store }, input) =>
    enrolmentPage(store, input.batchId, input.text, input.offset, input.limit),
  'candidates.one': (context, input) => candidateCard(context, input.enrolmentId),
} satisfies Answers;
