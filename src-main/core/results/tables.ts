import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { finalOutcomes } from '#shared/domain/outcome.ts';
import type { BatchId, EnrolmentId, UserId } from '#shared/contract/ids.ts';

/** That two people froze the table of a batch. */
export const frozenTables = sqliteTable('frozen_tables', {
  batchId: text('batch_id').$type<BatchId>().primaryKey(),
  tableSha256: text('table_sha256').notNull(),
  by: text('by').notNull(),
  secondPerson: text('second_person').$type<UserId>().notNull(),
  at: text('at').notNull(),
  seq: integer('seq').notNull(),
});

/** The rows as they were frozen. */
export const frozenRows = sqliteTable(
  'frozen_rows',
  {
    enrolmentId: text('enrolment_id').$type<EnrolmentId>().primaryKey(),
    batchId: text('batch_id').$type<BatchId>().notNull(),
    theoryState: text('theory_state').notNull(),
    theoryHundredths: integer('theory_hundredths'),
    theoryUnrounded: text('theory_unrounded'),
    theorySource: text('theory_source'),
    practicalState: text('practical_state').notNull(),
    practicalHundredths: integer('practical_hundredths'),
    practicalUnrounded: text('practical_unrounded'),
    practicalSource: text('practical_source'),
    outcome: text('outcome', { enum: finalOutcomes }).notNull(),
  },
  (table) => [index('frozen_rows_batch').on(table.batchId)],
);

/** 公示: when and where the list hangs out. The place is free text: null after blanking. */
export const publications = sqliteTable('publications', {
  batchId: text('batch_id').$type<BatchId>().primaryKey(),
  from: text('from_day').notNull(),
  until: text('until_day').notNull(),
  place: text('place'),
  at: text('at').notNull(),
  seq: integer('seq').notNull(),
});
