import type { Answers } from '../api/answers.ts';
import { people } from './queries.ts';

export const accessAnswers = {
  'site.people': ({ store }) => people(store),
} satisfies Answers;
