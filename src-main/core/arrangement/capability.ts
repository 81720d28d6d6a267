import type { CoreCapability } from '../api/capability.ts';
import { badgeActions } from './badgeDesk.ts';
import { apply, decide } from './events.ts';
import { arrangementAnswers } from './procedures.ts';
import { supervisorOnly } from './staffing.ts';
import {
  examSessions,
  pastDuties,
  roomOccupations,
  rooms,
  seats,
  sittings,
  staff,
  ticketKeys,
} from './tables.ts';
import { shows } from './shows.ts';

/** 考场编排. The states of a sitting are decided at the door (check-in) and applied here, where the table is. */
export const arrangementCapability: CoreCapability = {
  name: 'arrangement',
  tables: [pastDuties, staff, seats, sittings, examSessions, roomOccupations, rooms, ticketKeys],
  decide,
  apply,
  objects: supervisorOnly,
  shows,
  answers: arrangementAnswers,
  actions: badgeActions,
};
