import { and, eq } from 'drizzle-orm';
import type { Apply, Decide } from '../ledger/capability.ts';
import { adjudicate } from './decideAdjudication.ts';
import { adoptRubric } from './decideRubric.ts';
import { markSheet, signSheet, verifySheet } from './decideSheets.ts';
import { adjudications, rubrics, scoreSheets } from './tables.ts';

const insertSheet = `INSERT INTO score_sheets (enrolment_id, kind, scorer_id, seq) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`;
const insertMark = `INSERT INTO item_marks (enrolment_id, kind, scorer_id, module_no, item_no, score_hundredths, vetoed) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (enrolment_id, kind, scorer_id, module_no, item_no) DO UPDATE SET score_hundredths = excluded.score_hundredths, vetoed = excluded.vetoed`;

export const apply: Apply = {
  'rubric.adopted': (store, { seq, data }) => {
    const { edition, code, name, level } = data.occupationLevel;
    store.orm
      .insert(rubrics)
      .values({
        rubricId: data.rubricId,
        batchId: data.batchId,
        edition,
        code,
        occupationName: name,
        level,
        modules: data.modules,
        rubricSha256: data.rubricSha256,
        fileSha256: data.fileSha256,
        seq,
      })
      .run();
  },
  'sheet.marked': (store, { seq, data }) => {
    store.hot(insertSheet).run(data.enrolmentId, data.kind, data.scorerId, seq);
    const insert = store.hot(insertMark);
    for (const mark of data.marks)
      insert.run(
        data.enrolmentId,
        data.kind,
        data.scorerId,
        mark.moduleNo,
        mark.itemNo,
        mark.scoreHundredths,
        mark.vetoed ? 1 : 0,
      );
  },
  'sheet.signed': (store, { seq, at, data }) => {
    store.orm
      .update(scoreSheets)
      .set({ signedAt: at, sheetSha256: data.sheetSha256, signedSeq: seq })
      .where(
        and(
          eq(scoreSheets.enrolmentId, data.enrolmentId),
          eq(scoreSheets.kind, data.kind),
          eq(scoreSheets.scorerId, data.scorerId),
        ),
      )
      .run();
  },
  'sheet.verified': (store, { at, data }) => {
    store.orm
      .update(scoreSheets)
      .set({ verifiedBy: data.verifierId, verifiedAt: at })
      .where(
        and(
          eq(scoreSheets.enrolmentId, data.enrolmentId),
          eq(scoreSheets.kind, data.kind),
          eq(scoreSheets.scorerId, data.scorerId),
        ),
      )
      .run();
  },
  'adjudication.decided': (store, { seq, at, data, personal }) => {
    store.orm
      .insert(adjudications)
      .values({ ...data, seq, at, reason: personal?.reason ?? null })
      .run();
  },
};

export const decide: Decide = {
  'rubric.adopt': adoptRubric,
  'sheet.mark': markSheet,
  'sheet.sign': signSheet,
  'sheet.verify': verifySheet,
  'adjudication.decide': adjudicate,
};
