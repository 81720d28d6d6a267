import type { CommandInput } from '#shared/contract/commands/index.ts';
import { mayStart, siteDay, siteTime } from '#shared/domain/sittingTimes.ts';
import { personOf } from '../access/queries.ts';
import { sittingRow } from '../arrangement/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import { checkpointEvent } from '../ledger/checkpoints.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { countSittings, missingOf } from './queries.ts';

type OfSitting = CommandInput<'sitting.admit'>;

/**
 * 开始入场. On the planned day; only the chief may open one of another day, because ending it by mistake would make everybody
 * absent.
 */
export function admit(context: DecideContext, input: OfSitting): Decision {
  const sitting = sittingRow(context.store, input.sittingId);
  if (sitting === null) return refused('sitting-unknown');
  if (sitting.state !== 'notStarted') return wrongState(sitting);
  const day = siteDay(sitting.startsAt);
  if (day !== siteDay(context.at) && !isChief(context))
    return refused('sitting-other-day', { room: sitting.roomName, day });
  return decided([happened('sitting.admitting', sitting.batchId, input, null)]);
}

/**
 * 开考. Somebody must be in; not more than five minutes before the plan while people are missing (they would all be late from
 * then on), unless the chief starts it.
 */
export function start(context: DecideContext, input: OfSitting): Decision {
  const sitting = sittingRow(context.store, input.sittingId);
  if (sitting === null) return refused('sitting-unknown');
  if (sitting.state !== 'admitting') return wrongState(sitting);
  const { expected, present } = countSittings(context.store, [input.sittingId])(input.sittingId);
  if (present === 0) return refused('nobody-in', { room: sitting.roomName });
  if (present < expected && !mayStart(sitting.startsAt, context.at) && !isChief(context)) {
    return refused('start-too-early', { startsAt: siteTime(sitting.startsAt), missing: expected - present });
  }
  return decided([happened('sitting.started', sitting.batchId, input, null)]);
}

/**
 * 考试结束并收卷. Who has not entered is absent from now on; the ledger gets a checkpoint (its short form goes on the slip of
 * the sitting). A sitting to which nobody came may end without having begun, once its planned start has come.
 */
export function finish(context: DecideContext, input: OfSitting): Decision {
  const { store, signingKey } = context;
  const sitting = sittingRow(store, input.sittingId);
  if (sitting === null) return refused('sitting-unknown');
  if (signingKey === null) return refused('site-not-founded');
  if (sitting.state === 'admitting') {
    if (countSittings(store, [input.sittingId])(input.sittingId).present > 0) return wrongState(sitting);
    if (!mayStart(sitting.startsAt, context.at) && !isChief(context))
      return refused('finish-too-early', { startsAt: siteTime(sitting.startsAt) });
  } else if (sitting.state !== 'running') return wrongState(sitting);
  const absent = missingOf(store, input.sittingId).map((person) => person.enrolmentId);
  const finished = happened(
    'sitting.finished',
    sitting.batchId,
    { sittingId: input.sittingId, absent },
    null,
  );
  return decided([finished, checkpointEvent(store, signingKey, 'sitting')], { absent: absent.length });
}

function wrongState(sitting: SittingRow): Decision {
  return refused(`sitting-state-${sitting.state}`, { room: sitting.roomName });
}

function isChief(context: DecideContext): boolean {
  return personOf(context.store, context.by)?.roles.includes('chief') === true;
}
