import type { Store } from '../store/openDatabase.ts';

/** Gives an enrolment its ticket; called by the arrangement's apply alone. */
export function setTicket(
  store: Store,
  enrolmentId: string,
  ticketNumber: string,
  workpieceCode: string | null,
): void {
  store
    .statement('UPDATE enrolments SET ticket_number = ?, workpiece_code = ? WHERE enrolment_id = ?')
    .run(ticketNumber, workpieceCode, enrolmentId);
}
