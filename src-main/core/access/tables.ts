import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AskedLine } from '#shared/contract/askedLines.ts';
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
  /** The first of its batches; all of them stand in `approval_rows`. */
  batchId: text('batch_id').$type<BatchId>(),
  /** The people and enrolments it is about. */
  about: text('about', { mode: 'json' }).$type<readonly string[]>().notNull(),
  input: text('input', { mode: 'json' }).$type<unknown>(),
  /** What the second person reads. */
  lines: text('lines', { mode: 'json' }).$type<readonly AskedLine[]>(),
  state: text('state', { enum: ['waiting', 'granted', 'refused', 'withdrawn'] }).notNull(),
  by: text('by'),
  reason: text('reason'),
  answeredAt: text('answered_at'),
});

/** The ledger rows that asked, one for each batch that is concerned. */
export const approvalRows = sqliteTable('approval_rows', {
  seq: integer('seq').primaryKey(),
  approvalId: text('approval_id').$type<ApprovalId>().notNull(),
  batchId: text('batch_id').$type<BatchId>(),
});

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
