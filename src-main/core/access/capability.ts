import type { CoreCapability } from '../api/capability.ts';
import { accessActions } from './actions.ts';
import { deskActions } from './deskActions.ts';
import { apply, decide } from './events.ts';
import { accessAnswers } from './procedures.ts';
import { recoveryActions } from './recovery.ts';
import { shows } from './shows.ts';
import {
  accountChanges,
  approvalRows,
  approvals,
  badges,
  batchBeginnings,
  batchDeputies,
  deskRules,
  loneApprovals,
  users,
} from './tables.ts';

/** People, roles, and the second-person mechanism (`secondPerson.ts` decides `approval.grant`). */
export const accessCapability: CoreCapability = {
  name: 'access',
  tables: [
    accountChanges,
    approvalRows,
    approvals,
    badges,
    batchBeginnings,
    batchDeputies,
    deskRules,
    loneApprovals,
    users,
  ],
  decide,
  apply,
  shows,
  answers: accessAnswers,
  actions: { ...accessActions, ...deskActions, ...recoveryActions },
};
