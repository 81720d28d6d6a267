import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { IdentityField } from '#shared/contract/commands/candidates.ts';
import { sexes } from '#shared/domain/idNumber.ts';
import type { Level } from '#shared/domain/level.ts';
import type { BatchId, CandidateId, EnrolmentId } from '#shared/contract/ids.ts';

/** Persons. All but the id is personal: null after blanking. */
export const candidates = sqliteTable(
  'candidates',
  {
    candidateId: text('candidate_id').$type<CandidateId>().primaryKey(),
    name: text('name'),
    documentType: text('document_type'),
    documentNumber: text('document_number'),
    sex: text('sex', { enum: sexes }),
    birthDate: text('birth_date'),
    studentNumber: text('student_number'),
    className: text('class_name'),
    phone: text('phone'),
    remark: text('remark'),
  },
  (table) => [index('candidates_document').on(table.documentNumber), index('candidates_name').on(table.name)],
);

/** What corrections have put right: a later roster does not overwrite it. */
export const correctedIdentities = sqliteTable(
  'corrected_identities',
  {
    candidateId: text('candidate_id').$type<CandidateId>().notNull(),
    field: text('field').$type<IdentityField>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.candidateId, table.field] })],
);

/** Names and numbers that corrections replaced. Personal as a whole: blanking deletes the rows. */
export const formerIdentities = sqliteTable(
  'former_identities',
  {
    seq: integer('seq').primaryKey(),
    candidateId: text('candidate_id').$type<CandidateId>().notNull(),
    name: text('name').notNull(),
    documentNumber: text('document_number').notNull(),
  },
  (table) => [
    index('former_identities_candidate').on(table.candidateId),
    index('former_identities_document').on(table.documentNumber),
  ],
);

/** A person in a batch for an occupation and level. */
export const enrolments = sqliteTable(
  'enrolments',
  {
    enrolmentId: text('enrolment_id').$type<EnrolmentId>().primaryKey(),
    candidateId: text('candidate_id').$type<CandidateId>().notNull(),
    batchId: text('batch_id').$type<BatchId>().notNull(),
    edition: text('edition').notNull(),
    code: text('code').notNull(),
    occupationName: text('occupation_name').notNull(),
    level: integer('level').$type<Level>().notNull(),
    row: integer('row').notNull(),
    warnings: text('warnings', { mode: 'json' }).$type<readonly string[]>().notNull(),
    withdrawn: integer('withdrawn', { mode: 'boolean' }).notNull(),
    ticketNumber: text('ticket_number').unique(),
    workpieceCode: text('workpiece_code'),
    seq: integer('seq').notNull(),
  },
  (table) => [
    index('enrolments_batch').on(table.batchId, table.seq),
    index('enrolments_candidate').on(table.candidateId),
  ],
);

/** Originals of rosters that were imported. */
export const rosterFiles = sqliteTable('roster_files', {
  seq: integer('seq').primaryKey(),
  batchId: text('batch_id').$type<BatchId>().notNull(),
  fileSha256: text('file_sha256').notNull(),
  fileSize: integer('file_size').notNull(),
  people: integer('people').notNull(),
  fileName: text('file_name'),
});
