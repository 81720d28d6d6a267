import { eq, getTableColumns } from 'drizzle-orm';
import { importStands } from '#shared/domain/theoryComparison.ts';
import { theoryScore } from '#shared/domain/theoryScore.ts';
import type { TheoryFacts, TheoryScore } from '#shared/domain/theoryScore.ts';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import { enrolledIn } from '../candidates/queries.ts';
import { enrolments } from '../candidates/tables.ts';
import { attendanceOf } from '../enrolments/attendance.ts';
import type { Attendance, Scope } from '../enrolments/attendance.ts';
import type { Store } from '../store/openDatabase.ts';
import { fileComparisons } from './comparisons.ts';
import {
  substitutions,
  theoryComparisons,
  theoryEntries,
  theoryMarks,
  theoryResolutions,
  theorySamples,
} from './tables.ts';

export type SubstitutionFacts = typeof substitutions.$inferSelect;

/** Everything known of one candidate's theory subject, and what follows from it. */
export interface TheoryLine {
  readonly attendance: Attendance;
  readonly imported: ImportedLine | null;
  readonly entries: readonly EntryRow[];
  readonly resolved: ResolutionRow | null;
  /** The open or approved proposal; refused ones are history. */
  readonly substitution: SubstitutionFacts | null;
  readonly score: TheoryScore;
}

/** A line of a mark file with what its comparison says. */
export interface ImportedLine extends MarkRow {
  readonly sampled: boolean;
  readonly compared: ComparisonRow | null;
  readonly stands: boolean;
}

/** The theory subject of everyone in the scope: as many reads as there are tables, whatever the number of candidates. */
export function theoryLines(store: Store, scope: Scope): ReadonlyMap<string, TheoryLine> {
  const imported = importedLines(store, scope);
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
      imported: imported.get(enrolmentId) ?? null,
      entries: entries.get(enrolmentId) ?? [],
      resolved: resolutions.get(enrolmentId)?.[0] ?? null,
      substitution: proposals.get(enrolmentId) ?? null,
    };
    lines.set(enrolmentId, { ...known, score: theoryScore(factsOf(known)) });
  }
  return lines;
}

function importedLines(store: Store, scope: Scope): ReadonlyMap<EnrolmentId, ImportedLine> {
  const files = fileComparisons(store, scope);
  if (files.size === 0) return new Map();
  const rows = store.orm
    .select({ mark: theoryMarks, sample: theorySamples, compared: theoryComparisons })
    .from(theoryMarks)
    .innerJoin(enrolments, eq(enrolments.enrolmentId, theoryMarks.enrolmentId))
    .leftJoin(theorySamples, eq(theorySamples.enrolmentId, theoryMarks.enrolmentId))
    .leftJoin(theoryComparisons, eq(theoryComparisons.enrolmentId, theoryMarks.enrolmentId))
    .where(enrolledIn(scope))
    .all();
  return new Map(
    rows.map(({ mark, sample, compared }) => {
      const line = { sampled: sample !== null, compared };
      const file = files.get(mark.fileSha256);
      if (file === undefined) throw new Error('a mark file without its lines');
      return [mark.enrolmentId, { ...mark, ...line, stands: importStands(file, line) }];
    }),
  );
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

/** Whether an imported mark may be seen: a second person has read this line on the paper, or the file stands. */
export function isImportOpen({ compared, stands }: Pick<ImportedLine, 'compared' | 'stands'>): boolean {
  return compared !== null || stands;
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
type ComparisonRow = typeof theoryComparisons.$inferSelect;
type EntryRow = typeof theoryEntries.$inferSelect;
type ResolutionRow = typeof theoryResolutions.$inferSelect;

function byEnrolment<Row extends { readonly enrolmentId: EnrolmentId }>(
  rows: readonly Row[],
): ReadonlyMap<EnrolmentId, readonly Row[]> {
  return Map.groupBy(rows, (row) => row.enrolmentId);
}
