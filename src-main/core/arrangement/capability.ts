import type { CoreCapability } from '../api/capability.ts';
import { badgeActions } from './badgeDesk.ts';
import { apply, decide } from './events.ts';
import { arrangementAnswers } from './procedures.ts';
import { shows } from './shows.ts';
import { examSessions, rooms, seats, sittings, staff, ticketKeys } from './tables.ts';

/** 考场编排. The states of a sitting are decided at the door (check-in) and applied here, where the table is. */
export const arrangementCapability: CoreCapability = {
  name: 'arrangement',
  tables: [staff, seats, sittings, examSessions, rooms, ticketKeys],
  decide,
  apply,
  shows,
  answers: arrangementAnswers,
  actions: badgeActions,
};
