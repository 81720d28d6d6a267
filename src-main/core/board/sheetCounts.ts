import { and, count, eq, isNotNull, notInArray } from 'drizzle-orm';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { BatchId, EnrolmentId, SittingId } from '#shared/contract/ids.ts';
import {
  endedBy,
  examinersOf,
  itemsOf,
  judgeSheetKind,
  sheetKindsOf,
} from '#shared/domain/practicalSheets.ts';
import { staffOfBatch } from '../arrangement/queries.ts';
import { rulesOf } from '../batches/queries.ts';
import type { SheetCounts } from '../checkin/queries.ts';
import { attendanceOf } from '../enrolments/attendance.ts';
import { examSessions, seats, sittings } from '../arrangement/tables.ts';
import { enrolledIn } from '../candidates/queries.ts';
import { enrolments } from '../candidates/tables.ts';
import { scoreSheets } from '../practical/tables.ts';
import { frozenTables } from '../results/tables.ts';
import type { Store } from '../store/openDatabase.ts';
import { occupationKey, rubricsInForce } from '../practical/queries.ts';

/**
 * Practical sheets of every sitting: signed, and needed. Of frozen batches only what is signed is counted: nothing was missing, or
 * they could not have been frozen.
 */
export function sheetCounts(store: Store): ReadonlyMap<string, SheetCounts> {
  const counts = new Map<string, SheetCounts>();
  for (const { sittingId, signed } of signedOfFrozen(store))
    counts.set(sittingId, { signed, needed: signed });
  for (const batchId of openBatches(store))
    for (const [sittingId, progress] of sheetProgress(store, batchId)) counts.set(sittingId, progress);
  return counts;
}

function openBatches(store: Store): readonly BatchId[] {
  const frozen = store.orm.select({ batchId: frozenTables.batchId }).from(frozenTables);
  return store.orm
    .selectDistinct({ batchId: examSessions.batchId })
    .from(examSessions)
    .where(and(eq(examSessions.subject, 'practical'), notInArray(examSessions.batchId, frozen)))
    .all()
    .map((row) => row.batchId);
}

function signedOfFrozen(store: Store): readonly { readonly sittingId: SittingId; readonly signed: number }[] {
  return store.orm
    .select({ sittingId: seats.sittingId, signed: count() })
    .from(frozenTables)
    .innerJoin(sittings, eq(sittings.batchId, frozenTables.batchId))
    .innerJoin(seats, and(eq(seats.sittingId, sittings.sittingId), eq(seats.subject, 'practical')))
    .innerJoin(
      scoreSheets,
      and(eq(scoreSheets.enrolmentId, seats.enrolmentId), isNotNull(scoreSheets.signedAt)),
    )
    .groupBy(seats.sittingId)
    .all();
}

/**
 * Progress of practical marking by sitting, of everyone who has come: a sheet of each examiner, one observed, one measured, as far
 * as the rubric has such items. Whoever a signed veto has put out of the whole subject needs no more than there is. Reads no marks.
 */
function sheetProgress(store: Store, batchId: BatchId): ReadonlyMap<string, SheetCounts> {
  const rules = rulesOf(store, batchId);
  const judge = judgeSheetKind(rules.practicalMode);
  const rubrics = new Map(rubricsInForce(store, batchId).map((rubric) => [occupationKey(rubric), rubric]));
  const staff = Map.groupBy(staffOfBatch(store, batchId), (one) => one.sittingId);
  const signed = signedSheets(store, batchId);
  const progress = new Map<string, SheetCounts>();
  const attendances = attendanceOf(store, { batchId }, 'practical');
  for (const candidate of enrolled(store, batchId)) {
    const attendance = attendances.get(candidate.enrolmentId);
    const rubric = rubrics.get(occupationKey(candidate));
    if (attendance?.checkedIn !== true || attendance.sittingId === null || rubric === undefined) continue;
    const { sittingId } = attendance;
    const own = signed.get(candidate.enrolmentId) ?? [];
    const examiners = Math.max(rules.examinersPerGroup, examinersOf(staff.get(sittingId) ?? []).length);
    const wanted = (kind: SheetKind): number =>
      itemsOf(rubric.modules, kind).length === 0 ? 0 : kind === judge ? examiners : 1;
    const kinds = sheetKindsOf(rules.practicalMode).map((kind) => {
      const needed = wanted(kind);
      return { needed, signed: Math.min(needed, own.filter((sheet) => sheet.kind === kind).length) };
    });
    const vetoes = own.flatMap((sheet) => JSON.parse(sheet.vetoes) as [number, number][]);
    const out = endedBy(
      rubric.modules,
      vetoes.map(([moduleNo, itemNo]) => ({ moduleNo, itemNo, scoreHundredths: 0, vetoed: true })),
    ).subject;
    const before = progress.get(sittingId) ?? { signed: 0, needed: 0 };
    const has = kinds.reduce((sum, kind) => sum + kind.signed, 0);
    const needs =
      out && rules.practicalMode === 'divided' ? has : kinds.reduce((sum, kind) => sum + kind.needed, 0);
    progress.set(sittingId, { signed: before.signed + has, needed: before.needed + needs });
  }
  return progress;
}

function enrolled(store: Store, batchId: BatchId) {
  return store.orm
    .select({
      enrolmentId: enrolments.enrolmentId,
      edition: enrolments.edition,
      code: enrolments.code,
      level: enrolments.level,
    })
    .from(enrolments)
    .where(enrolledIn({ batchId }))
    .all();
}

interface SignedSheet {
  readonly enrolmentId: EnrolmentId;
  readonly kind: SheetKind;
  /** JSON: module and item of every veto on it. */
  readonly vetoes: string;
}

function signedSheets(store: Store, batchId: BatchId): ReadonlyMap<string, readonly SignedSheet[]> {
  const rows = store
    .hot<SignedSheet>(
      `SELECT x.enrolment_id AS enrolmentId, x.kind,
        (SELECT json_group_array(json_array(m.module_no, m.item_no)) FROM item_marks m
          WHERE m.enrolment_id = x.enrolment_id AND m.kind = x.kind AND m.scorer_id = x.scorer_id AND m.vetoed = 1) AS vetoes
        FROM enrolments e JOIN score_sheets x ON x.enrolment_id = e.enrolment_id
        WHERE e.batch_id = ? AND e.withdrawn = 0 AND x.signed_at IS NOT NULL`,
    )
    .all(batchId);
  return Map.groupBy(rows, (row) => row.enrolmentId);
}
