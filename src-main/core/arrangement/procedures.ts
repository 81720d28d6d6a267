import type { Answers } from '../api/answers.ts';
import { badgeAnswers } from './badgeDesk.ts';
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
  ...badgeAnswers,
  'arrangement.rooms': (context) => roomViews(context.store),
} satisfies Answers;
