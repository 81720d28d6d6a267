import type { CommandInput } from '#shared/contract/commands/index.ts';
import { theoryFullHundredths } from '#shared/domain/theoryScore.ts';
import type { TheoryMark } from '#shared/domain/theoryScore.ts';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { batchRow } from '../batches/queries.ts';
import { isFrozen } from '../enrolments/standing.ts';
import { openEnrolment } from '../enrolments/standing.ts';
import { enrolmentRow } from '../candidates/queries.ts';
import { areEntriesOpen, theoryLines } from './queries.ts';
import type { TheoryLine } from './queries.ts';

/** Most names that a refusal lists. */
const mostListed = 20;

/**
 * Marks from a machine-marking file: all or none. A mark that stands already with the same value is fine, so a file may be sent
 * twice. Refused, naming the people: not of this batch, substituted, without a seat, never checked in, marked otherwise.
 */
export function importMarks(context: DecideContext, input: CommandInput<'theory.import'>): Decision {
  const { store } = context;
  if (batchRow(store, input.batchId) === null) return refused('batch-unknown');
  if (isFrozen(store, input.batchId)) return refused('results-frozen');
  const lines = theoryLines(store, { batchId: input.batchId });
  const faults = new Map<string, string[]>();
  const seen = new Set<string>();
  const fresh: typeof input.marks = [];
  let absent = 0;
  const present: string[] = [];
  for (const mark of input.marks) {
    const line = lines.get(mark.enrolmentId);
    const fault = seen.has(mark.enrolmentId) ? 'mark-twice' : importFault(line, mark.scoreHundredths);
    seen.add(mark.enrolmentId);
    if (fault !== null) {
      const listed = faults.get(fault) ?? [];
      listed.push(ticketOf(context, mark.enrolmentId));
      faults.set(fault, listed);
      continue;
    }
    if (mark.scoreHundredths === null) {
      absent += 1;
      if (line?.attendance.checkedIn === true) present.push(ticketOf(context, mark.enrolmentId));
    }
    if (line?.imported === null) fresh.push(mark);
  }
  for (const code of importFaults) {
    const tickets = faults.get(code);
    if (tickets !== undefined)
      return refused(code, { count: tickets.length, tickets: tickets.slice(0, mostListed) });
  }
  const result = {
    marks: input.marks.length,
    recorded: fresh.length,
    absent,
    absentButCheckedIn: present.slice(0, mostListed),
  };
  if (fresh.length === 0) return decided([], result);
  const { file } = input;
  return decided(
    [
      happened(
        'theory.imported',
        input.batchId,
        { batchId: input.batchId, fileSha256: file.sha256, fileSize: file.size, marks: fresh },
        { fileName: file.name },
      ),
    ],
    result,
  );
}

/** In this order a refused import is explained. */
const importFaults = [
  'mark-twice',
  'marks-outside-batch',
  'mark-above-full',
  'marks-for-substituted',
  'marks-for-unseated',
  'marks-for-absent',
  'marks-entry-begun',
  'marks-conflict',
] as const;

function importFault(
  line: TheoryLine | undefined,
  scoreHundredths: TheoryMark,
): (typeof importFaults)[number] | null {
  if (line === undefined) return 'marks-outside-batch';
  if (scoreHundredths !== null && scoreHundredths > theoryFullHundredths) return 'mark-above-full';
  if (line.substitution?.state === 'approved') return 'marks-for-substituted';
  if (line.attendance.sittingId === null) return 'marks-for-unseated';
  if (scoreHundredths !== null && !line.attendance.checkedIn) return 'marks-for-absent';
  // whether it agrees would tell what a single entry says
  if (line.entries.length > 0 && !areEntriesOpen(line)) return 'marks-entry-begun';
  const standing = line.resolved ?? line.imported;
  const known = standing === null ? line.entries : [standing];
  return known.some((one) => one.scoreHundredths !== scoreHundredths) ? 'marks-conflict' : null;
}

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

/** Third look at the sheet where two entries, or a mark and the door, disagree; by someone who entered neither. */
export function resolveMark(context: DecideContext, input: CommandInput<'theory.resolve'>): Decision {
  const opened = openEnrolment(context.store, input.enrolmentId);
  if (!opened.ok) return opened;
  const { enrolment } = opened;
  const line = lineOf(context, input.enrolmentId);
  if (line.score.state !== 'differs') return refused('theory-not-differing');
  if (line.entries.some((entry) => entry.by === context.by)) return refused('resolve-own-entry');
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

/** The ticket number, or the end of the id for whom there is none in sight. */
function ticketOf(context: DecideContext, enrolmentId: EnrolmentId): string {
  return enrolmentRow(context.store, enrolmentId)?.ticketNumber ?? `…${enrolmentId.slice(-6)}`;
}
