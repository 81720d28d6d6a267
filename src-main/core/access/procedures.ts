import type { Answers } from '../api/answers.ts';
import { accountViews } from './makerAndMade.ts';

export const accessAnswers = {
  'site.people': ({ store }) => accountViews(store),
} satisfies Answers;
