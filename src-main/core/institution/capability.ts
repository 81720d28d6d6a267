import type { CoreCapability } from '../api/capability.ts';
import { institutionActions } from './actions.ts';
import { apply, decide } from './events.ts';
import { institutionAnswers } from './procedures.ts';
import { centre, clockJumps, filedOccupations, site } from './tables.ts';

/** The site itself, what it has filed, the centre's keys and the host's clock. */
export const institutionCapability: CoreCapability = {
  name: 'institution',
  tables: [clockJumps, centre, filedOccupations, site],
  decide,
  apply,
  answers: institutionAnswers,
  actions: institutionActions,
};
