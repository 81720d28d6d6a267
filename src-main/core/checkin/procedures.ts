import type { Answers } from '../api/answers.ts';
import { boardSittings } from './queries.ts';
import { checkInDesk } from './desk.ts';
import { lookUp } from './lookup.ts';

/** Check-in's share of the API. */
export const checkinAnswers = {
  'checkin.sittings': (context) => boardSittings(context.store, context.at),
  'checkin.desk': (context, input) => checkInDesk(context.store, input.sittingId),
  'checkin.lookup': (context, input) => lookUp(context.store, input.sittingId, input.code, context.at),
} satisfies Answers;
