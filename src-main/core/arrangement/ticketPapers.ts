import { and, eq, isNotNull } from 'drizzle-orm';
import type { KeyObject } from 'node:crypto';
import type { BatchId } from '#shared/contract/ids.ts';
import type { TicketView } from '#shared/contract/views/preparation.ts';
import { maskDocumentNumber } from '#shared/domain/documentNumber.ts';
import { makeTicketToken, ticketKeyOf } from '#node/ticketToken.ts';
import { candidates, enrolments } from '../candidates/tables.ts';
import { plannedSeats } from '../enrolments/attendance.ts';
import { occupationLevelOf } from '../enrolments/people.ts';
import type { Store } from '../store/openDatabase.ts';

/** Prints of a ticket are not counted yet: every paper is the first print. */
const firstPrint = 1;

/** The tickets of a batch (or of one class), by class and number, each with its signed token and its seats. */
export function ticketPapers(
  store: Store,
  signingKey: KeyObject,
  batchId: BatchId,
  className: string | null,
): readonly TicketView[] {
  const rows = store.orm
    .select()
    .from(enrolments)
    .innerJoin(candidates, eq(candidates.candidateId, enrolments.candidateId))
    .where(
      and(
        eq(enrolments.batchId, batchId),
        eq(enrolments.withdrawn, false),
        isNotNull(enrolments.ticketNumber),
        className === null ? undefined : eq(candidates.className, className),
      ),
    )
    .orderBy(candidates.className, enrolments.ticketNumber)
    .all();
  const seatsOf = plannedSeats(store, { batchId });
  const key = ticketKeyOf(signingKey, batchId);
  return rows.map(({ enrolments: enrolment, candidates: person }) => {
    const ticketNumber = enrolment.ticketNumber ?? '';
    return {
      enrolmentId: enrolment.enrolmentId,
      name: person.name,
      documentNumberMasked: person.documentNumber === null ? null : maskDocumentNumber(person.documentNumber),
      className: person.className,
      occupationLevel: occupationLevelOf(enrolment),
      ticketNumber,
      token: makeTicketToken(key, ticketNumber, firstPrint),
      seats: seatsOf.get(enrolment.enrolmentId) ?? [],
    };
  });
}
