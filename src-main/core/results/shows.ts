import type { Shows } from '../ledger/capability.ts';
import { countsOf, resultRows } from './queries.ts';

/** How many have passed in the table that is to be frozen. */
export const shows: Shows = {
  before: {
    'results.freeze': (store, { batchId }) => {
      const { enrolments, passed, failed, open } = countsOf(resultRows(store, batchId));
      return {
        beside: {
          'counts.enrolments': enrolments,
          'counts.passed': passed,
          'counts.failed': failed,
          'counts.open': open,
        },
      };
    },
  },
};
