import type { SheetKind } from '#shared/contract/commands/practical.ts';
import { itemsOf } from '#shared/domain/practicalSheets.ts';
import type { RubricInForce, StoredSheet } from './queries.ts';

export type SheetState = 'empty' | 'started' | 'signed' | 'verified';

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
