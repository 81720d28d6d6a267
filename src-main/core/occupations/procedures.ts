import type { Answers } from '../api/answers.ts';
import { searchOccupations } from './queries.ts';

export const occupationsAnswers = {
  'occupations.search': ({ host }, input) => searchOccupations(host.reference, input.text),
} satisfies Answers;
