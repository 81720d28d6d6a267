import type { CoreCapability } from '../api/capability.ts';
import { boardAnswers } from './procedures.ts';

/** What is drawn from all capabilities; it has nothing of its own. */
export const boardCapability: CoreCapability = {
  name: 'board',
  tables: [],
  decide: {},
  apply: {},
  answers: boardAnswers,
};
