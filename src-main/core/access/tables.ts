import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AskedLine } from '#shared/contract/askedLines.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { AccountChange } from '#shared/domain/accountChanges.ts';
import type { ApprovalId, BadgeId, BatchId, CredentialId, PinId, UserId } from '#shared/contract/ids.ts';

/** People of the site, as the ledger says. Names are null after blanking. */
export const users = sqliteTable('users', {
  userId: text('user_id').$type<UserId>().primaryKey(),
  loginName: text('login_name'),
  displayName: text('display_name'),
  roles: text('roles', { mode: 'json' }).$type<readonly Role[]>().notNull(),
  disabled: integer('disabled', { mode: 'boolean' }).notNull(),
  /** Whether the last password was set by its owner. */
  claimed: integer('claimed', { mode: 'boolean' }).notNull(),
  /** The password that opens it; null: set before passwords had ids, or none. */
  credentialId: text('credential_id').$type<CredentialId>(),
  /** Sessions opened before do not count (it was enabled again); null: all do. */
  sessionsSince: text('sessions_since'),
});

/** Who made, changed or took an account, in the order of the ledger. */
export const accountChanges = sqliteTable(
  'account_changes',
  {
    seq: integer('seq').primaryKey(),
    userId: text('user_id').$type<UserId>().notNull(),
    kind: text('kind').$type<AccountChange>().notNull(),
    /** A person, or `system`. */
    by: text('by').notNull(),
    secondPerson: text('second_person').$type<UserId>(),
    at: text('at').notNull(),
  },
  (table) => [index('account_changes_user').on(table.userId, table.seq)],
);

/** The row that made each batch: what was done to accounts since then counts for it. */
export const batchBeginnings = sqliteTable('batch_beginnings', {
  batchId: text('batch_id').$type<BatchId>().primaryKey(),
  seq: integer('seq').notNull(),
  at: text('at').notNull(),
});

/** Who approves where the chief does, a batch; the last one named. */
export const batchDeputies = sqliteTable('batch_deputies', {
  batchId: text('batch_id').$type<BatchId>().primaryKey(),
  userId: text('user_id').$type<UserId>().notNull(),
  seq: integer('seq').notNull(),
  at: text('at').notNull(),
  by: text('by').$type<UserId>().notNull(),
  secondPerson: text('second_person').$type<UserId>().notNull(),
});

/** Approvals by two who are one hand, with their reason. */
export const loneApprovals = sqliteTable('lone_approvals', {
  seq: integer('seq').primaryKey(),
  approvalId: text('approval_id').$type<ApprovalId>().notNull(),
  batchId: text('batch_id').$type<BatchId>().notNull(),
  commandType: text('command_type').notNull(),
  requestedBy: text('requested_by').$type<UserId>().notNull(),
  by: text('by').$type<UserId>().notNull(),
  at: text('at').notNull(),
  reason: text('reason'),
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

/** Operational (never in the ledger): password hashes, each under the id by which the ledger names it. */
export const credentials = sqliteTable('credentials', {
  credentialId: text('credential_id').$type<CredentialId | UserId>().primaryKey(),
  userId: text('user_id').$type<UserId>().notNull(),
  salt: blob('salt', { mode: 'buffer' }).notNull(),
  hash: blob('hash', { mode: 'buffer' }).notNull(),
});

/** Operational: passwords tried at an account since the last right one. */
export const signInTries = sqliteTable('sign_in_tries', {
  userId: text('user_id').$type<UserId>().primaryKey(),
  failures: integer('failures').notNull(),
  blockedUntil: integer('blocked_until').notNull(),
});

/** Operational: who is signed in where; only a hash of the token is kept. */
export const sessions = sqliteTable('sign_in_sessions', {
  tokenHash: text('token_hash').primaryKey(),
  userId: text('user_id').$type<UserId>().notNull(),
  desk: text('desk').notNull(),
  createdAt: integer('created_at').notNull(),
  /** The account's password at that time: a new one ends the session. */
  credentialId: text('credential_id').$type<CredentialId>(),
  /** The badge that opened it, and with which it dies; null: a password did. */
  badgeId: text('badge_id').$type<BadgeId>(),
  locked: integer('locked', { mode: 'boolean' }).notNull(),
});

/** 工作证 of the staff, a batch. */
export const badges = sqliteTable(
  'badges',
  {
    badgeId: text('badge_id').$type<BadgeId>().primaryKey(),
    userId: text('user_id').$type<UserId>().notNull(),
    batchId: text('batch_id').$type<BatchId>().notNull(),
    untilDay: text('until_day').notNull(),
    revoked: integer('revoked', { mode: 'boolean' }).notNull(),
    printed: integer('printed', { mode: 'boolean' }).notNull(),
    /** The PIN that goes with it; null until its owner has set one. */
    pinId: text('pin_id').$type<PinId>(),
    /** The row by which the PIN was set at this badge. */
    pinSeq: integer('pin_seq'),
  },
  (table) => [index('badges_user').on(table.userId)],
);

/** Operational: hashes of the codes that are printed on badges. */
export const badgeCodes = sqliteTable(
  'badge_codes',
  {
    tokenHash: text('token_hash').primaryKey(),
    badgeId: text('badge_id').$type<BadgeId>().notNull(),
  },
  (table) => [index('badge_codes_badge').on(table.badgeId)],
);

/** Operational: PIN hashes, each under the id by which the ledger names it. */
export const badgePins = sqliteTable('badge_pins', {
  pinId: text('pin_id').$type<PinId>().primaryKey(),
  salt: blob('salt', { mode: 'buffer' }).notNull(),
  hash: blob('hash', { mode: 'buffer' }).notNull(),
});

/** What holds for the desks of this site. */
export const deskRules = sqliteTable('desk_rules', {
  id: integer('id').primaryKey(),
  idleMinutes: integer('idle_minutes').notNull(),
});

/** Operational: private keys and tokens. The whole database is encrypted. */
export const secrets = sqliteTable('secrets', {
  name: text('name').primaryKey(),
  value: blob('value', { mode: 'buffer' }).notNull(),
});
