import type { CoreCapability } from '../api/capability.ts';
import { apply, decide } from './events.ts';
import { checkinAnswers } from './procedures.ts';
import { checkIns } from './tables.ts';

/** 入场核验. The states of a sitting are decided here and applied by the arrangement, where their table is. */
export const checkinCapability: CoreCapability = {
  name: 'checkin',
  tables: [checkIns],
  decide,
  apply,
  answers: checkinAnswers,
};
