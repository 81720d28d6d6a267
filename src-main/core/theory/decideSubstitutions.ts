import { eq } from 'drizzle-orm';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { SubstitutionId } from '#shared/contract/ids.ts';
import { normaliseName } from '#shared/domain/personName.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { convertCourseExam } from '#shared/domain/theoryScore.ts';
import { users } from '../access/tables.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { openEnrolment } from '../enrolments/standing.ts';
import { theoryLines } from './queries.ts';
import type { TheoryLine } from './queries.ts';
import { substitutions } from './tables.ts';

/** Proposes that a course exam replaces the theory subject; one proposal of an enrolment at a time. */
export function proposeSubstitution(
  context: DecideContext,
  input: CommandInput<'substitution.propose'>,
): Decision {
  const { store } = context;
  const opened = openEnrolment(store, input.enrolmentId);
  if (!opened.ok) return opened;
  if (findProposal(context, input.substitutionId) !== null) return refused('id-taken');
  if (!context.holdsFile(input.evidence)) return refused('file-not-stored', { name: input.evidence.name });
  const today = siteDay(context.at);
  if (input.examDate !== null && input.examDate > today)
    return refused('course-exam-to-come', { day: input.examDate });
  const convertedHundredths = convertCourseExam(input.rawHundredths, input.fullHundredths);
  if (convertedHundredths === null) return refused('course-mark-above-full');
  const line = theoryLines(store, { enrolmentId: input.enrolmentId }).get(input.enrolmentId);
  if (line?.substitution !== null) return refused('substitution-stands');
  const used = theoryUsed(line);
  if (used !== null) return refused(used);
  const { teacher, evidence, ...course } = input;
  return decided(
    [
      happened(
        'substitution.proposed',
        opened.enrolment.batchId,
        {
          ...course,
          convertedHundredths,
          proposedBy: context.by,
          evidenceSha256: evidence.sha256,
        },
        { teacher, evidenceName: evidence.name },
      ),
    ],
    { convertedHundredths },
  );
}

/** Approves or refuses; never by the proposer, never approved by the course's own teacher. */
export function decideSubstitution(
  context: DecideContext,
  input: CommandInput<'substitution.decide'>,
): Decision {
  const { store } = context;
  const proposal = findProposal(context, input.substitutionId);
  if (proposal === null) return refused('substitution-unknown');
  const opened = openEnrolment(store, proposal.enrolmentId);
  if (!opened.ok) return opened;
  if (proposal.state !== 'open') return refused('substitution-settled', { state: proposal.state });
  if (proposal.proposedBy === context.by) return refused('substitution-own-proposal');
  if (input.decision === 'approved') {
    if (proposal.teacher === null) return refused('substitution-blanked');
    if (isTeacher(context, proposal.teacher)) return refused('substitution-by-teacher');
    const used = theoryUsed(
      theoryLines(store, { enrolmentId: proposal.enrolmentId }).get(proposal.enrolmentId),
    );
    if (used !== null) return refused(used);
  }
  return decided([
    happened(
      'substitution.decided',
      opened.enrolment.batchId,
      {
        substitutionId: input.substitutionId,
        enrolmentId: proposal.enrolmentId,
        decision: input.decision,
        by: context.by,
      },
      { reason: input.reason },
    ),
  ]);
}

/** Whoever sat the theory paper, or has a mark, cannot have it replaced any more. */
function theoryUsed(line: TheoryLine | undefined): 'theory-seat-used' | 'theory-marked' | null {
  if (line === undefined) throw new Error('an open enrolment has a theory line');
  if (line.attendance.checkedIn) return 'theory-seat-used';
  const marked = line.imported !== null || line.entries.length > 0 || line.resolved !== null;
  return marked ? 'theory-marked' : null;
}

function isTeacher(context: DecideContext, teacher: string): boolean {
  const person = context.store.orm.select().from(users).where(eq(users.userId, context.by)).get();
  const names = [person?.displayName, person?.loginName].filter((name) => typeof name === 'string');
  return names.some((name) => normaliseName(name) === normaliseName(teacher));
}

function findProposal(
  context: DecideContext,
  substitutionId: SubstitutionId,
): typeof substitutions.$inferSelect | null {
  const { orm } = context.store;
  return (
    orm.select().from(substitutions).where(eq(substitutions.substitutionId, substitutionId)).get() ?? null
  );
}
