import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { sheetKinds } from '#shared/domain/practicalKinds.ts';
import type { RubricModule } from '#shared/contract/commands/practical.ts';
import type { Level } from '#shared/domain/level.ts';
import type { BatchId, EnrolmentId, RubricId, UserId } from '#shared/contract/ids.ts';

/** 评分标准 of a batch's occupation and level. The newest (highest seq) is in force; older ones were never marked by. */
export const rubrics = sqliteTable(
  'rubrics',
  {
    rubricId: text('rubric_id').$type<RubricId>().primaryKey(),
    batchId: text('batch_id').$type<BatchId>().notNull(),
    edition: text('edition').notNull(),
    code: text('code').notNull(),
    occupationName: text('occupation_name').notNull(),
    level: integer('level').$type<Level>().notNull(),
    modules: text('modules', { mode: 'json' }).$type<readonly RubricModule[]>().notNull(),
    rubricSha256: text('rubric_sha256').notNull(),
    fileSha256: text('file_sha256'),
    seq: integer('seq').notNull(),
  },
  (table) => [index('rubrics_batch').on(table.batchId, table.seq)],
);

/** 评分记录表: one person, one candidate, one kind. A row appears with the first mark. */
export const scoreSheets = sqliteTable(
  'score_sheets',
  {
    enrolmentId: text('enrolment_id').$type<EnrolmentId>().notNull(),
    kind: text('kind', { enum: sheetKinds }).notNull(),
    scorerId: text('scorer_id').$type<UserId>().notNull(),
    signedAt: text('signed_at'),
    sheetSha256: text('sheet_sha256'),
    verifiedBy: text('verified_by').$type<UserId>(),
    verifiedAt: text('verified_at'),
    seq: integer('seq').notNull(),
    signedSeq: integer('signed_seq'),
  },
  (table) => [primaryKey({ columns: [table.enrolmentId, table.kind, table.scorerId] })],
);

/** The newest mark of every item of every sheet. */
export const itemMarks = sqliteTable(
  'item_marks',
  {
    enrolmentId: text('enrolment_id').$type<EnrolmentId>().notNull(),
    kind: text('kind', { enum: sheetKinds }).notNull(),
    scorerId: text('scorer_id').$type<UserId>().notNull(),
    moduleNo: integer('module_no').notNull(),
    itemNo: integer('item_no').notNull(),
    scoreHundredths: integer('score_hundredths').notNull(),
    vetoed: integer('vetoed', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.enrolmentId, table.kind, table.scorerId, table.moduleNo, table.itemNo],
    }),
  ],
);

/** 组长裁定. The newest of an item counts; the earlier ones stay visible. Module 0 item 0: the judged total. */
export const adjudications = sqliteTable(
  'adjudications',
  {
    seq: integer('seq').primaryKey(),
    enrolmentId: text('enrolment_id').$type<EnrolmentId>().notNull(),
    moduleNo: integer('module_no').notNull(),
    itemNo: integer('item_no').notNull(),
    scoreHundredths: integer('score_hundredths').notNull(),
    vetoed: integer('vetoed', { mode: 'boolean' }).notNull(),
    by: text('by').$type<UserId>().notNull(),
    reason: text('reason'),
    at: text('at').notNull(),
  },
  (table) => [index('adjudications_enrolment').on(table.enrolmentId)],
);
