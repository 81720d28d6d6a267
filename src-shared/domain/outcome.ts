/** State of a subject (docs/rules.md, Scores), as far as this version knows them. */
export type SubjectState = 'notTaken' | 'taken' | 'absent' | 'substituted' | 'incomplete';

/** Outcomes that a frozen table may hold. */
export const finalOutcomes = ['passed', 'failed'] as const;
export type FinalOutcome = (typeof finalOutcomes)[number];
export type Outcome = FinalOutcome | 'open';

/** What an outcome needs to know of a subject. */
export interface SubjectStanding {
  readonly state: SubjectState;
  readonly scoreHundredths: number | null;
  readonly vetoed: boolean;
}

/** Whether a subject is passed: a score at or above its line (60 included) and no veto. Absent is not passed. */
export function subjectPassed(subject: SubjectStanding, passLineHundredths: number): boolean {
  if (subject.state !== 'taken' && subject.state !== 'substituted') return false;
  return !subject.vetoed && subject.scoreHundredths !== null && subject.scoreHundredths >= passLineHundredths;
}

/**
 * Outcome of an enrolment: open while anything is open; passed when every subject is at or above its line; failed otherwise
 * (docs/rules.md, Scores).
 */
export function outcomeOf(
  subjects: readonly SubjectStanding[],
  openReasons: number,
  passLineHundredths: number,
): Outcome {
  if (openReasons > 0) return 'open';
  return subjects.every((subject) => subjectPassed(subject, passLineHundredths)) ? 'passed' : 'failed';
}
