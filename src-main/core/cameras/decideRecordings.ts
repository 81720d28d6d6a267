import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { EnrolmentId, SittingId } from '#shared/contract/ids.ts';
import { isOver } from '#shared/domain/sittingTimes.ts';
import { sittingRow } from '../arrangement/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { cameraRow, gapRow, lastAnchor } from './queries.ts';

export function setFolder(_: DecideContext, input: CommandInput<'recording.setFolder'>): Decision {
  if (input.second === input.folder) return refused('recording-folders-same');
  return decided([happened('recording.folderSet', null, input, null)]);
}

/**
 * Notes how far a camera's chain has come. It only grows: a chain that is shorter than was anchored, or another at the same place, has
 * been cut off or exchanged, and no anchor may say otherwise.
 */
export function anchor({ store }: DecideContext, input: CommandInput<'recording.anchor'>): Decision {
  const camera = cameraRow(store, input.cameraId);
  if (camera === null) return refused('camera-unknown');
  const last = lastAnchor(store, input.cameraId);
  if (last !== null && input.count === last.count && input.head === last.head) return decided([]);
  if (last !== null && input.count <= last.count)
    return refused('recording-chain-shorter', {
      camera: camera.name,
      anchored: last.count,
      found: input.count,
    });
  return decided([happened('recording.anchored', null, input, null)]);
}

/** Notes time of a sitting of which a camera kept nothing, with the people whom it touches. */
export function noteGap({ store }: DecideContext, input: CommandInput<'recording.noteGap'>): Decision {
  if (gapRow(store, input.gapId) !== null) return refused('id-taken');
  if (cameraRow(store, input.cameraId) === null) return refused('camera-unknown');
  const sitting = sittingRow(store, input.sittingId);
  if (sitting === null) return refused('sitting-unknown');
  if (input.to !== null && input.to < input.from) return refused('recording-gap-backwards');
  const enrolmentIds = touchedBy(store, sitting, input.to);
  return decided([happened('recording.gapNoted', sitting.batchId, { ...input, enrolmentIds }, null)]);
}

/** Ends a gap as it was measured. */
export function endGap({ store }: DecideContext, input: CommandInput<'recording.endGap'>): Decision {
  const gap = gapRow(store, input.gapId);
  if (gap === null) return refused('recording-gap-unknown');
  if (gap.toAt !== null) return decided([]);
  if (input.from < gap.fromAt || input.to < input.from) return refused('recording-gap-backwards');
  const sitting = sittingRow(store, gap.sittingId);
  if (sitting === null) return refused('sitting-unknown');
  const enrolmentIds = input.from === input.to ? [] : touchedBy(store, sitting, input.to);
  return decided([happened('recording.gapEnded', gap.batchId, { ...input, enrolmentIds }, null)]);
}

/** Says what was done instead. May be said again: the last one counts, and all stay in the ledger. */
export function answerGap({ store }: DecideContext, input: CommandInput<'recording.answerGap'>): Decision {
  const gap = gapRow(store, input.gapId);
  if (gap === null) return refused('recording-gap-unknown');
  const { gapId, noticedBy, insteadDone } = input;
  return decided([happened('recording.gapAnswered', gap.batchId, { gapId }, { noticedBy, insteadDone })]);
}

export function noteAlarm(_: DecideContext, input: CommandInput<'recording.noteAlarm'>): Decision {
  return decided([happened('recording.alarmNoted', null, { key: input.key }, { note: input.note })]);
}

export function noteWatching(
  { store }: DecideContext,
  input: CommandInput<'recording.noteWatching'>,
): Decision {
  if (input.cameraIds.some((cameraId) => cameraRow(store, cameraId) === null))
    return refused('camera-unknown');
  if (input.span !== null && input.span.to <= input.span.from) return refused('recording-span-backwards');
  return decided([happened('recording.watched', null, input, null)]);
}

/**
 * Who was in the room, as far as is known: everybody seated there who has not withdrawn, whose theory nothing replaces, and who did not
 * come in only afterwards. Of a sitting that is over, whoever never came in was not there.
 */
function touchedBy(store: Store, sitting: SittingRow, to: string | null): EnrolmentId[] {
  const people = store
    .hot<{ readonly enrolmentId: EnrolmentId; readonly enteredAt: string | null }>(
      `SELECT s.enrolment_id AS enrolmentId,
        (SELECT min(k.at) FROM check_ins k WHERE k.sitting_id = s.sitting_id AND k.enrolment_id = s.enrolment_id AND k.undone = 0) AS enteredAt
      FROM seats s JOIN enrolments e ON e.enrolment_id = s.enrolment_id
      WHERE s.sitting_id = ? AND e.withdrawn = 0
        AND NOT (s.subject = 'theory' AND EXISTS (SELECT 1 FROM substitutions u WHERE u.enrolment_id = s.enrolment_id AND u.state = 'approved'))
      ORDER BY s.seat_no`,
    )
    .all(sitting.sittingId satisfies SittingId);
  return people
    .filter(({ enteredAt }) => (enteredAt === null ? !isOver(sitting.state) : to === null || enteredAt <= to))
    .map(({ enrolmentId }) => enrolmentId);
}
