import type { CoreCapability } from '../api/capability.ts';
import { practicalActions } from './actions.ts';
import { apply, decide } from './events.ts';
import { practicalAnswers } from './procedures.ts';
import { practicalSeals } from './seals.ts';
import { adjudications, itemMarks, rubrics, scoreSheets } from './tables.ts';

/** 实操评分. */
export const practicalCapability: CoreCapability = {
  name: 'practical',
  tables: [adjudications, itemMarks, scoreSheets, rubrics],
  decide,
  apply,
  answers: practicalAnswers,
  actions: practicalActions,
  seals: practicalSeals,
};
