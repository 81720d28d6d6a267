import type { ItemMark, RubricModule } from '#shared/contract/commands/practical.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import { practicalScorer } from '#shared/domain/practicalScore.ts';
import type { PracticalScore } from '#shared/domain/practicalScore.ts';
import type { AdjudicationFacts, PracticalFacts, SheetFacts } from '#shared/domain/practicalFacts.ts';
import { examinersOf } from '#shared/domain/practicalSheets.ts';
import type { StaffDuty } from '#shared/domain/practicalSheets.ts';
import { staffOfBatch, staffOfSitting } from '../arrangement/queries.ts';
import { rulesOf } from '../batches/queries.ts';
import { attendanceOf, within } from '../enrolments/attendance.ts';
import type { Attendance, Scope } from '../enrolments/attendance.ts';
import type { Store } from '../store/openDatabase.ts';

/** A rubric in force. */
export interface RubricInForce {
  readonly rubricId: string;
  readonly edition: string;
  readonly code: string;
  readonly occupationName: string;
  readonly level: number;
  readonly modules: readonly RubricModule[];
  readonly rubricSha256: string;
}

/** A sheet as it stands. */
export interface StoredSheet extends SheetFacts {
  readonly signedAt: string | null;
  readonly sheetSha256: string | null;
  readonly verifiedBy: string | null;
  readonly verifiedAt: string | null;
}

export interface StoredAdjudication extends AdjudicationFacts {
  readonly seq: number;
  readonly by: string;
  readonly reason: string | null;
  readonly at: string;
}

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
export function rubricsInForce(store: Store, batchId: string): readonly RubricInForce[] {
  const rows = store
    .statement(
      `SELECT rubric_id AS rubricId, edition, code, occupation_name AS occupationName, level, modules, rubric_sha256 AS rubricSha256
        FROM rubrics WHERE batch_id = ? ORDER BY seq`,
    )
    .all(batchId) as (Omit<RubricInForce, 'modules'> & { readonly modules: string })[];
  const newest = new Map(rows.map((row) => [occupationKey(row), row]));
  return [...newest.values()].map((row) => ({
    ...row,
    modules: JSON.parse(row.modules) as readonly RubricModule[],
  }));
}

/** One name for an occupation at a level. */
export function occupationKey(of: {
  readonly edition: string;
  readonly code: string;
  readonly level: number;
}): string {
  return `${of.edition} ${of.code} ${of.level}`;
}

/** Gives the practical subject of one enrolment after another; null for whom the scope does not hold. */
export type PracticalReader = (enrolmentId: string) => PracticalLine | null;

/**
 * Reads everything about the practical subject of a scope in a handful of reads, whatever the number of candidates, and scores each
 * one only when asked: a table of thousands need not hold every mark in memory at once.
 */
export function practicalReader(store: Store, scope: Scope): PracticalReader {
  const { condition, value } = within(scope);
  const enrolled = store
    .statement(
      `SELECT e.enrolment_id AS enrolmentId, e.batch_id AS batchId, e.edition, e.code, e.level FROM enrolments e WHERE ${condition}`,
    )
    .all(value) as {
    enrolmentId: string;
    batchId: string;
    edition: string;
    code: string;
    level: number;
  }[];
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
export function practicalLine(store: Store, enrolmentId: string): PracticalLine | null {
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
  batchId: string,
  attendances: ReadonlyMap<string, Attendance>,
): (sittingId: string | null) => Group {
  const own = 'batchId' in scope ? null : ([...attendances.values()][0]?.sittingId ?? '');
  const rows = own === null ? staffOfBatch(store, batchId) : staffOfSitting(store, own);
  const groups = new Map<string, Group>();
  for (const [sittingId, staff] of Map.groupBy(rows, (row) => row.sittingId as string))
    groups.set(sittingId, { staff, examiners: examinersOf(staff) });
  return (sittingId) => groups.get(sittingId ?? '') ?? { staff: [], examiners: [] };
}

interface SheetRow {
  readonly enrolmentId: string;
  readonly kind: SheetKind;
  readonly scorerId: string;
  readonly signedAt: string | null;
  readonly sheetSha256: string | null;
  readonly verifiedBy: string | null;
  readonly verifiedAt: string | null;
  /** JSON: four numbers a mark. */
  readonly marks: string;
}

/** Sheets with their marks by enrolment, one read. */
function sheetRowsIn(store: Store, scope: Scope): ReadonlyMap<string, readonly SheetRow[]> {
  const { condition, value } = within(scope);
  const rows = store
    .statement(
      `SELECT x.enrolment_id AS enrolmentId, x.kind, x.scorer_id AS scorerId, x.signed_at AS signedAt, x.sheet_sha256 AS sheetSha256,
        x.verified_by AS verifiedBy, x.verified_at AS verifiedAt,
        (SELECT json_group_array(json_array(m.module_no, m.item_no, m.score_hundredths, m.vetoed)) FROM item_marks m
          WHERE m.enrolment_id = x.enrolment_id AND m.kind = x.kind AND m.scorer_id = x.scorer_id) AS marks
        FROM enrolments e JOIN score_sheets x ON x.enrolment_id = e.enrolment_id WHERE ${condition}`,
    )
    .all(value) as SheetRow[];
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
  const { condition, value } = within(scope);
  const rows = store
    .statement(
      `SELECT x.enrolment_id AS enrolmentId, x.module_no AS moduleNo, x.item_no AS itemNo, x.score_hundredths AS scoreHundredths,
        x.vetoed, x.by, x.reason, x.at, x.seq
        FROM enrolments e JOIN adjudications x ON x.enrolment_id = e.enrolment_id WHERE ${condition} ORDER BY x.seq`,
    )
    .all(value) as (Omit<StoredAdjudication, 'vetoed'> & { enrolmentId: string; vetoed: number })[];
  return Map.groupBy(
    rows.map(({ vetoed, ...row }) => ({ ...row, vetoed: vetoed === 1 })),
    (row) => row.enrolmentId,
  );
}
