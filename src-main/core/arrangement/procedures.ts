import type { Answers } from '../door/answers.ts';
import { roomViews } from './queries.ts';
import { arrangementView } from './views.ts';

/** The arrangement's share of the door. */
export const arrangementAnswers = {
  'arrangement.view': (context, input) => arrangementView(context.store, input.batchId),
  'arrangement.rooms': (context) => roomViews(context.store),
} satisfies Answers;
