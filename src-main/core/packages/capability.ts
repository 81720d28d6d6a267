import type { CoreCapability } from '../api/capability.ts';
import { packagesActions } from './actions.ts';
import { apply, decide } from './events.ts';
import { packagesAnswers } from './procedures.ts';
import { shows } from './shows.ts';
import { packageSteps, packages, receipts, rejectedReceipts } from './tables.ts';

/** 结果报送. */
export const packagesCapability: CoreCapability = {
  name: 'packages',
  tables: [rejectedReceipts, receipts, packageSteps, packages],
  decide,
  apply,
  shows,
  answers: packagesAnswers,
  actions: packagesActions,
};
