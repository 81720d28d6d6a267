import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { EnrolmentId, UserId } from '#shared/contract/ids.ts';
import type { Seals } from '../api/seals.ts';
import { isFrozen } from '../enrolments/standing.ts';
import { practicalLine } from './queries.ts';
import type { PracticalLine } from './queries.ts';
import { sheetOf } from './sheetContext.ts';

/** What seals facts of the practical subject. */
export const practicalSeals: Seals = {
  sheetOpen: (store, { data }) => {
    const { enrolmentId, kind, scorerId } = data as {
      readonly enrolmentId: EnrolmentId;
      readonly kind: SheetKind;
      readonly scorerId: UserId;
    };
    const line = practicalLine(store, enrolmentId);
    return line !== null && isSheetOpen(line, kind, scorerId);
  },
  // freezing is what two people do to lock the marks; from then on there is nothing left to judge by a name
  codesOpen: (store, { batch }) => batch !== null && isFrozen(store, batch),
};

/**
 * Whether the marks of a sheet may be seen by others than its writer: it is signed and, unless it holds measurements alone, all
 * examiners of its candidate have signed.
 */
export function isSheetOpen(line: PracticalLine, kind: SheetKind, scorerId: string): boolean {
  if (sheetOf(line.sheets, kind, scorerId)?.signed !== true) return false;
  return kind === 'measure' || line.score?.judgesSigned === true;
}
