import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import { theoryFullHundredths } from '#shared/domain/theoryScore.ts';
import { openEnrolment } from '../enrolments/standing.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { drawsOf } from './comparisons.ts';
import { theoryLines } from './queries.ts';
import type { TheoryLine } from './queries.ts';

/**
 * One of two entries from paper. Two different people, who do not see each other's number; a third is refused. Until the second
 * entry stands the first may be put right by its own writer.
 */
export function enterMark(context: DecideContext, input: CommandInput<'theory.enter'>): Decision {
  const opened = openEnrolment(context.store, input.enrolmentId);
  if (!opened.ok) return opened;
  const { enrolment } = opened;
  const line = lineOf(context, input.enrolmentId);
  const { scoreHundredths } = input;
  if (scoreHundredths !== null && scoreHundredths > theoryFullHundredths)
    return refused('mark-above-full', listed(enrolment.ticketNumber));
  if (line.substitution?.state === 'approved')
    return refused('marks-for-substituted', listed(enrolment.ticketNumber));
  if (line.attendance.sittingId === null)
    return refused('marks-for-unseated', listed(enrolment.ticketNumber));
  if (scoreHundredths !== null && !line.attendance.checkedIn)
    return refused('marks-for-absent', listed(enrolment.ticketNumber));
  if (line.imported !== null) return refused('theory-from-machine');
  const own = line.entries.find((entry) => entry.by === context.by);
  if (own !== undefined && own.scoreHundredths === scoreHundredths) return decided([], enteredResult(line));
  if (line.entries.length >= 2) return refused(own === undefined ? 'two-entries-stand' : 'entry-closed');
  return decided(
    [
      happened(
        'theory.entered',
        enrolment.batchId,
        { enrolmentId: input.enrolmentId, by: context.by, scoreHundredths },
        null,
      ),
    ],
    { entries: line.entries.length + (own === undefined ? 1 : 0) },
  );
}

function enteredResult(line: TheoryLine): { readonly entries: number } {
  return { entries: line.entries.length };
}

/**
 * Third look at the sheet where two entries, a file and its comparison, or a mark and the door, disagree; by someone who
 * entered, imported or compared none of it.
 */
export function resolveMark(context: DecideContext, input: CommandInput<'theory.resolve'>): Decision {
  const opened = openEnrolment(context.store, input.enrolmentId);
  if (!opened.ok) return opened;
  const { enrolment } = opened;
  const line = lineOf(context, input.enrolmentId);
  if (line.score.state !== 'differs') return refused('theory-not-differing');
  if (hasPutIn(context, line)) return refused('resolve-own-entry');
  const { scoreHundredths } = input;
  if (scoreHundredths !== null && scoreHundredths > theoryFullHundredths)
    return refused('mark-above-full', listed(enrolment.ticketNumber));
  return decided([
    happened(
      'theory.resolved',
      enrolment.batchId,
      { enrolmentId: input.enrolmentId, by: context.by, scoreHundredths },
      { reason: input.reason },
    ),
  ]);
}

/** Whether the mark as it stands is also this person's doing. */
function hasPutIn({ store, by }: DecideContext, { entries, imported }: TheoryLine): boolean {
  if (entries.some((entry) => entry.by === by)) return true;
  if (imported === null) return false;
  return (
    imported.compared?.by === by || drawsOf(store, imported.fileSha256).some((one) => one.importedBy === by)
  );
}

function lineOf(context: DecideContext, enrolmentId: EnrolmentId): TheoryLine {
  const line = theoryLines(context.store, { enrolmentId }).get(enrolmentId);
  if (line === undefined) throw new Error('an open enrolment has a theory line');
  return line;
}

function listed(ticketNumber: string | null): {
  readonly count: number;
  readonly tickets: readonly string[];
} {
  return { count: 1, tickets: [ticketNumber ?? '—'] };
}
