import { eq } from 'drizzle-orm';
import type { UserId } from '#shared/contract/ids.ts';
import type { Apply, Decide } from '../ledger/capability.ts';
import { compareMark } from './decideComparison.ts';
import { importMarks } from './decideImport.ts';
import { enterMark, resolveMark } from './decideMarks.ts';
import { decideSubstitution, proposeSubstitution } from './decideSubstitutions.ts';
import {
  substitutions,
  theoryComparisons,
  theoryDraws,
  theoryEntries,
  theoryFiles,
  theoryResolutions,
} from './tables.ts';

const insertMark = `INSERT INTO theory_marks (enrolment_id, score_hundredths, row, file_sha256, seq) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (enrolment_id) DO UPDATE SET score_hundredths = excluded.score_hundredths, row = excluded.row, file_sha256 = excluded.file_sha256, seq = excluded.seq`;

export const apply: Apply = {
  'theory.imported': (store, { seq, actor, data, personal }) => {
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
    const { batchId, fileSha256, sampleSeed: seed, sample } = data;
    if (seed === undefined) return;
    const importedBy = actor as UserId;
    store.orm.insert(theoryDraws).values({ seq, batchId, fileSha256, seed, importedBy }).run();
    const draw = store.hot('INSERT INTO theory_samples (enrolment_id, seq) VALUES (?, ?)');
    for (const enrolmentId of sample ?? []) draw.run(enrolmentId, seq);
  },
  'theory.compared': (store, { seq, data }) =>
    void store.orm
      .insert(theoryComparisons)
      .values({ ...data, seq })
      .run(),
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
  'theory.compare': compareMark,
  'theory.enter': enterMark,
  'theory.resolve': resolveMark,
  'substitution.propose': proposeSubstitution,
  'substitution.decide': decideSubstitution,
};
