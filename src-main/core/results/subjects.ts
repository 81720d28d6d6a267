import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { ResultRow, SubjectScore } from '#shared/contract/views/results.ts';
import { compare, pointsText, rational, subtract } from '#shared/domain/rational.ts';
import type { Rational } from '#shared/domain/rational.ts';
import type { PracticalLine } from '../practical/queries.ts';
import type { TheoryLine } from '../theory/queries.ts';
import type { Attendance } from '../enrolments/attendance.ts';

type OpenReason = ResultRow['open'][number];

/** A subject's score with the reasons why it is not settled yet. */
export interface SubjectStand {
  readonly score: SubjectScore;
  readonly open: readonly OpenReason[];
}

const noScore = {
  scoreHundredths: null,
  unrounded: null,
  source: null,
  nearLine: false,
  vetoed: false,
} as const;

/** The theory subject of a result row. */
export function theorySubject(line: TheoryLine, rules: BatchRules): SubjectStand {
  const { state, scoreHundredths, source } = line.score;
  if (state === 'scored' || state === 'substituted') {
    const exact = exactTheory(line);
    const score: SubjectScore = {
      state: state === 'scored' ? 'taken' : 'substituted',
      scoreHundredths,
      unrounded: exact === null ? null : pointsText(exact),
      source,
      nearLine: exact !== null && isNearLine(exact, rules),
      vetoed: false,
    };
    return { score, open: state === 'substituted' ? [] : waitingFor(line.attendance, proposed(line)) };
  }
  if (state === 'absent')
    return { score: { state: 'absent', ...noScore }, open: waitingFor(line.attendance, proposed(line)) };
  const begun =
    line.attendance.checkedIn || state === 'enteredOnce' || state === 'uncompared' || state === 'differs';
  const open: OpenReason[] = [...proposed(line)];
  if (state === 'differs') open.push('theory-differs');
  else if (state === 'uncompared') open.push('theory-uncompared');
  else if (state !== 'proposed' && line.attendance.sittingId !== null) open.push('theory-missing');
  return {
    score: { state: begun ? 'incomplete' : 'notTaken', ...noScore },
    open: waitingFor(line.attendance, open),
  };
}

function proposed(line: TheoryLine): readonly OpenReason[] {
  return line.substitution?.state === 'open' ? ['substitution-open'] : [];
}

/** The score before any rounding: of a course exam raw / full × 100. */
function exactTheory(line: TheoryLine): Rational | null {
  const { substitution, score } = line;
  if (score.state === 'substituted' && substitution !== null)
    return rational(substitution.rawHundredths * 10_000, substitution.fullHundredths);
  return score.scoreHundredths === null ? null : rational(score.scoreHundredths);
}

/** The practical subject of a result row. */
export function practicalSubject(line: PracticalLine, rules: BatchRules): SubjectStand {
  const { attendance, score } = line;
  if (attendance.absent) return { score: { state: 'absent', ...noScore }, open: waitingFor(attendance, []) };
  const reasons: readonly OpenReason[] =
    score === null ? ['rubric-missing'] : attendance.checkedIn ? score.open : [];
  const open = waitingFor(attendance, reasons);
  if (score === null || !attendance.checkedIn)
    return { score: { state: attendance.checkedIn ? 'incomplete' : 'notTaken', ...noScore }, open };
  if (score.total === null) return { score: { state: 'incomplete', ...noScore }, open };
  return {
    score: {
      state: 'taken',
      scoreHundredths: score.scoreHundredths,
      unrounded: score.unrounded,
      source: 'examiners',
      nearLine: isNearLine(score.total, rules),
      vetoed: score.vetoed,
    },
    open,
  };
}

/** A subject is settled only when its candidate has a seat and the sitting is over. */
function waitingFor(attendance: Attendance, reasons: readonly OpenReason[]): readonly OpenReason[] {
  if (attendance.sittingId === null) return [...reasons, 'not-seated'];
  return attendance.sittingState === 'finished' ? reasons : [...reasons, 'sitting-not-finished'];
}

/** Whether a score lies within `nearLineHundredths` of the line, on either side, before rounding. */
function isNearLine(exact: Rational, rules: BatchRules): boolean {
  const line = rational(rules.passLineHundredths);
  const near = rational(rules.nearLineHundredths);
  return compare(subtract(exact, line), near) <= 0 && compare(subtract(line, exact), near) <= 0;
}
