import type { CoreCapability } from '../api/capability.ts';
import { candidatesActions } from './actions.ts';
import { apply, decide } from './events.ts';
import { candidatesAnswers } from './procedures.ts';
import { shows } from './shows.ts';
import { candidates, correctedIdentities, enrolments, formerIdentities, rosterFiles } from './tables.ts';

/** 考生与报名. */
export const candidatesCapability: CoreCapability = {
  name: 'candidates',
  tables: [rosterFiles, enrolments, correctedIdentities, formerIdentities, candidates],
  decide,
  apply,
  shows,
  answers: candidatesAnswers,
  actions: candidatesActions,
};
