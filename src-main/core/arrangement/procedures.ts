import type { Answers } from '../api/answers.ts';
import { ticketPapers } from './ticketPapers.ts';
import { roomViews } from './queries.ts';
import { arrangementView } from './views.ts';

/** The arrangement's share of the API. */
export const arrangementAnswers = {
  'arrangement.view': (context, input) => arrangementView(context.store, input.batchId),
  'arrangement.tickets': ({ store, signingKey }, input) => {
    const key = signingKey();
    return key === null ? [] : ticketPapers(store, key, input.batchId, input.className);
  },
  'arrangement.rooms': (context) => roomViews(context.store),
} satisfies Answers;
