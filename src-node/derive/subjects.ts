import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { ResultLine } from '#shared/contract/packageFiles.ts';
import { outcomeOf } from '#shared/domain/outcome.ts';
import type { Outcome } from '#shared/domain/outcome.ts';
import { practicalScorer } from '#shared/domain/practicalScore.ts';
import type { PracticalScore } from '#shared/domain/practicalScore.ts';
import type { PracticalFacts } from '#shared/domain/practicalFacts.ts';
import { examinersOf } from '#shared/domain/practicalSheets.ts';
import { compare, pointsText, rational, subtract } from '#shared/domain/rational.ts';
import type { Rational } from '#shared/domain/rational.ts';
import type { Subject } from '#shared/domain/subject.ts';
import { importStands } from '#shared/domain/theoryComparison.ts';
import type { FileComparison } from '#shared/domain/theoryComparison.ts';
import { theoryScore } from '#shared/domain/theoryScore.ts';
import type { TheoryFacts } from '#shared/domain/theoryScore.ts';
import { occupationOf, rulesOf } from './facts.ts';
import type { BatchRead, EnrolmentRead, SubstitutionRead } from './facts.ts';

/** What a subject can be by today's rules; the schema knows more states than any row says yet. */
type SubjectResult = ResultLine['subjects']['theory'] & {
  readonly state: 'taken' | 'absent' | 'substituted';
};

/** What the marks of an enrolment come to by the rules of its batch. A subject is null while anything about it is open. */
export interface Reckoned {
  readonly theory: SubjectResult | null;
  readonly practical: SubjectResult | null;
  readonly outcome: Outcome;
}

const noScore = {
  scoreHundredths: null,
  unrounded: null,
  source: null,
  nearLine: false,
  vetoed: false,
} as const;

/** Makes the function that reckons the results of a batch's enrolments anew from their marks. */
export function reckoner(batch: BatchRead): (enrolment: EnrolmentRead) => Reckoned {
  const rules = rulesOf(batch);
  const scorers = new Map(
    Array.from(batch.rubrics, ([key, { modules }]) => [key, practicalScorer(modules, rules)]),
  );
  const present = new Set(
    [...batch.checkIns.values()]
      .filter(({ undone }) => undone === null)
      .map(({ entry: { data } }) => `${data.sittingId} ${data.enrolmentId}`),
  );
  const files = fileComparisons(batch);
  return (enrolment) => {
    const theory = theoryResult(
      enrolment,
      importedFacts(batch, files, enrolment),
      attendanceOf(batch, enrolment, 'theory', present),
      rules,
    );
    const attendance = attendanceOf(batch, enrolment, 'practical', present);
    const scoreOf = scorers.get(occupationOf(enrolment.occupationLevel));
    const practical = practicalResult(enrolment, attendance, scoreOf, rules);
    const settled = [theory, practical].filter((subject) => subject !== null);
    return {
      theory,
      practical,
      outcome: outcomeOf(settled, 2 - settled.length, rules.passLineHundredths),
    };
  };
}

interface Attendance {
  readonly over: boolean;
  readonly present: boolean;
  readonly examiners: readonly string[];
}

/** Null: no seat. */
function attendanceOf(
  batch: BatchRead,
  { enrolmentId, seats }: EnrolmentRead,
  subject: Subject,
  present: ReadonlySet<string>,
): Attendance | null {
  const seat = seats.get(subject);
  const sitting = seat === undefined ? undefined : batch.sittings.get(seat.sittingId);
  if (seat === undefined || sitting === undefined) return null;
  return {
    over: sitting.state === 'finished',
    present: present.has(`${seat.sittingId} ${enrolmentId}`),
    examiners: examinersOf(sitting.staff),
  };
}

/** The proposal that stands: the newest that was not refused. */
export function standingSubstitution({ substitutions }: EnrolmentRead): SubstitutionRead | null {
  return [...substitutions.values()].findLast(({ state }) => state !== 'refused') ?? null;
}

/** How far the comparison of each mark file is, by its hash. */
function fileComparisons(batch: BatchRead): ReadonlyMap<string, FileComparison> {
  return new Map(
    Array.from(batch.markFiles, ([fileSha256, { lines, sampled }]) => {
      const read = [...lines].flatMap((line) => batch.enrolments.get(line) ?? []);
      const differing = read.filter(
        ({ imported, compared }) =>
          compared !== null && compared.scoreHundredths !== imported?.scoreHundredths,
      );
      const due = read.filter(
        ({ enrolmentId, compared, withdrawn }) => compared === null && !withdrawn && sampled.has(enrolmentId),
      );
      return [fileSha256, { differing: differing.length, sampleDue: due.length }];
    }),
  );
}

function importedFacts(
  batch: BatchRead,
  files: ReadonlyMap<string, FileComparison>,
  { enrolmentId, imported, compared }: EnrolmentRead,
): TheoryFacts['imported'] {
  if (imported === null) return null;
  const file = files.get(imported.fileSha256) ?? { differing: 0, sampleDue: 0 };
  const sampled = batch.markFiles.get(imported.fileSha256)?.sampled.has(enrolmentId) === true;
  const { scoreHundredths } = imported;
  return { scoreHundredths, compared, stands: importStands(file, { sampled, compared }) };
}

function theoryResult(
  enrolment: EnrolmentRead,
  imported: TheoryFacts['imported'],
  attendance: Attendance | null,
  rules: BatchRules,
): SubjectResult | null {
  const substitution = standingSubstitution(enrolment);
  const score = theoryScore({
    imported,
    entries: [...enrolment.entries.values()].toSorted((one, other) => one.seq - other.seq),
    resolved: enrolment.resolved,
    substitution:
      substitution === null
        ? null
        : {
            state: substitution.state === 'approved' ? 'approved' : 'open',
            convertedHundredths: substitution.proposal.convertedHundredths,
          },
    absentAtDoor: attendance !== null && attendance.over && !attendance.present,
  });
  if (score.state === 'substituted' && substitution !== null) {
    const { rawHundredths, fullHundredths } = substitution.proposal;
    const exact = rational(rawHundredths * 10_000, fullHundredths);
    return scored('substituted', score.scoreHundredths, score.source, exact, rules, false);
  }
  if (attendance?.over !== true || substitution?.state === 'open') return null;
  if (score.state === 'absent') return { state: 'absent', ...noScore };
  if (score.state !== 'scored' || score.scoreHundredths === null) return null;
  return scored('taken', score.scoreHundredths, score.source, rational(score.scoreHundredths), rules, false);
}

function practicalResult(
  enrolment: EnrolmentRead,
  attendance: Attendance | null,
  scoreOf: ((facts: PracticalFacts) => PracticalScore) | undefined,
  rules: BatchRules,
): SubjectResult | null {
  if (attendance?.over !== true) return null;
  if (!attendance.present) return { state: 'absent', ...noScore };
  if (scoreOf === undefined) return null;
  const score = scoreOf({
    sheets: [...enrolment.sheets.values()].map((sheet) => ({
      kind: sheet.kind,
      scorerId: sheet.scorerId,
      signed: sheet.signed !== null,
      verified: sheet.verifiedBy !== null,
      marks: sheet.signed?.marks ?? [...sheet.marks.values()],
    })),
    adjudications: enrolment.adjudications.map(({ decision }) => decision),
    examiners: attendance.examiners,
  });
  if (score.total === null) return null;
  return scored('taken', score.scoreHundredths, 'examiners', score.total, rules, score.vetoed);
}

function scored(
  state: 'taken' | 'substituted',
  scoreHundredths: number | null,
  source: SubjectResult['source'],
  exact: Rational,
  rules: BatchRules,
  vetoed: boolean,
): SubjectResult {
  return {
    state,
    scoreHundredths,
    unrounded: pointsText(exact),
    source,
    nearLine: isNear(exact, rules),
    vetoed,
  };
}

/** Within `nearLineHundredths` of the line, on either side, before any rounding. */
function isNear(exact: Rational, { passLineHundredths, nearLineHundredths }: BatchRules): boolean {
  const away = subtract(exact, rational(passLineHundredths));
  const near = rational(nearLineHundredths);
  return compare(away, near) <= 0 && compare(subtract(rational(0), away), near) <= 0;
}
