import type { Answers } from '../api/answers.ts';
import type { ReferenceFiles } from './queries.ts';
import { searchOccupations } from './queries.ts';

export const occupationsAnswers = {
  'occupations.search': ({ reference }, input) => searchOccupations(reference as ReferenceFiles, input.text),
} satisfies Answers;
