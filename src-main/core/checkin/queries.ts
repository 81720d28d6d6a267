import { and, eq, sql } from 'drizzle-orm';
import type { EnrolmentId, SittingId, BatchId, CheckInId } from '#shared/contract/ids.ts';
import type { BoardSitting } from '#shared/contract/views/site.ts';
import { invigilatorsNeeded } from '#shared/domain/duties.ts';
import { siteDay, siteDaySpan } from '#shared/domain/sittingTimes.ts';
import type { Subject } from '#shared/domain/subject.ts';
import { sittingsWithinOrOpen, staffOfSitting } from '../arrangement/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import { batchRow } from '../batches/queries.ts';
import type { BatchRow } from '../batches/queries.ts';
import { examSessions, sittings } from '../arrangement/tables.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { checkIns } from './tables.ts';

/** An entry at the door. */
export type CheckInRow = typeof checkIns.$inferSelect;

/** One entry, undone or not; null when there is none of that id. */
export function checkInRow(store: Store, checkInId: CheckInId): CheckInRow | null {
  return checkInById(store).get({ checkInId }) ?? null;
}

/** Asked at every entry. */
const checkInById = preparedOnce(({ orm }) =>
  orm
    .select()
    .from(checkIns)
    .where(eq(checkIns.checkInId, sql.placeholder('checkInId')))
    .prepare(),
);

/** The live check-in of a person in a sitting; null when there is none. */
export function liveCheckIn(
  store: Store,
  sittingId: SittingId,
  enrolmentId: EnrolmentId,
): Pick<CheckInRow, 'at' | 'by'> | null {
  const row = store
    .hot<Pick<CheckInRow, 'at' | 'by'>>(
      'SELECT at, "by" FROM check_ins WHERE sitting_id = ? AND enrolment_id = ? AND undone = 0',
    )
    .get(sittingId, enrolmentId);
  return row ?? null;
}

/** Everybody of a batch who has entered for a subject, as enrolment ids. */
export function checkedInOf(store: Store, batchId: BatchId, subject: Subject): ReadonlySet<string> {
  const rows = store.orm
    .select({ id: checkIns.enrolmentId })
    .from(checkIns)
    .innerJoin(sittings, eq(sittings.sittingId, checkIns.sittingId))
    .innerJoin(examSessions, eq(examSessions.sessionId, sittings.sessionId))
    .where(and(eq(sittings.batchId, batchId), eq(examSessions.subject, subject), eq(checkIns.undone, false)))
    .all();
  return new Set(rows.map((row) => row.id));
}

/** People of a sitting as they count: the withdrawn are no part of it, the substituted never stand in `expected`. */
export interface SittingCounts {
  readonly expected: number;
  readonly present: number;
  readonly absent: number;
  readonly substituted: number;
}

const noOne: SittingCounts = { expected: 0, present: 0, absent: 0, substituted: 0 };

/** Counts of these sittings, in one question. */
export function countSittings(
  store: Store,
  sittingIds: readonly string[],
): (sittingId: SittingId) => SittingCounts {
  const rows = store
    .hot<SittingCounts & { readonly sittingId: SittingId }>(
      `SELECT s.sitting_id AS sittingId, sum(NOT replaced) AS expected, sum(NOT replaced AND entered) AS present,
        sum(NOT replaced AND over AND NOT entered) AS absent, sum(replaced) AS substituted
      FROM (
        SELECT s.sitting_id AS sitting_id, t.state = 'finished' AS over,
          s.subject = 'theory' AND EXISTS (SELECT 1 FROM substitutions u WHERE u.enrolment_id = s.enrolment_id AND u.state = 'approved') AS replaced,
          EXISTS (SELECT 1 FROM check_ins k WHERE k.sitting_id = s.sitting_id AND k.enrolment_id = s.enrolment_id AND k.undone = 0) AS entered
        FROM seats s JOIN enrolments e ON e.enrolment_id = s.enrolment_id JOIN sittings t ON t.sitting_id = s.sitting_id
        WHERE s.sitting_id IN (SELECT value FROM json_each(?)) AND e.withdrawn = 0
      ) s GROUP BY s.sitting_id`,
    )
    .all(JSON.stringify(sittingIds));
  const bySitting = new Map(rows.map(({ sittingId, ...counts }) => [sittingId, counts]));
  return (sittingId) => bySitting.get(sittingId) ?? noOne;
}

/** Somebody who is expected and has not entered. */
export interface MissingPerson {
  readonly enrolmentId: EnrolmentId;
  readonly name: string | null;
  readonly ticketNumber: string;
  readonly seatNo: number;
}

/** Who is expected in a sitting and has no live check-in, by seat. */
export function missingOf(store: Store, sittingId: SittingId): readonly MissingPerson[] {
  return store
    .hot<MissingPerson>(
      `SELECT s.enrolment_id AS enrolmentId, c.name AS name, coalesce(e.ticket_number, '') AS ticketNumber, s.seat_no AS seatNo
      FROM seats s JOIN enrolments e ON e.enrolment_id = s.enrolment_id LEFT JOIN candidates c ON c.candidate_id = e.candidate_id
      WHERE s.sitting_id = ? AND e.withdrawn = 0
        AND NOT EXISTS (SELECT 1 FROM check_ins k WHERE k.sitting_id = s.sitting_id AND k.enrolment_id = s.enrolment_id AND k.undone = 0)
        AND NOT (s.subject = 'theory' AND EXISTS (SELECT 1 FROM substitutions u WHERE u.enrolment_id = s.enrolment_id AND u.state = 'approved'))
      ORDER BY s.seat_no`,
    )
    .all(sittingId);
}

/** Practical sheets of a sitting: signed and needed. */
export interface SheetCounts {
  readonly signed: number;
  readonly needed: number;
}

/**
 * Today's sittings (by the site's day) and any that is still open from another day, by start. `sheets` brings the progress of
 * practical marking by sitting id; without it those numbers are null.
 */
export function boardSittings(
  store: Store,
  at: string,
  sheets?: ReadonlyMap<string, SheetCounts>,
): readonly BoardSitting[] {
  const { from, until } = siteDaySpan(siteDay(at));
  return boardRows(store, sittingsWithinOrOpen(store, from, until), sheets);
}

/** Sittings as the board and the desk show them. */
export function boardRows(
  store: Store,
  rows: readonly SittingRow[],
  sheets?: ReadonlyMap<string, SheetCounts>,
): readonly BoardSitting[] {
  const counts = countSittings(
    store,
    rows.map((row) => row.sittingId),
  );
  const batches = new Map<string, BatchRow | null>();
  return rows.map((row) => {
    if (!batches.has(row.batchId)) batches.set(row.batchId, batchRow(store, row.batchId));
    const batch = batches.get(row.batchId) ?? null;
    const counted = counts(row.sittingId);
    const progress = row.subject === 'practical' ? sheets?.get(row.sittingId) : undefined;
    return {
      sittingId: row.sittingId,
      batchId: row.batchId,
      batchName: batch?.name ?? '—',
      roomName: row.roomName,
      subject: row.subject,
      startsAt: row.startsAt,
      minutes: row.minutes,
      state: row.state,
      ...counted,
      invigilators: staffOfSitting(store, row.sittingId)
        .filter((one) => one.duty === 'invigilator')
        .map((one) => one.displayName ?? '—'),
      invigilatorsNeeded: batch === null ? 0 : invigilatorsNeeded(batch.rules, row.subject, counted.expected),
      sheetsSigned: progress?.signed ?? null,
      sheetsNeeded: progress?.needed ?? null,
    };
  });
}
