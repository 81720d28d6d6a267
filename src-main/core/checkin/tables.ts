import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { entryExceptions, entryMethods } from '#shared/domain/checkIn.ts';
import type { CheckInId, EnrolmentId, SittingId } from '#shared/contract/ids.ts';

/** Entries at the door. An undone one stays, marked; at most one of a person and sitting is live. */
export const checkIns = sqliteTable(
  'check_ins',
  {
    checkInId: text('check_in_id').$type<CheckInId>().primaryKey(),
    sittingId: text('sitting_id').$type<SittingId>().notNull(),
    enrolmentId: text('enrolment_id').$type<EnrolmentId>().notNull(),
    method: text('method', { enum: entryMethods }).notNull(),
    /** After the real start; 0 for who came in time or was entered later. */
    minutesLate: integer('minutes_late').notNull(),
    /** Null for a plain entry. */
    exception: text('exception', { enum: entryExceptions }),
    /** Free text; null after blanking. */
    reason: text('reason'),
    at: text('at').notNull(),
    by: text('by').notNull(),
    undone: integer('undone', { mode: 'boolean' }).notNull(),
    undoneAt: text('undone_at'),
    undoneBy: text('undone_by'),
    undoneReason: text('undone_reason'),
    /** Ledger row of the entry. */
    seq: integer('seq').notNull(),
  },
  (table) => [index('check_ins_sitting').on(table.sittingId, table.enrolmentId)],
);
