import { eq } from 'drizzle-orm';
import type { Apply, Decide } from '../ledger/capability.ts';
import { enterMark, importMarks, resolveMark } from './decideMarks.ts';
import { decideSubstitution, proposeSubstitution } from './decideSubstitutions.ts';
import { substitutions, theoryEntries, theoryFiles, theoryResolutions } from './tables.ts';

const insertMark = `INSERT INTO theory_marks (enrolment_id, score_hundredths, row, file_sha256, seq) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (enrolment_id) DO UPDATE SET score_hundredths = excluded.score_hundredths, row = excluded.row, file_sha256 = excluded.file_sha256, seq = excluded.seq`;

export const apply: Apply = {
  'theory.imported': (store, { seq, data, personal }) => {
    store.orm
      .insert(theoryFiles)
      .values({
        seq,
        batchId: data.batchId,
        fileSha256: data.fileSha256,
        fileSize: data.fileSize,
        marks: data.marks.length,
        fileName: personal?.fileName ?? null,
      })
      .run();
    const insert = store.hot(insertMark);
    for (const mark of data.marks)
      insert.run(mark.enrolmentId, mark.scoreHundredths, mark.row, data.fileSha256, seq);
  },
  'theory.entered': (store, { seq, data }) => {
    store.orm
      .insert(theoryEntries)
      .values({ ...data, seq })
      .onConflictDoUpdate({
        target: [theoryEntries.enrolmentId, theoryEntries.by],
        set: { scoreHundredths: data.scoreHundredths, seq },
      })
      .run();
  },
  'theory.resolved': (store, { seq, data, personal }) => {
    const said = {
      by: data.by,
      scoreHundredths: data.scoreHundredths,
      reason: personal?.reason ?? null,
      seq,
    };
    store.orm
      .insert(theoryResolutions)
      .values({ enrolmentId: data.enrolmentId, ...said })
      .onConflictDoUpdate({ target: theoryResolutions.enrolmentId, set: said })
      .run();
  },
  'substitution.proposed': (store, { seq, data, personal }) => {
    store.orm
      .insert(substitutions)
      .values({
        ...data,
        teacher: personal?.teacher ?? null,
        evidenceName: personal?.evidenceName ?? null,
        state: 'open',
        seq,
      })
      .run();
  },
  'substitution.decided': (store, { seq, data, personal }) => {
    store.orm
      .update(substitutions)
      .set({
        state: data.decision,
        decidedBy: data.by,
        reason: personal?.reason ?? null,
        decidedSeq: seq,
      })
      .where(eq(substitutions.substitutionId, data.substitutionId))
      .run();
  },
};

export const decide: Decide = {
  'theory.import': importMarks,
  'theory.enter': enterMark,
  'theory.resolve': resolveMark,
  'substitution.propose': proposeSubstitution,
  'substitution.decide': decideSubstitution,
};
