import { eq, sql } from 'drizzle-orm';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import { isOver, minutesLate, siteTime } from '#shared/domain/sittingTimes.ts';
import { sittingLeaders } from '#shared/domain/roles.ts';
import { personOf } from '../access/queries.ts';
import { seatsOf, sittingRow } from '../arrangement/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import { isFrozen, isSubstituted } from '../enrolments/standing.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { enrolmentRow } from '../candidates/queries.ts';
import { scoreSheets } from '../practical/tables.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import { checkInRow, liveCheckIn } from './queries.ts';
import { lateLimit } from './verdict.ts';

type Exception = CommandInput<'checkin.record'>['exception'];

/**
 * Somebody enters. Plain while the sitting admits people or runs and the late cut-off is not over; after it with the exception
 * `late`, by the chief or an invigilator. `entered-later` (补签) is for who was in the room but not recorded: possible until
 * the results are frozen, it takes an absence back.
 */
export function recordCheckIn(context: DecideContext, input: CommandInput<'checkin.record'>): Decision {
  const { store } = context;
  const sitting = sittingRow(store, input.sittingId);
  if (sitting === null) return refused('sitting-unknown');
  const enrolment = enrolmentRow(store, input.enrolmentId);
  if (enrolment === null) return refused('enrolment-unknown');
  if (enrolment.withdrawn) return refused('enrolment-withdrawn');
  if (checkInRow(store, input.checkInId) !== null) return refused('id-taken');
  const seats = seatsOf(store, input.enrolmentId);
  if (!seats.some((seat) => seat.sittingId === sitting.sittingId)) {
    const right = seats.find((seat) => seat.subject === sitting.subject);
    const other = right === undefined ? null : sittingRow(store, right.sittingId);
    return other === null
      ? refused('seat-missing')
      : refused('seat-elsewhere', { room: other.roomName, startsAt: siteTime(other.startsAt) });
  }
  if (sitting.subject === 'theory' && isSubstituted(store, input.enrolmentId))
    return refused('theory-substituted');
  const before = liveCheckIn(store, sitting.sittingId, input.enrolmentId);
  if (before !== null) return refused('checked-in-already', { at: siteTime(before.at) });
  const late = sitting.state === 'running' ? minutesLate(sitting.startedAt, context.at) : 0;
  const refusal = refusedByTime(context, sitting, input.exception, late);
  if (refusal !== null) return refusal;
  const { checkInId, sittingId, enrolmentId, method, exception } = input;
  const counted = exception?.code === 'entered-later' ? 0 : late;
  return decided(
    [
      happened(
        'checkin.recorded',
        sitting.batchId,
        {
          checkInId,
          sittingId,
          enrolmentId,
          method,
          minutesLate: counted,
          exception: exception?.code ?? null,
        },
        { reason: exception?.reason ?? null },
      ),
    ],
    { minutesLate: counted },
  );
}

function refusedByTime(
  context: DecideContext,
  sitting: SittingRow,
  exception: Exception,
  late: number,
): Decision | null {
  const limit = lateLimit(context.store, sitting);
  if (sitting.state === 'notStarted')
    return refused('sitting-not-admitting', { room: sitting.roomName, startsAt: siteTime(sitting.startsAt) });
  if (exception?.code === 'entered-later') {
    if (sitting.state === 'admitting') return refused('exception-not-needed');
    return isFrozen(context.store, sitting.batchId) ? refused('results-frozen') : null;
  }
  if (isOver(sitting.state)) return refused('sitting-finished', { room: sitting.roomName });
  if (exception?.code === 'late') {
    if (late <= limit) return refused('exception-not-needed');
    const roles = personOf(context.store, context.by)?.roles ?? [];
    return roles.some((role) => sittingLeaders.includes(role))
      ? null
      : refused('role-not-allowed', { roles: sittingLeaders });
  }
  return late > limit ? refused('late-beyond-limit', { minutesLate: late, limit }) : null;
}

/** Takes an entry back, with a reason; the record stays. After the end only the chief may, and nobody once results are frozen. */
export function undoCheckIn(context: DecideContext, input: CommandInput<'checkin.undo'>): Decision {
  const { store } = context;
  const entry = checkInRow(store, input.checkInId);
  const sitting = entry === null ? null : sittingRow(store, entry.sittingId);
  if (entry === null || sitting === null) return refused('check-in-unknown');
  if (entry.undone) return refused('check-in-undone-already');
  if (isFrozen(store, sitting.batchId)) return refused('results-frozen');
  if (isOver(sitting.state) && personOf(store, context.by)?.roles.includes('chief') !== true) {
    return refused('undo-after-finish', { room: sitting.roomName });
  }
  if (
    sitting.subject === 'practical' &&
    anySheet(store).get({ enrolmentId: entry.enrolmentId }) !== undefined
  )
    return refused('undo-after-marks', { room: sitting.roomName });
  const data = { checkInId: input.checkInId, enrolmentId: entry.enrolmentId };
  return decided([happened('checkin.undone', sitting.batchId, data, { reason: input.reason })]);
}

const anySheet = preparedOnce(({ orm }) =>
  orm
    .select({ kind: scoreSheets.kind })
    .from(scoreSheets)
    .where(eq(scoreSheets.enrolmentId, sql.placeholder('enrolmentId')))
    .limit(1)
    .prepare(),
);
