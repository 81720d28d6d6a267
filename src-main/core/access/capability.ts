import type { CoreCapability } from '../api/capability.ts';
import { accessActions } from './actions.ts';
import { apply, decide } from './events.ts';
import { accessAnswers } from './procedures.ts';
import { shows } from './shows.ts';
import { approvalRows, approvals, users } from './tables.ts';

/** People, roles, and the second-person mechanism (`secondPerson.ts` decides `approval.grant`). */
export const accessCapability: CoreCapability = {
  name: 'access',
  tables: [approvalRows, approvals, users],
  decide,
  apply,
  shows,
  answers: accessAnswers,
  actions: accessActions,
};
