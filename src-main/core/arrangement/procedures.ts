import type { Answers } from '../api/answers.ts';
import { ticketPapers } from './ticketPapers.ts';
import { roomViews } from './queries.ts';
import { arrangementView } from './views.ts';

/** The arrangement's share of the API. */
export const arrangementAnswers = {
  'arrangement.view': (context, input) => arrangementView(context.store, input.batchId),
  'arrangement.tickets': ({ store, site }, input) => {
    const signingKey = site.signingKey();
    return signingKey === null ? [] : ticketPapers(store, signingKey, input.batchId, input.className);
  },
  'arrangement.rooms': (context) => roomViews(context.store),
} satisfies Answers;
