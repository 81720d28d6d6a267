import { isFrozen } from '../enrolments/standing.ts';
import type { Duty } from '#shared/domain/duties.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import { dutiesMeet, practicalDuties, rolesForDuty } from '#shared/domain/duties.ts';
import { isOver, overlaps, siteTime } from '#shared/domain/sittingTimes.ts';
import { people } from '../access/queries.ts';
import type { DecideContext, Decision, PlannedEvent, Refused } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import type { BatchId, UserId } from '#shared/contract/ids.ts';
import type { Store } from '../store/openDatabase.ts';
import { dutiesOf, heldDuties, sittingRow, staffOfSitting } from './queries.ts';

const isPractical = (duty: Duty): boolean => practicalDuties.some((one) => one === duty);

/**
 * A person takes a duty in a sitting: with a fitting role, not while having one in another room (a supervisor goes from room
 * to room, so supervising twice at a time is no clash), one lead examiner a sitting, and no two duties that may not meet
 * (`dutiesMeet`), whatever roles the person has by now.
 */
export function assignStaff(context: DecideContext, input: CommandInput<'staff.assign'>): Decision {
  const { store } = context;
  const sitting = sittingRow(store, input.sittingId);
  if (sitting === null) return refused('sitting-unknown');
  const { duty } = input;
  // Workpieces are judged and measured after the end too; only the freezing closes that.
  if (isFrozen(store, sitting.batchId)) return refused('results-frozen');
  if (isOver(sitting.state) && !isPractical(duty)) {
    return refused('sitting-finished', { room: sitting.roomName });
  }
  const person = people(store).find((one) => one.userId === input.userId);
  if (person === undefined || person.disabled) return refused('person-unknown');
  if (!rolesForDuty[duty].some((role) => person.roles.includes(role))) {
    return refused('duty-needs-role', { name: person.displayName, roles: rolesForDuty[duty] });
  }
  if (sitting.subject !== 'practical' && isPractical(duty))
    return refused('duty-not-in-subject', { room: sitting.roomName });
  const present = staffOfSitting(store, input.sittingId);
  if (present.some((one) => one.userId === input.userId && one.duty === duty))
    return refused('duty-taken-already', { name: person.displayName });
  const lead = duty === 'leadExaminer' ? present.find((one) => one.duty === 'leadExaminer') : undefined;
  if (lead !== undefined) return refused('lead-examiner-taken', { name: lead.displayName ?? '—' });
  const meeting = meetingRefusal(store, sitting, input, person.displayName);
  if (meeting !== null) return meeting;
  const clash = dutiesOf(store, input.userId).find(
    (other) =>
      other.sittingId !== sitting.sittingId &&
      !isOver(other.state) &&
      overlaps(other, sitting) &&
      !(duty === 'supervisor' && other.duty === 'supervisor'),
  );
  if (clash !== undefined)
    return refused('staff-elsewhere', {
      name: person.displayName,
      room: clash.roomName,
      startsAt: siteTime(clash.startsAt),
    });
  const { sittingId, userId, reason } = input;
  return decided([happened('staff.assigned', sitting.batchId, { sittingId, userId, duty }, { reason })]);
}

function meetingRefusal(
  store: Store,
  { batchId, sittingId }: { readonly batchId: BatchId; readonly sittingId: string },
  { userId, duty, reason }: CommandInput<'staff.assign'>,
  name: string,
): Refused | null {
  if (duty === 'supervisor' && hasWritten(store, batchId, userId))
    return refused('supervisor-wrote', { name });
  for (const held of heldDuties(store, batchId, userId)) {
    const meeting = dutiesMeet(duty, held.duty, held.sittingId === sittingId);
    if (meeting === 'never') return refused('supervisor-holds-no-other', { name });
    if (meeting === 'withReason' && (reason ?? '').trim() === '')
      return refused('duties-need-reason', { name, duty, other: held.duty });
  }
  return null;
}

/**
 * Whether a row of the batch was written by this person, apart from approvals and the PIN of their own badge: who prepared or ran it
 * cannot supervise it.
 */
function hasWritten(store: Store, batchId: BatchId, userId: UserId): boolean {
  return (
    store
      .hot(
        `SELECT 1 FROM ledger_rows WHERE batch = ? AND json_extract(header, '$.actor') = ? AND type NOT LIKE 'approval.%' AND type <> 'badge.pinSet' LIMIT 1`,
      )
      .get(batchId, userId) !== undefined
  );
}

/**
 * Who supervises a batch, or has, holds no other duty in it: whatever else they would write there is refused, by whichever role they
 * may. Approvals are not theirs to be kept from.
 */
export function supervisorOnly(
  { store, by }: DecideContext,
  events: readonly PlannedEvent[],
): Refused | null {
  const batches = new Set<BatchId>();
  for (const event of events)
    if (typeof event !== 'function' && event.batch !== null && !event.type.startsWith('approval.'))
      batches.add(event.batch);
  for (const batchId of batches) {
    if (heldDuties(store, batchId, by).some((held) => held.duty === 'supervisor'))
      return refused('supervisor-only-supervises');
  }
  return null;
}

/** Takes a duty back while the sitting is not over. */
export function releaseStaff(context: DecideContext, input: CommandInput<'staff.release'>): Decision {
  const sitting = sittingRow(context.store, input.sittingId);
  if (sitting === null) return refused('sitting-unknown');
  if (isOver(sitting.state)) return refused('sitting-finished', { room: sitting.roomName });
  const held = staffOfSitting(context.store, input.sittingId).some(
    (one) => one.userId === input.userId && one.duty === input.duty,
  );
  if (!held) return refused('duty-not-held', { room: sitting.roomName });
  return decided([happened('staff.released', sitting.batchId, input, null)]);
}
