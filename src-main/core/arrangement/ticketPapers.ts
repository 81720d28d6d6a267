import type { KeyObject } from 'node:crypto';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import type { TicketView } from '#shared/contract/views/preparation.ts';
import { maskDocumentNumber } from '#shared/domain/documentNumber.ts';
import { makeTicketToken, ticketKeyOf } from '#node/ticketToken.ts';
import type { Store } from '../store/openDatabase.ts';

/** Prints of a ticket are not counted yet: every paper is the first print. */
const firstPrint = 1;

interface TicketRow {
  readonly enrolmentId: string;
  readonly name: string | null;
  readonly documentNumber: string | null;
  readonly className: string | null;
  readonly edition: string;
  readonly code: string;
  readonly occupationName: string;
  readonly level: number;
  readonly ticketNumber: string;
}

type Seat = TicketView['seats'][number];

/** The tickets of a batch (or of one class), by class and number, each with its signed token and its seats. */
export function ticketPapers(
  store: Store,
  signingKey: KeyObject,
  batchId: string,
  className: string | null,
): readonly TicketView[] {
  const rows = store
    .statement(
      `SELECT e.enrolment_id AS enrolmentId, c.name, c.document_number AS documentNumber, c.class_name AS className, e.edition, e.code,
        e.occupation_name AS occupationName, e.level, e.ticket_number AS ticketNumber
      FROM enrolments e JOIN candidates c ON c.candidate_id = e.candidate_id
      WHERE e.batch_id = @batchId AND e.withdrawn = 0 AND e.ticket_number IS NOT NULL
        AND (@className IS NULL OR c.class_name = @className)
      ORDER BY c.class_name, e.ticket_number`,
    )
    .all({ batchId, className }) as TicketRow[];
  const seats = seatsByEnrolment(store, batchId);
  const key = ticketKeyOf(signingKey, batchId);
  return rows.map((row) => ({
    enrolmentId: row.enrolmentId as EnrolmentId,
    name: row.name,
    documentNumberMasked: row.documentNumber === null ? null : maskDocumentNumber(row.documentNumber),
    className: row.className,
    occupationLevel: {
      edition: row.edition,
      code: row.code,
      name: row.occupationName,
      level: row.level as TicketView['occupationLevel']['level'],
    },
    ticketNumber: row.ticketNumber,
    token: makeTicketToken(key, row.ticketNumber, firstPrint),
    seats: seats.get(row.enrolmentId) ?? [],
  }));
}

function seatsByEnrolment(store: Store, batchId: string): ReadonlyMap<string, readonly Seat[]> {
  const rows = store
    .statement(
      `SELECT s.enrolment_id AS enrolmentId, s.subject, r.name AS roomName, s.seat_no AS seatNo, x.starts_at AS startsAt, x.minutes
      FROM sittings t JOIN seats s ON s.sitting_id = t.sitting_id JOIN rooms r ON r.room_id = t.room_id
      JOIN exam_sessions x ON x.session_id = t.session_id WHERE t.batch_id = ? ORDER BY x.starts_at`,
    )
    .all(batchId) as (Seat & { readonly enrolmentId: string })[];
  const grouped = new Map<string, Seat[]>();
  for (const { enrolmentId, ...seat } of rows)
    grouped.set(enrolmentId, [...(grouped.get(enrolmentId) ?? []), seat]);
  return grouped;
}
