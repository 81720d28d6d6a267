import type { Answers } from '../door/answers.ts';
import type { GroundData } from './queries.ts';
import { searchOccupations } from './queries.ts';

export const occupationsAnswers = {
  'occupations.search': ({ ground }, input) => searchOccupations(ground as GroundData, input.text),
} satisfies Answers;
