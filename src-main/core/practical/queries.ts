import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { ItemMark } from '#shared/contract/commands/practical.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import { practicalScorer } from '#shared/domain/practicalScore.ts';
import type { PracticalScore } from '#shared/domain/practicalScore.ts';
import type { PracticalFacts, SheetFacts } from '#shared/domain/practicalFacts.ts';
import { examinersOf } from '#shared/domain/practicalSheets.ts';
import type { StaffDuty } from '#shared/domain/practicalSheets.ts';
import type { BatchId, EnrolmentId, SittingId, UserId } from '#shared/contract/ids.ts';
import { staffOfBatch, staffOfSitting } from '../arrangement/queries.ts';
import { rulesOf } from '../batches/queries.ts';
import { attendanceOf, within } from '../enrolments/attendance.ts';
import type { Attendance, Scope } from '../enrolments/attendance.ts';
import { enrolledIn } from '../candidates/queries.ts';
import { enrolments } from '../candidates/tables.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { adjudications, rubrics } from './tables.ts';

/** A rubric in force. */
export type RubricInForce = typeof rubrics.$inferSelect;

/** A sheet as it stands. */
export interface StoredSheet extends SheetFacts {
  readonly scorerId: UserId;
  readonly signedAt: string | null;
  readonly sheetSha256: string | null;
  readonly verifiedBy: UserId | null;
  readonly verifiedAt: string | null;
}

export type StoredAdjudication = typeof adjudications.$inferSelect;

/** Everything known of one candidate's practical subject, and what follows from it. */
export interface PracticalLine {
  readonly attendance: Attendance;
  readonly rubric: RubricInForce | null;
  readonly staff: readonly StaffDuty[];
  readonly sheets: readonly StoredSheet[];
  readonly adjudications: readonly StoredAdjudication[];
  /** Null without a rubric. */
  readonly score: PracticalScore | null;
}

/** The rubrics in force for a batch: of each occupation and level the newest. */
export function rubricsInForce(store: Store, batchId: BatchId): readonly RubricInForce[] {
  const rows = rubricsOf(store).all({ batchId });
  return [...new Map(rows.map((row) => [occupationKey(row), row])).values()];
}

/** Asked with every mark. */
const rubricsOf = preparedOnce(({ orm }) =>
  orm
    .select()
    .from(rubrics)
    .where(eq(rubrics.batchId, sql.placeholder('batchId')))
    .orderBy(rubrics.seq)
    .prepare(),
);

/** One name for an occupation at a level. */
export function occupationKey(of: {
  readonly edition: string;
  readonly code: string;
  readonly level: number;
}): string {
  return `${of.edition} ${of.code} ${of.level}`;
}

/** Gives the practical subject of one enrolment after another; null for whom the scope does not hold. */
export type PracticalReader = (enrolmentId: EnrolmentId) => PracticalLine | null;

/**
 * Reads everything about the practical subject of a scope in a handful of reads, whatever the number of candidates, and scores each
 * one only when asked: a table of thousands need not hold every mark in memory at once.
 */
export function practicalReader(store: Store, scope: Scope): PracticalReader {
  const enrolled = store.orm
    .select({
      enrolmentId: enrolments.enrolmentId,
      batchId: enrolments.batchId,
      edition: enrolments.edition,
      code: enrolments.code,
      level: enrolments.level,
    })
    .from(enrolments)
    .where(enrolledIn(scope))
    .all();
  const batchId = enrolled[0]?.batchId;
  if (batchId === undefined) return () => null;
  const rules = rulesOf(store, batchId);
  const rubrics = new Map(
    rubricsInForce(store, batchId).map((rubric) => [
      occupationKey(rubric),
      { rubric, scoreOf: practicalScorer(rubric.modules, rules) },
    ]),
  );
  const rubricOf = new Map(enrolled.map((one) => [one.enrolmentId, rubrics.get(occupationKey(one)) ?? null]));
  const attendances = attendanceOf(store, scope, 'practical');
  const sheets = sheetRowsIn(store, scope);
  const decisions = adjudicationsIn(store, scope);
  const staffOf = staffReader(store, scope, batchId, attendances);
  return (enrolmentId) => {
    const attendance = attendances.get(enrolmentId);
    const known = rubricOf.get(enrolmentId);
    if (attendance === undefined || known === undefined) return null;
    const { staff, examiners } = staffOf(attendance.sittingId);
    const facts: PracticalFacts & Pick<PracticalLine, 'sheets' | 'adjudications'> = {
      sheets: (sheets.get(enrolmentId) ?? []).map(storedSheet),
      adjudications: decisions.get(enrolmentId) ?? [],
      examiners,
    };
    return {
      attendance,
      rubric: known?.rubric ?? null,
      staff,
      sheets: facts.sheets,
      adjudications: facts.adjudications,
      score: known?.scoreOf(facts) ?? null,
    };
  };
}

/** The practical subject of one enrolment; null when it is unknown or withdrawn. */
export function practicalLine(store: Store, enrolmentId: EnrolmentId): PracticalLine | null {
  return practicalReader(store, { enrolmentId })(enrolmentId);
}

interface Group {
  readonly staff: readonly StaffDuty[];
  readonly examiners: readonly string[];
}

/** Staff by sitting; of a single enrolment only its own sitting is read. */
function staffReader(
  store: Store,
  scope: Scope,
  batchId: BatchId,
  attendances: ReadonlyMap<string, Attendance>,
): (sittingId: SittingId | null) => Group {
  const own = [...attendances.values()][0]?.sittingId ?? null;
  const rows =
    'batchId' in scope ? staffOfBatch(store, batchId) : own === null ? [] : staffOfSitting(store, own);
  const groups = new Map<SittingId | null, Group>();
  for (const [sittingId, staff] of Map.groupBy(rows, (row) => row.sittingId))
    groups.set(sittingId, { staff, examiners: examinersOf(staff) });
  return (sittingId) => groups.get(sittingId) ?? { staff: [], examiners: [] };
}

interface SheetRow {
  readonly enrolmentId: EnrolmentId;
  readonly kind: SheetKind;
  readonly scorerId: UserId;
  readonly signedAt: string | null;
  readonly sheetSha256: string | null;
  readonly verifiedBy: UserId | null;
  readonly verifiedAt: string | null;
  /** JSON: four numbers a mark. */
  readonly marks: string;
}

/** Sheets with their marks by enrolment, one read. */
function sheetRowsIn(store: Store, scope: Scope): ReadonlyMap<string, readonly SheetRow[]> {
  const { condition, value } = within(scope);
  const rows = store
    .hot<SheetRow>(
      `SELECT x.enrolment_id AS enrolmentId, x.kind, x.scorer_id AS scorerId, x.signed_at AS signedAt, x.sheet_sha256 AS sheetSha256,
        x.verified_by AS verifiedBy, x.verified_at AS verifiedAt,
        (SELECT json_group_array(json_array(m.module_no, m.item_no, m.score_hundredths, m.vetoed)) FROM item_marks m
          WHERE m.enrolment_id = x.enrolment_id AND m.kind = x.kind AND m.scorer_id = x.scorer_id) AS marks
        FROM enrolments e JOIN score_sheets x ON x.enrolment_id = e.enrolment_id WHERE ${condition}`,
    )
    .all(value);
  return Map.groupBy(rows, (row) => row.enrolmentId);
}

function storedSheet(row: SheetRow): StoredSheet {
  return {
    kind: row.kind,
    scorerId: row.scorerId,
    signed: row.signedAt !== null,
    verified: row.verifiedBy !== null,
    marks: readMarks(row.marks),
    signedAt: row.signedAt,
    sheetSha256: row.sheetSha256,
    verifiedBy: row.verifiedBy,
    verifiedAt: row.verifiedAt,
  };
}

function readMarks(text: string): readonly ItemMark[] {
  const marks = JSON.parse(text) as [number, number, number, number][];
  return marks.map(([moduleNo, itemNo, scoreHundredths, vetoed]) => ({
    moduleNo,
    itemNo,
    scoreHundredths,
    vetoed: vetoed === 1,
  }));
}

function adjudicationsIn(store: Store, scope: Scope): ReadonlyMap<string, readonly StoredAdjudication[]> {
  const rows = store.orm
    .select(getTableColumns(adjudications))
    .from(adjudications)
    .innerJoin(enrolments, eq(enrolments.enrolmentId, adjudications.enrolmentId))
    .where(enrolledIn(scope))
    .orderBy(adjudications.seq)
    .all();
  return Map.groupBy(rows, (row) => row.enrolmentId);
}
