import { isFrozen } from '../enrolments/standing.ts';
import type { Duty } from '#shared/domain/duties.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import { practicalDuties, rolesForDuty } from '#shared/domain/duties.ts';
import { isOver, overlaps, siteTime } from '#shared/domain/sittingTimes.ts';
import { people } from '../access/queries.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { dutiesOf, sittingRow, staffOfSitting } from './queries.ts';

const isPractical = (duty: Duty): boolean => practicalDuties.some((one) => one === duty);

/**
 * A person takes a duty in a sitting: with a fitting role, not while having one in another room (a supervisor goes from room
 * to room, so supervising twice at a time is no clash), and one lead examiner a sitting.
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
