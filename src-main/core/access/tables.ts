import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Role } from '#shared/domain/roles.ts';
import type { ApprovalId, BatchId, UserId } from '#shared/contract/ids.ts';

/** People of the site, as the ledger says. Names are null after blanking. */
export const users = sqliteTable('users', {
  userId: text('user_id').$type<UserId>().primaryKey(),
  loginName: text('login_name'),
  displayName: text('display_name'),
  roles: text('roles', { mode: 'json' }).$type<readonly Role[]>().notNull(),
  disabled: integer('disabled', { mode: 'boolean' }).notNull(),
});

/** Commands that wait, or waited, for their second person. */
export const approvals = sqliteTable('approvals', {
  approvalId: text('approval_id').$type<ApprovalId>().primaryKey(),
  commandType: text('command_type').notNull(),
  requestedBy: text('requested_by').$type<UserId>().notNull(),
  requestedAt: text('requested_at').notNull(),
  /** The first of its batches (`approvalsInBatches`). */
  batchId: text('batch_id').$type<BatchId>(),
  /** The person or enrolment it is about. */
  about: text('about'),
  input: text('input', { mode: 'json' }).$type<unknown>(),
  state: text('state', { enum: ['waiting', 'granted', 'refused', 'withdrawn'] }).notNull(),
  by: text('by'),
  reason: text('reason'),
});

/** The batches that a request concerns; it has a row in each. */
export const approvalsInBatches = sqliteTable(
  'approval_batches',
  {
    approvalId: text('approval_id').$type<ApprovalId>().notNull(),
    batchId: text('batch_id').$type<BatchId>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.approvalId, table.batchId] })],
);

/** Operational (never in the ledger): password hashes. */
export const credentials = sqliteTable('credentials', {
  userId: text('user_id').$type<UserId>().primaryKey(),
  salt: blob('salt', { mode: 'buffer' }).notNull(),
  hash: blob('hash', { mode: 'buffer' }).notNull(),
  failures: integer('failures').notNull(),
  blockedUntil: integer('blocked_until').notNull(),
});

/** Operational: who is signed in where; only a hash of the token is kept. */
export const sessions = sqliteTable('sign_in_sessions', {
  tokenHash: text('token_hash').primaryKey(),
  userId: text('user_id').$type<UserId>().notNull(),
  desk: text('desk').notNull(),
  createdAt: integer('created_at').notNull(),
});

/** Operational: private keys and tokens. The whole database is encrypted. */
export const secrets = sqliteTable('secrets', {
  name: text('name').primaryKey(),
  value: blob('value', { mode: 'buffer' }).notNull(),
});
