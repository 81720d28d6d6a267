import type { CoreCapability } from '../api/capability.ts';
import { apply, decide } from './events.ts';
import { resultsAnswers } from './procedures.ts';
import { shows } from './shows.ts';
import { frozenRows, frozenTables, publications } from './tables.ts';

/** 成绩与公示. */
export const resultsCapability: CoreCapability = {
  name: 'results',
  tables: [frozenRows, frozenTables, publications],
  decide,
  apply,
  shows,
  answers: resultsAnswers,
};
