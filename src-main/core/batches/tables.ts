import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { BatchId } from '#shared/contract/ids.ts';

/** 认定批次, with its rules frozen as it was made. */
export const batches = sqliteTable('batches', {
  batchId: text('batch_id').$type<BatchId>().primaryKey(),
  batchNo: text('batch_no').notNull().unique(),
  name: text('name').notNull(),
  occupationLevels: text('occupation_levels', { mode: 'json' }).$type<readonly OccupationLevel[]>().notNull(),
  firstDay: text('first_day').notNull(),
  lastDay: text('last_day').notNull(),
  rules: text('rules', { mode: 'json' }).$type<BatchRules>().notNull(),
  ruleSetHash: text('rule_set_hash').notNull(),
  planSubmittedOn: text('plan_submitted_on'),
  planProof: text('plan_proof'),
  createdAt: text('created_at').notNull(),
  /** Ledger row that made it; also its serial for ticket numbers. */
  seq: integer('seq').notNull(),
});
