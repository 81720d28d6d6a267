import { eq, getTableColumns } from 'drizzle-orm';
import { theoryScore } from '#shared/domain/theoryScore.ts';
import type { TheoryFacts, TheoryScore } from '#shared/domain/theoryScore.ts';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import { enrolledIn } from '../candidates/queries.ts';
import { enrolments } from '../candidates/tables.ts';
import { attendanceOf } from '../enrolments/attendance.ts';
import type { Attendance, Scope } from '../enrolments/attendance.ts';
import type { Store } from '../store/openDatabase.ts';
import { substitutions, theoryEntries, theoryMarks, theoryResolutions } from './tables.ts';

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
  const marks = byEnrolment(
    store.orm
      .select(getTableColumns(theoryMarks))
      .from(theoryMarks)
      .innerJoin(enrolments, eq(enrolments.enrolmentId, theoryMarks.enrolmentId))
      .where(enrolledIn(scope))
      .all(),
  );
  const entries = byEnrolment(
    store.orm
      .select(getTableColumns(theoryEntries))
      .from(theoryEntries)
      .innerJoin(enrolments, eq(enrolments.enrolmentId, theoryEntries.enrolmentId))
      .where(enrolledIn(scope))
      .orderBy(theoryEntries.seq)
      .all(),
  );
  const resolutions = byEnrolment(
    store.orm
      .select(getTableColumns(theoryResolutions))
      .from(theoryResolutions)
      .innerJoin(enrolments, eq(enrolments.enrolmentId, theoryResolutions.enrolmentId))
      .where(enrolledIn(scope))
      .all(),
  );
  const proposals = new Map(
    substitutionsIn(store, scope)
      .filter((one) => one.state !== 'refused')
      .map((one) => [one.enrolmentId, one]),
  );
  const lines = new Map<EnrolmentId, TheoryLine>();
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

/** Whether entries from paper may be seen by others than their writers: two stand, or a third look has settled the mark. */
export function areEntriesOpen(line: Pick<TheoryLine, 'entries' | 'resolved'>): boolean {
  return line.entries.length > 1 || line.resolved !== null;
}

/** All proposals of the scope, oldest first. */
export function substitutionsIn(store: Store, scope: Scope): readonly SubstitutionFacts[] {
  return store.orm
    .select(getTableColumns(substitutions))
    .from(substitutions)
    .innerJoin(enrolments, eq(enrolments.enrolmentId, substitutions.enrolmentId))
    .where(enrolledIn(scope))
    .orderBy(substitutions.seq)
    .all();
}

type MarkRow = typeof theoryMarks.$inferSelect;
type EntryRow = typeof theoryEntries.$inferSelect;
type ResolutionRow = typeof theoryResolutions.$inferSelect;

function byEnrolment<Row extends { readonly enrolmentId: EnrolmentId }>(
  rows: readonly Row[],
): ReadonlyMap<EnrolmentId, readonly Row[]> {
  return Map.groupBy(rows, (row) => row.enrolmentId);
}
