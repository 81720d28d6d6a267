import type { Level } from '#shared/domain/level.ts';
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The one site of this database. */
export const site = sqliteTable('site', {
  id: integer('id').primaryKey(),
  institutionCode: text('institution_code').notNull(),
  institutionName: text('institution_name').notNull(),
  signingKey: text('signing_key').notNull(),
  recoverySheetKept: integer('recovery_sheet_kept', { mode: 'boolean' }).notNull(),
});

/** Occupation-levels that the institution has filed, each with its matching major. */
export const filedOccupations = sqliteTable(
  'filed_occupations',
  {
    edition: text('edition').notNull(),
    code: text('code').notNull(),
    level: integer('level').$type<Level>().notNull(),
    name: text('name').notNull(),
    major: text('major').notNull(),
  },
  (table) => [primaryKey({ columns: [table.edition, table.code, table.level] })],
);

/** Licensed occupations of which a chief has said, with a reason, that they may be certified here (list: `confirm`). */
export const licenceConfirmations = sqliteTable(
  'licence_confirmations',
  {
    edition: text('edition').notNull(),
    code: text('code').notNull(),
    className: text('class_name').notNull(),
    listVersion: text('list_version').notNull(),
    by: text('by').notNull(),
    at: text('at').notNull(),
    /** Free text; null after blanking. */
    reason: text('reason'),
  },
  (table) => [primaryKey({ columns: [table.edition, table.code] })],
);

/** Calendars of working days that were taken over, each with the root's signature; they stay for the deadlines computed with them. */
export const calendars = sqliteTable('calendars', {
  version: text('version').primaryKey(),
  issued: text('issued').notNull(),
  sha256: text('sha256').notNull(),
  /** The signed file as it stands. */
  calendarFile: text('calendar_file').notNull(),
  signature: text('signature').notNull(),
  signer: text('signer').notNull(),
  at: text('at').notNull(),
});

/** Keys of the centre as enrolled (the newest version). */
export const centre = sqliteTable('centre', {
  id: integer('id').primaryKey(),
  centreId: text('centre_id').notNull(),
  version: integer('version').notNull(),
  keysSha256: text('keys_sha256').notNull(),
  rootFingerprint: text('root_fingerprint').notNull(),
  address: text('address'),
  /** The whole signed file: recipients, receipt keys and revocations are read from it. */
  keysFile: text('keys_file').notNull(),
  expires: text('expires').notNull(),
});

/** Jumps of the host's clock. */
export const clockJumps = sqliteTable('clock_jumps', {
  seq: integer('seq').primaryKey(),
  fromAt: text('from_at').notNull(),
  toAt: text('to_at').notNull(),
  jumpMs: integer('jump_ms').notNull(),
});
