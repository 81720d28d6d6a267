import type { CoreCapability } from '../api/capability.ts';
import { theoryActions } from './actions.ts';
import { apply, decide } from './events.ts';
import { theoryAnswers } from './procedures.ts';
import { theorySeals } from './seals.ts';
import {
  substitutions,
  theoryComparisons,
  theoryDraws,
  theoryEntries,
  theoryFiles,
  theoryMarks,
  theoryResolutions,
  theorySamples,
} from './tables.ts';

/** 理论成绩 and 结课考试成绩替代. */
export const theoryCapability: CoreCapability = {
  name: 'theory',
  tables: [
    theoryFiles,
    theoryMarks,
    theoryDraws,
    theorySamples,
    theoryComparisons,
    theoryEntries,
    theoryResolutions,
    substitutions,
  ],
  decide,
  apply,
  answers: theoryAnswers,
  actions: theoryActions,
  seals: theorySeals,
};
