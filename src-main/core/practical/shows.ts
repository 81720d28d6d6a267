import { findItem } from '#shared/domain/practicalSheets.ts';
import type { Shows } from '../ledger/capability.ts';
import { practicalLine } from './queries.ts';

/** What the second person of an adjudication reads beside it: what is judged, and how the examiners differ. */
export const shows: Shows = {
  before: {
    'adjudication.decide': (store, { enrolmentId, moduleNo, itemNo }) => {
      const line = practicalLine(store, enrolmentId);
      const spread = line?.score?.spreads.find((one) => one.moduleNo === moduleNo && one.itemNo === itemNo);
      const item = line?.rubric == null ? null : findItem(line.rubric.modules, { moduleNo, itemNo });
      const marks = spread?.marks.map((mark) => mark.scoreHundredths) ?? [];
      return {
        beside: {
          'spread.item': item?.content ?? null,
          'spread.marks': marks.toSorted((left, right) => right - left).map(String),
        },
      };
    },
  },
};
