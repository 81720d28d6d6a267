import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import { theoryFullHundredths } from '#shared/domain/theoryScore.ts';
import type { TheoryMark } from '#shared/domain/theoryScore.ts';
import { drawSample } from '#node/markSample.ts';
import { batchRow } from '../batches/queries.ts';
import { enrolmentRow } from '../candidates/queries.ts';
import { isFrozen } from '../enrolments/standing.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { drawsOf, linesOfFile } from './comparisons.ts';
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
  const { file, rows, marks } = input;
  if (!context.holdsFile(file)) return refused('file-not-stored', { name: file.name });
  if (rows !== marks.length)
    return refused('import-count-differs', { rows, taken: marks.length, leftOut: 0 });
  const lines = theoryLines(store, { batchId: input.batchId });
  const faults = new Map<string, string[]>();
  const seen = new Set<string>();
  const fresh: typeof marks = [];
  let absent = 0;
  const present: string[] = [];
  for (const mark of marks) {
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
    marks: marks.length,
    recorded: fresh.length,
    absent,
    absentButCheckedIn: present.slice(0, mostListed),
  };
  if (fresh.length === 0) return decided([], { ...result, sampled: 0 });
  const { seed, sample } = drawn(
    context,
    file.sha256,
    fresh.map((mark) => mark.enrolmentId),
  );
  return decided(
    [
      happened(
        'theory.imported',
        input.batchId,
        {
          batchId: input.batchId,
          fileSha256: file.sha256,
          fileSize: file.size,
          marks: fresh,
          sampleSeed: seed,
          sample: [...sample],
        },
        { fileName: file.name },
      ),
    ],
    { ...result, sampled: sample.length },
  );
}

/** What is drawn anew of a file: once per hash, so that sending it again is no way to another sample. */
function drawn(
  { store, random }: DecideContext,
  fileSha256: string,
  fresh: readonly EnrolmentId[],
): { readonly seed: string; readonly sample: readonly EnrolmentId[] } {
  const seed = drawsOf(store, fileSha256)[0]?.seed ?? random(32).toString('hex');
  const known = linesOfFile(store, fileSha256);
  const before = new Set(known.flatMap((line) => (line.sampled ? [line.enrolmentId] : [])));
  const all = [...new Set([...known.map((line) => line.enrolmentId), ...fresh])];
  return { seed, sample: drawSample(seed, all).filter((enrolmentId) => !before.has(enrolmentId)) };
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

/** The ticket number, or the end of the id for whom there is none in sight. */
function ticketOf(context: DecideContext, enrolmentId: EnrolmentId): string {
  return enrolmentRow(context.store, enrolmentId)?.ticketNumber ?? `…${enrolmentId.slice(-6)}`;
}
