import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import { examinersOf, measurersOf, observerOf } from '#shared/domain/practicalSheets.ts';
import type { StaffDuty } from '#shared/domain/practicalSheets.ts';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import { rulesOf } from '../batches/queries.ts';
import type { Refused } from '../ledger/capability.ts';
import { refused } from '../ledger/capability.ts';
import { openEnrolment } from '../enrolments/standing.ts';
import type { OpenEnrolment } from '../enrolments/standing.ts';
import type { Store } from '../store/openDatabase.ts';
import { practicalLine } from './queries.ts';
import type { PracticalLine, RubricInForce, StoredSheet } from './queries.ts';

/** A candidate at a station, with everything a decision about their sheets looks at. */
export interface AtStation {
  readonly enrolment: OpenEnrolment;
  readonly rules: BatchRules;
  readonly line: PracticalLine;
  readonly rubric: RubricInForce;
}

/** Reads the candidate, or says why no sheet of theirs can be filled now. */
export function atStation(
  store: Store,
  enrolmentId: EnrolmentId,
): { readonly ok: true; readonly at: AtStation } | Refused {
  const opened = openEnrolment(store, enrolmentId);
  if (!opened.ok) return opened;
  const line = practicalLine(store, enrolmentId);
  if (line === null) throw new Error('an open enrolment has a practical line');
  if (line.rubric === null) return refused('rubric-missing');
  if (line.attendance.sittingId === null) return refused('candidate-not-seated');
  if (!line.attendance.checkedIn) return refused('candidate-not-checked-in');
  const { enrolment } = opened;
  return { ok: true, at: { enrolment, line, rubric: line.rubric, rules: rulesOf(store, enrolment.batchId) } };
}

/** Whether a person's duties at the sitting give them this kind of sheet. */
export function mayFill(kind: SheetKind, userId: string, staff: readonly StaffDuty[]): boolean {
  if (kind === 'observe') return observerOf(staff) === userId;
  if (kind === 'measure') return measurersOf(staff).includes(userId);
  return examinersOf(staff).includes(userId);
}

/**
 * Who else holds a sheet of which a candidate has only one: someone who has signed it, or a measurer still on duty who has begun.
 * Null: nobody.
 */
export function heldByAnother(
  kind: SheetKind,
  userId: string,
  sheets: readonly StoredSheet[],
  staff: readonly StaffDuty[],
): string | null {
  if (kind !== 'observe' && kind !== 'measure') return null;
  const others = sheets.filter((sheet) => sheet.kind === kind && sheet.scorerId !== userId);
  const holder = others.find((sheet) => sheet.signed || mayFill(kind, sheet.scorerId, staff));
  return holder?.scorerId ?? null;
}

/** Whether somebody has written any mark of a candidate, whatever their roles and duties are by now. */
export function hasMarked(line: Pick<PracticalLine, 'sheets'>, userId: string, kind?: SheetKind): boolean {
  return line.sheets.some(
    (sheet) =>
      sheet.scorerId === userId && sheet.marks.length > 0 && (kind === undefined || sheet.kind === kind),
  );
}

/** One person's own sheet of a kind. */
export function sheetOf(
  sheets: readonly StoredSheet[],
  kind: SheetKind,
  scorerId: string,
): StoredSheet | null {
  return sheets.find((sheet) => sheet.kind === kind && sheet.scorerId === scorerId) ?? null;
}
