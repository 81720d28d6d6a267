import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { SheetState } from '#shared/domain/practicalKinds.ts';
import { itemsOf } from '#shared/domain/practicalSheets.ts';
import type { RubricInForce, StoredSheet } from './queries.ts';

/** How far a sheet is; null stands for one that nobody has begun. */
export function sheetState(sheet: StoredSheet | null): SheetState {
  if (sheet === null || (!sheet.signed && sheet.marks.length === 0)) return 'empty';
  if (!sheet.signed) return 'started';
  return sheet.verified ? 'verified' : 'signed';
}

/** How many items of the rubric stand on a kind of sheet. */
export function itemCount(rubric: RubricInForce | null, kind: SheetKind): number {
  return rubric === null ? 0 : itemsOf(rubric.modules, kind).length;
}
