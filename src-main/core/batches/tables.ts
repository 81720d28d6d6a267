import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { BatchId, UserId } from '#shared/contract/ids.ts';

/** Every rule set that a batch has had since its rules were first changed; the newest stands with the batch too. */
export const batchRuleSets = sqliteTable(
  'batch_rule_sets',
  {
    batchId: text('batch_id').$type<BatchId>().notNull(),
    /** 2 for the first change. */
    version: integer('version').notNull(),
    rules: text('rules', { mode: 'json' }).$type<BatchRules>().notNull(),
    ruleSetHash: text('rule_set_hash').notNull(),
    at: text('at').notNull(),
    by: text('by').notNull(),
    secondPerson: text('second_person').$type<UserId>().notNull(),
    /** Free text; null after blanking. */
    reason: text('reason'),
  },
  (table) => [primaryKey({ columns: [table.batchId, table.version] })],
);

/** The calendar of working days that a batch's deadlines are computed with; a batch of the first version has none. */
export const batchCalendars = sqliteTable('batch_calendars', {
  batchId: text('batch_id').$type<BatchId>().primaryKey(),
  calendarVersion: text('calendar_version').notNull(),
});

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
