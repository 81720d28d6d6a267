import { newUlid } from '#node/newUlid.ts';
import type { CheckInId } from '#shared/contract/ids.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import type { Person, Player } from './player.ts';

export type Seat = SittingView['seats'][number];

/** Looks one person up by the ticket and lets them in. */
export async function letIn(
  player: Player,
  invigilator: Person,
  { sittingId }: SittingView,
  { ticketNumber, enrolmentId }: Seat,
): Promise<void> {
  const found = await player.asks(invigilator, 'checkin.lookup', { sittingId, code: ticketNumber });
  if (found.verdict !== 'welcome' || found.person === null)
    throw new Error(`the entrance says ${found.verdict} to ${ticketNumber}`);
  await player.does(invigilator, 'checkin.record', {
    checkInId: newUlid() as CheckInId,
    sittingId,
    enrolmentId,
    method: 'scan',
    exception: null,
  });
}

/** Begins to admit to a sitting and lets these people in, in their order; `before` each one, what the play does to its clock. */
export async function admit(
  player: Player,
  invigilator: Person,
  sitting: SittingView,
  seats: readonly Seat[],
  before: (place: number) => void = () => undefined,
): Promise<void> {
  await player.does(invigilator, 'sitting.admit', { sittingId: sitting.sittingId });
  for (const [place, seat] of seats.entries()) {
    before(place);
    await letIn(player, invigilator, sitting, seat);
  }
}
