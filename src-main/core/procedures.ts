import { accessActions } from './access/actions.ts';
import { accessAnswers } from './access/procedures.ts';
import { arrangementAnswers } from './arrangement/procedures.ts';
import { boardAnswers } from './board/procedures.ts';
import { candidatesActions } from './candidates/actions.ts';
import { candidatesAnswers } from './candidates/procedures.ts';
import { checkinAnswers } from './checkin/procedures.ts';
import type { Answers } from './api/answers.ts';
import type { Actions } from './api/context.ts';
import { institutionActions } from './institution/actions.ts';
import { institutionAnswers } from './institution/procedures.ts';
import { occupationsAnswers } from './occupations/procedures.ts';
import { packagesActions } from './packages/actions.ts';
import { packagesAnswers } from './packages/procedures.ts';
import { practicalActions } from './practical/actions.ts';
import { practicalAnswers } from './practical/procedures.ts';
import { resultsAnswers } from './results/procedures.ts';
import { theoryActions } from './theory/actions.ts';
import { theoryAnswers } from './theory/procedures.ts';

/** Answers to all questions of the API. */
export const answers: Answers = {
  ...accessAnswers,
  ...institutionAnswers,
  ...occupationsAnswers,
  ...boardAnswers,
  ...candidatesAnswers,
  ...arrangementAnswers,
  ...checkinAnswers,
  ...theoryAnswers,
  ...practicalAnswers,
  ...resultsAnswers,
  ...packagesAnswers,
};

/** All actions of the API. */
export const actions: Actions = {
  ...institutionActions,
  ...accessActions,
  ...candidatesActions,
  ...theoryActions,
  ...practicalActions,
  ...packagesActions,
};
