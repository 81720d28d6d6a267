import { rational, roundHundredths } from './rational.ts';

/** States of a theory subject. */
export const theoryStates = [
  'open',
  'enteredOnce',
  'uncompared',
  'differs',
  'scored',
  'absent',
  'proposed',
  'substituted',
] as const;
export type TheoryState = (typeof theoryStates)[number];

/** Where a theory score comes from. */
export const theorySources = ['machine', 'paper', 'courseExam'] as const;
export type TheorySource = (typeof theorySources)[number];

/** Where the score of a subject comes from. */
export const scoreSources = [...theorySources, 'examiners'] as const;
export type ScoreSource = (typeof scoreSources)[number];

/** What is decided of a proposal that a course exam replaces the subject. */
export const substitutionDecisions = ['approved', 'refused'] as const;
export type SubstitutionDecision = (typeof substitutionDecisions)[number];
export const substitutionStates = ['open', ...substitutionDecisions] as const;
export type SubstitutionState = (typeof substitutionStates)[number];

/** A theory mark in hundredths of 100 points; null: absent. */
export type TheoryMark = number | null;

/** What is known of one candidate's theory subject. */
export interface TheoryFacts {
  /** From a machine-marking file; null while there is none. */
  readonly imported: {
    readonly scoreHundredths: TheoryMark;
    /** What a second person read on the paper; null while nobody has compared this line. */
    readonly compared: { readonly scoreHundredths: TheoryMark } | null;
    /** As far as the comparison goes (`theoryComparison.ts`). */
    readonly stands: boolean;
  } | null;
  /** Entries from paper by different people, at most two. */
  readonly entries: readonly { readonly by: string; readonly scoreHundredths: TheoryMark }[];
  /** Third look at the sheet. */
  readonly resolved: { readonly scoreHundredths: TheoryMark } | null;
  readonly substitution: {
    readonly state: Exclude<SubstitutionState, 'refused'>;
    readonly convertedHundredths: number;
  } | null;
  /** The door says so: the sitting is over and there is no check-in. */
  readonly absentAtDoor: boolean;
}

export interface TheoryScore {
  readonly state: TheoryState;
  readonly scoreHundredths: number | null;
  readonly source: TheorySource | null;
}

/** Full marks of a theory paper, in hundredths. */
export const theoryFullHundredths = 10_000;

/**
 * State and score of a theory subject (docs/rules.md, Scores). An approved course exam stands before everything; then what a third
 * look settled. A mark of a person of whom the door says that they never came differs, like two entries that disagree. One
 * person's mark file counts when a second person has compared it with the paper.
 */
export function theoryScore(facts: TheoryFacts): TheoryScore {
  if (facts.substitution?.state === 'approved')
    return {
      state: 'substituted',
      scoreHundredths: facts.substitution.convertedHundredths,
      source: 'courseExam',
    };
  if (facts.resolved !== null) return settled(facts.resolved.scoreHundredths, 'paper');
  const marks = [facts.imported, ...facts.entries].filter((mark) => mark !== null);
  if (facts.absentAtDoor && marks.some((mark) => mark.scoreHundredths !== null)) return unsettled('differs');
  if (facts.imported !== null) {
    const { scoreHundredths, compared, stands } = facts.imported;
    if (compared !== null && compared.scoreHundredths !== scoreHundredths) return unsettled('differs');
    return stands ? settled(scoreHundredths, 'machine') : unsettled('uncompared');
  }
  const [first, second] = facts.entries;
  if (first !== undefined && second !== undefined)
    return first.scoreHundredths === second.scoreHundredths
      ? settled(first.scoreHundredths, 'paper')
      : unsettled('differs');
  if (facts.substitution !== null && first === undefined) return unsettled('proposed');
  if (facts.absentAtDoor) return settled(null, 'paper');
  return unsettled(first === undefined ? 'open' : 'enteredOnce');
}

function settled(scoreHundredths: TheoryMark, source: Exclude<TheorySource, 'courseExam'>): TheoryScore {
  return scoreHundredths === null
    ? { state: 'absent', scoreHundredths: null, source: null }
    : { state: 'scored', scoreHundredths, source };
}

function unsettled(state: Exclude<TheoryState, 'scored' | 'absent' | 'substituted'>): TheoryScore {
  return { state, scoreHundredths: null, source: null };
}

/**
 * A course-exam mark converted to 100 points: raw / full × 100, rounded half up once, to hundredths. Both in hundredths.
 * Null when the raw mark is above the full one or the full one is not above 0.
 */
export function convertCourseExam(rawHundredths: number, fullHundredths: number): number | null {
  if (fullHundredths <= 0 || rawHundredths < 0 || rawHundredths > fullHundredths) return null;
  return roundHundredths(rational(rawHundredths * 10_000, fullHundredths), 2);
}
