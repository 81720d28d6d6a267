/** What an outcome needs to know of a subject. */
export interface SubjectStanding {
  readonly state: 'notTaken' | 'taken' | 'absent' | 'substituted' | 'incomplete';
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
): 'passed' | 'failed' | 'open' {
  if (openReasons > 0) return 'open';
  return subjects.every((subject) => subjectPassed(subject, passLineHundredths)) ? 'passed' : 'failed';
}
