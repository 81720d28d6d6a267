import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { substitutionStates } from '#shared/domain/theoryScore.ts';
import type { BatchId, EnrolmentId, SubstitutionId, UserId } from '#shared/contract/ids.ts';

/** Marks that came from a machine-marking file. A null score: the file says absent. */
export const theoryMarks = sqliteTable(
  'theory_marks',
  {
    enrolmentId: text('enrolment_id').$type<EnrolmentId>().primaryKey(),
    scoreHundredths: integer('score_hundredths'),
    /** Row of the file, as the spreadsheet shows it. */
    row: integer('row').notNull(),
    fileSha256: text('file_sha256').notNull(),
    seq: integer('seq').notNull(),
  },
  (table) => [index('theory_marks_file').on(table.fileSha256)],
);

/** Originals of the files that marks came from. */
export const theoryFiles = sqliteTable('theory_files', {
  seq: integer('seq').primaryKey(),
  batchId: text('batch_id').$type<BatchId>().notNull(),
  fileSha256: text('file_sha256').notNull(),
  fileSize: integer('file_size').notNull(),
  marks: integer('marks').notNull(),
  fileName: text('file_name'),
});

/** What was drawn for the comparison of a mark file, and who imported it: one row an import. */
export const theoryDraws = sqliteTable(
  'theory_draws',
  {
    seq: integer('seq').primaryKey(),
    batchId: text('batch_id').$type<BatchId>().notNull(),
    fileSha256: text('file_sha256').notNull(),
    seed: text('seed').notNull(),
    importedBy: text('imported_by').$type<UserId>().notNull(),
  },
  (table) => [index('theory_draws_batch').on(table.batchId), index('theory_draws_file').on(table.fileSha256)],
);

/** Lines that were drawn. */
export const theorySamples = sqliteTable('theory_samples', {
  enrolmentId: text('enrolment_id').$type<EnrolmentId>().primaryKey(),
  seq: integer('seq').notNull(),
});

/** What a second person read on the paper of an imported line. A null score: absent. */
export const theoryComparisons = sqliteTable('theory_comparisons', {
  enrolmentId: text('enrolment_id').$type<EnrolmentId>().primaryKey(),
  by: text('by').$type<UserId>().notNull(),
  scoreHundredths: integer('score_hundredths'),
  seq: integer('seq').notNull(),
});

/** Entries from paper: at most two people for one enrolment. A null score: absent. */
export const theoryEntries = sqliteTable(
  'theory_entries',
  {
    enrolmentId: text('enrolment_id').$type<EnrolmentId>().notNull(),
    by: text('by').$type<UserId>().notNull(),
    scoreHundredths: integer('score_hundredths'),
    seq: integer('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.enrolmentId, table.by] })],
);

/** What the third look at the sheet said. */
export const theoryResolutions = sqliteTable('theory_resolutions', {
  enrolmentId: text('enrolment_id').$type<EnrolmentId>().primaryKey(),
  by: text('by').$type<UserId>().notNull(),
  scoreHundredths: integer('score_hundredths'),
  reason: text('reason'),
  seq: integer('seq').notNull(),
});

/** 结课考试成绩替代. Teacher, evidence name and reason are personal: null after blanking. */
export const substitutions = sqliteTable(
  'substitutions',
  {
    substitutionId: text('substitution_id').$type<SubstitutionId>().primaryKey(),
    enrolmentId: text('enrolment_id').$type<EnrolmentId>().notNull(),
    courseName: text('course_name').notNull(),
    courseCode: text('course_code'),
    term: text('term').notNull(),
    examDate: text('exam_date'),
    rawHundredths: integer('raw_hundredths').notNull(),
    fullHundredths: integer('full_hundredths').notNull(),
    convertedHundredths: integer('converted_hundredths').notNull(),
    teacher: text('teacher'),
    evidenceSha256: text('evidence_sha256').notNull(),
    evidenceName: text('evidence_name'),
    proposedBy: text('proposed_by').$type<UserId>().notNull(),
    state: text('state', { enum: substitutionStates }).notNull(),
    decidedBy: text('decided_by').$type<UserId>(),
    reason: text('reason'),
    seq: integer('seq').notNull(),
    decidedSeq: integer('decided_seq'),
  },
  (table) => [index('substitutions_enrolment').on(table.enrolmentId)],
);
