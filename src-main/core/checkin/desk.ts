import { and, desc, eq } from 'drizzle-orm';
import type { SittingId } from '#shared/contract/ids.ts';
import type { CheckInDesk } from '#shared/contract/views/examDay.ts';
import { peopleNames } from '../access/queries.ts';
import { sittingRow } from '../arrangement/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import { seats } from '../arrangement/tables.ts';
import { candidates, enrolments } from '../candidates/tables.ts';
import { checkIns } from './tables.ts';
import { boardRows, missingOf } from './queries.ts';

/** One check-in desk: counts, the last ten entries (undone ones too, marked), who is missing. Null: no such sitting. */
export function checkInDesk(store: Store, sittingId: SittingId): CheckInDesk | null {
  const row = sittingRow(store, sittingId);
  const sitting = row === null ? undefined : boardRows(store, [row])[0];
  if (sitting === undefined) return null;
  const names = peopleNames(store);
  const last = store.orm
    .select({
      checkInId: checkIns.checkInId,
      enrolmentId: checkIns.enrolmentId,
      name: candidates.name,
      ticketNumber: enrolments.ticketNumber,
      seatNo: seats.seatNo,
      at: checkIns.at,
      by: checkIns.by,
      undone: checkIns.undone,
      exception: checkIns.exception,
    })
    .from(checkIns)
    .innerJoin(enrolments, eq(enrolments.enrolmentId, checkIns.enrolmentId))
    .leftJoin(candidates, eq(candidates.candidateId, enrolments.candidateId))
    .leftJoin(
      seats,
      and(eq(seats.sittingId, checkIns.sittingId), eq(seats.enrolmentId, checkIns.enrolmentId)),
    )
    .where(eq(checkIns.sittingId, sittingId))
    .orderBy(desc(checkIns.seq))
    .limit(10)
    .all();
  return {
    sitting,
    last: last.map((one) => ({
      ...one,
      ticketNumber: one.ticketNumber ?? '',
      seatNo: one.seatNo ?? 0,
      by: names.get(one.by) ?? '—',
    })),
    missing: missingOf(store, sittingId),
  };
}
