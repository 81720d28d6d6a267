import type { BatchId } from '#shared/contract/ids.ts';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The ledger itself: rows as texts, exactly as hashed (docs/integrity.md). `type` and `batch` repeat the header for look-ups. */
export const ledgerRows = sqliteTable(
  'ledger_rows',
  {
    seq: integer('seq').primaryKey(),
    header: text('header').notNull(),
    data: text('data').notNull(),
    dataSalt: text('data_salt').notNull(),
    personal: text('personal'),
    personalSalt: text('personal_salt'),
    rowHash: text('row_hash').notNull(),
    type: text('type').notNull(),
    batch: text('batch').$type<BatchId>(),
  },
  (table) => [index('ledger_rows_batch').on(table.batch, table.seq)],
);

/** Which rows belong to whose time line; drawn from the rows. */
export const ledgerSubjects = sqliteTable(
  'ledger_subjects',
  { subject: text('subject').notNull(), seq: integer('seq').notNull() },
  (table) => [primaryKey({ columns: [table.subject, table.seq] })],
);

/** Operational: identity of the ledger, and the tree's frontier and the desks' counts as of the last checkpoint. */
export const ledgerState = sqliteTable('ledger_state', {
  id: integer('id').primaryKey(),
  ledgerId: text('ledger_id').notNull(),
  epoch: integer('epoch').notNull(),
  frontierSize: integer('frontier_size').notNull(),
  frontierNodes: text('frontier_nodes', { mode: 'json' }).$type<readonly string[]>().notNull(),
  deskCounts: text('desk_counts', { mode: 'json' }).$type<Readonly<Record<string, number>>>().notNull(),
});

/** Operational: the first answer to every command, so that sending it again is harmless. */
export const commandAnswers = sqliteTable('command_answers', {
  id: text('id').primaryKey(),
  actor: text('actor').notNull(),
  contentSha256: text('content_sha256').notNull(),
  answer: text('answer').notNull(),
});

/** Checkpoints made, by size. */
export const checkpoints = sqliteTable('checkpoints', {
  size: integer('size').primaryKey(),
  seq: integer('seq').notNull(),
  reason: text('reason').notNull(),
  sha256: text('sha256').notNull(),
  text: text('text').notNull(),
  signature: text('signature').notNull(),
  shortForm: text('short_form').notNull(),
  at: text('at').notNull(),
});
