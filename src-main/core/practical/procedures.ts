import type { Answers } from '../api/answers.ts';
import { matrixRows } from './matrix.ts';
import { sheetView } from './sheetView.ts';
import { stationsOf } from './stations.ts';

/** The practical subject's share of the API. */
export const practicalAnswers = {
  'practical.stations': ({ store, actor }) => stationsOf(store, actor.id),
  'practical.sheet': (context, input) => sheetView(context, input),
  'practical.matrix': ({ store }, { batchId }) => ({ batchId, rows: matrixRows(store, batchId) }),
} satisfies Answers;
