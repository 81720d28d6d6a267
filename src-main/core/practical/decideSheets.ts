import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { ItemMark } from '#shared/contract/commands/practical.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { UserId, EnrolmentId } from '#shared/contract/ids.ts';
import {
  endedBy,
  findItem,
  itemsOf,
  nothingEnded,
  sheetKindsOf,
  sheetOfItem,
  unmarkedItems,
} from '#shared/domain/practicalSheets.ts';
import type { Ended } from '#shared/domain/practicalSheets.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { sha256Hex } from '#node/hashes.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { atStation, hasMarked, heldByAnother, mayFill, sheetOf } from './sheetContext.ts';
import type { AtStation } from './sheetContext.ts';

/**
 * Marks a group of items on one's own sheet, the whole group or none. Marks that stand already are no change, so a tablet may send
 * its queue again.
 */
export function markSheet(context: DecideContext, input: CommandInput<'sheet.mark'>): Decision {
  const found = atStation(context.store, input.enrolmentId);
  if (!found.ok) return found;
  const { at } = found;
  const wrongSheet = sheetRefusal(context, at, input.kind);
  if (wrongSheet !== null) return wrongSheet;
  const wrongMark = markRefusal(at, input.kind, input.marks);
  if (wrongMark !== null) return wrongMark;
  const own = sheetOf(at.line.sheets, input.kind, context.by);
  const changed = input.marks.filter((mark) => !stands(own?.marks ?? [], mark));
  const marked = new Set([...(own?.marks ?? []), ...input.marks].map(placeOf)).size;
  const result = { marked, items: itemsOf(at.rubric.modules, input.kind).length };
  if (changed.length === 0) return decided([], result);
  if (own?.signed === true) return refused('sheet-signed');
  if (own === null && isJudged(input.kind) && at.line.score?.judgesSigned === true)
    return refused('group-complete');
  return decided(
    [
      happened(
        'sheet.marked',
        at.enrolment.batchId,
        { enrolmentId: input.enrolmentId, kind: input.kind, scorerId: context.by, marks: changed },
        null,
      ),
    ],
    result,
  );
}

/** Signs one's own sheet: from now on it stands. Every item that no veto has ended must be marked. */
export function signSheet(context: DecideContext, input: CommandInput<'sheet.sign'>): Decision {
  const found = atStation(context.store, input.enrolmentId);
  if (!found.ok) return found;
  const { at } = found;
  const wrongSheet = sheetRefusal(context, at, input.kind);
  if (wrongSheet !== null) return wrongSheet;
  const own = sheetOf(at.line.sheets, input.kind, context.by);
  if (own === null) return refused('sheet-empty');
  if (own.signed) return decided([], { sheetSha256: own.sheetSha256 });
  const unmarked = unmarkedItems(at.rubric.modules, input.kind, own.marks, signedVetoes(at));
  if (unmarked.length > 0)
    return refused('items-unmarked', {
      count: unmarked.length,
      items: unmarked.map((item) => `${item.moduleNo}-${item.itemNo}`),
    });
  const sheetSha256 = sheetHash({
    enrolmentId: input.enrolmentId,
    kind: input.kind,
    scorerId: context.by,
    rubricSha256: at.rubric.rubricSha256,
    marks: own.marks,
  });
  return decided(
    [
      happened(
        'sheet.signed',
        at.enrolment.batchId,
        { enrolmentId: input.enrolmentId, kind: input.kind, scorerId: context.by, sheetSha256 },
        null,
      ),
    ],
    { sheetSha256 },
  );
}

/** Confirms another person's measurements; never by whoever measured the same workpiece, before being replaced. */
export function verifySheet(context: DecideContext, input: CommandInput<'sheet.verify'>): Decision {
  const found = atStation(context.store, input.enrolmentId);
  if (!found.ok) return found;
  const { at } = found;
  if (input.by === context.by || hasMarked(at.line, context.by, 'measure'))
    return refused('verify-own-sheet');
  const duties = at.line.staff.filter((one) => one.userId === context.by).map((one) => one.duty);
  if (!duties.some((duty) => duty === 'measurer' || duty === 'examiner' || duty === 'leadExaminer'))
    return refused('not-your-sheet', { kind: input.kind });
  const sheet = sheetOf(at.line.sheets, input.kind, input.by);
  if (sheet?.signed !== true) return refused('sheet-not-signed');
  if (sheet.verifiedBy === context.by) return decided([]);
  if (sheet.verifiedBy !== null) return refused('sheet-verified');
  return decided([
    happened(
      'sheet.verified',
      at.enrolment.batchId,
      {
        enrolmentId: input.enrolmentId,
        kind: input.kind,
        scorerId: input.by,
        verifierId: context.by,
      },
      null,
    ),
  ]);
}

/** SHA-256 of the JCS of a sheet with its marks in the rubric's order: what a signature stands for. */
export function sheetHash(sheet: {
  readonly enrolmentId: EnrolmentId;
  readonly kind: SheetKind;
  readonly scorerId: UserId;
  readonly rubricSha256: string;
  readonly marks: readonly ItemMark[];
}): string {
  const marks = sheet.marks.toSorted(
    (left, right) => left.moduleNo - right.moduleNo || left.itemNo - right.itemNo,
  );
  return sha256Hex(jcs({ ...sheet, marks }));
}

function sheetRefusal(context: DecideContext, at: AtStation, kind: SheetKind): Decision | null {
  const { staff, sheets } = at.line;
  if (!sheetKindsOf(at.rules.practicalMode).includes(kind))
    return refused('sheet-kind-not-in-mode', { kind });
  if (itemsOf(at.rubric.modules, kind).length === 0) return refused('sheet-has-no-items', { kind });
  if (!mayFill(kind, context.by, staff)) return refused('not-your-sheet', { kind });
  return heldByAnother(kind, context.by, sheets, staff) === null ? null : refused('sheet-taken', { kind });
}

function markRefusal(at: AtStation, kind: SheetKind, marks: readonly ItemMark[]): Decision | null {
  const seen = new Set<string>();
  for (const mark of marks) {
    const place = placeOf(mark);
    const item = findItem(at.rubric.modules, mark);
    if (item === null || sheetOfItem(at.rules.practicalMode, item.kind) !== kind)
      return refused('item-not-on-sheet', { item: place });
    if (seen.has(place)) return refused('item-twice', { item: place });
    seen.add(place);
    if (mark.scoreHundredths > item.fullHundredths)
      return refused('item-above-full', { item: place, full: item.fullHundredths / 100 });
    if (mark.vetoed && item.kind !== 'veto') return refused('veto-not-on-item', { item: place });
  }
  return null;
}

/** What signed vetoes have ended for the sheets of others; in 独立评分 each examiner pronounces it alone. */
function signedVetoes(at: AtStation): Ended {
  if (at.rules.practicalMode === 'independent') return nothingEnded;
  const signed = at.line.sheets.filter((sheet) => sheet.kind === 'observe' && sheet.signed);
  return endedBy(
    at.rubric.modules,
    signed.flatMap((sheet) => sheet.marks),
  );
}

function isJudged(kind: SheetKind): boolean {
  return kind === 'judge' || kind === 'full';
}

function stands(marks: readonly ItemMark[], mark: ItemMark): boolean {
  const known = marks.find((one) => placeOf(one) === placeOf(mark));
  return known?.scoreHundredths === mark.scoreHundredths && known.vetoed === mark.vetoed;
}

function placeOf(mark: ItemMark): string {
  return `${mark.moduleNo}-${mark.itemNo}`;
}
