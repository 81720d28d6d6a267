import { theoryScore } from '#shared/domain/theoryScore.ts';
import type { TheoryFacts, TheoryScore } from '#shared/domain/theoryScore.ts';
import { attendanceOf, within } from '../enrolments/attendance.ts';
import type { Attendance, Scope } from '../enrolments/attendance.ts';
import type { Store } from '../store/openDatabase.ts';
import type { substitutions, theoryEntries, theoryMarks, theoryResolutions } from './tables.ts';

export type SubstitutionFacts = typeof substitutions.$inferSelect;

/** Everything known of one candidate's theory subject, and what follows from it. */
export interface TheoryLine {
  readonly attendance: Attendance;
  readonly imported: MarkRow | null;
  readonly entries: readonly EntryRow[];
  readonly resolved: ResolutionRow | null;
  /** The open or approved proposal; refused ones are history. */
  readonly substitution: SubstitutionFacts | null;
  readonly score: TheoryScore;
}

/** The theory subject of everyone in the scope: five reads, whatever the number of candidates. */
export function theoryLines(store: Store, scope: Scope): ReadonlyMap<string, TheoryLine> {
  const marks = byEnrolment<MarkRow>(
    store,
    scope,
    'theory_marks',
    'score_hundredths AS scoreHundredths, x.row, x.seq',
  );
  const entries = byEnrolment<EntryRow>(
    store,
    scope,
    'theory_entries',
    'x.by, score_hundredths AS scoreHundredths, x.seq',
  );
  const resolutions = byEnrolment<ResolutionRow>(
    store,
    scope,
    'theory_resolutions',
    'x.by, score_hundredths AS scoreHundredths, x.reason, x.seq',
  );
  const proposals = new Map(
    substitutionsIn(store, scope)
      .filter((one) => one.state !== 'refused')
      .map((one) => [one.enrolmentId, one]),
  );
  const lines = new Map<string, TheoryLine>();
  for (const [enrolmentId, attendance] of attendanceOf(store, scope, 'theory')) {
    const known = {
      attendance,
      imported: marks.get(enrolmentId)?.[0] ?? null,
      entries: entries.get(enrolmentId) ?? [],
      resolved: resolutions.get(enrolmentId)?.[0] ?? null,
      substitution: proposals.get(enrolmentId) ?? null,
    };
    lines.set(enrolmentId, { ...known, score: theoryScore(factsOf(known)) });
  }
  return lines;
}

function factsOf(line: Omit<TheoryLine, 'score'>): TheoryFacts {
  const { substitution } = line;
  return {
    imported: line.imported,
    entries: line.entries,
    resolved: line.resolved,
    substitution:
      substitution === null
        ? null
        : {
            state: substitution.state === 'approved' ? 'approved' : 'open',
            convertedHundredths: substitution.convertedHundredths,
          },
    absentAtDoor: line.attendance.absent,
  };
}

/** All proposals of the scope, oldest first. */
export function substitutionsIn(store: Store, scope: Scope): readonly SubstitutionFacts[] {
  const { condition, value } = within(scope);
  return store
    .statement(
      `SELECT x.substitution_id AS substitutionId, x.enrolment_id AS enrolmentId, x.course_name AS courseName, x.course_code AS courseCode,
        x.term, x.exam_date AS examDate, x.raw_hundredths AS rawHundredths, x.full_hundredths AS fullHundredths,
        x.converted_hundredths AS convertedHundredths, x.teacher, x.evidence_sha256 AS evidenceSha256, x.evidence_name AS evidenceName,
        x.proposed_by AS proposedBy, x.state, x.decided_by AS decidedBy, x.reason, x.seq, x.decided_seq AS decidedSeq
        FROM substitutions x JOIN enrolments e ON e.enrolment_id = x.enrolment_id WHERE ${condition} ORDER BY x.seq`,
    )
    .all(value) as SubstitutionFacts[];
}

type MarkRow = Pick<typeof theoryMarks.$inferSelect, 'scoreHundredths' | 'row' | 'seq'>;
type EntryRow = Pick<typeof theoryEntries.$inferSelect, 'by' | 'scoreHundredths' | 'seq'>;
type ResolutionRow = EntryRow & Pick<typeof theoryResolutions.$inferSelect, 'reason'>;

/** Rows of one theory table in the scope, oldest first. */
function byEnrolment<Row>(
  store: Store,
  scope: Scope,
  table: string,
  columns: string,
): ReadonlyMap<string, readonly Row[]> {
  const { condition, value } = within(scope);
  const rows = store
    .statement(
      `SELECT x.enrolment_id AS enrolmentId, ${columns} FROM enrolments e JOIN ${table} x ON x.enrolment_id = e.enrolment_id
        WHERE ${condition} ORDER BY x.seq`,
    )
    .all(value) as (Row & { enrolmentId: string })[];
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const known = found.get(row.enrolmentId);
    if (known === undefined) found.set(row.enrolmentId, [row]);
    else known.push(row);
  }
  return found;
}
