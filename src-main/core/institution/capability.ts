import type { CoreCapability } from '../api/capability.ts';
import { institutionActions } from './actions.ts';
import { apply, decide } from './events.ts';
import { institutionAnswers } from './procedures.ts';
import { calendars, centre, clockJumps, filedOccupations, licenceConfirmations, site } from './tables.ts';

/** The site itself, what it has filed, the centre's keys and the host's clock. */
export const institutionCapability: CoreCapability = {
  name: 'institution',
  tables: [calendars, clockJumps, centre, licenceConfirmations, filedOccupations, site],
  decide,
  apply,
  answers: institutionAnswers,
  actions: institutionActions,
};
