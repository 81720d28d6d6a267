import type { CoreCapability } from '../api/capability.ts';
import { incidentsActions } from './actions.ts';
import { apply, decide } from './events.ts';
import { incidentsAnswers } from './procedures.ts';
import { incidentFiles, incidentPeople, incidents, incidentWitnesses } from './tables.ts';

/** 违纪与异常: marks, what was said of them, who agrees, what is shown for it. */
export const incidentsCapability: CoreCapability = {
  name: 'incidents',
  tables: [incidentFiles, incidentWitnesses, incidentPeople, incidents],
  decide,
  apply,
  answers: incidentsAnswers,
  actions: incidentsActions,
};
