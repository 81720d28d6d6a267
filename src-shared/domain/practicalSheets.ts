import { itemKinds, dividedSheetKinds } from './practicalKinds.ts';
import type { BatchRules } from '../contract/batchRules.ts';
import type { Duty } from './duties.ts';
import type { ItemMark, RubricItem, RubricModule } from '../contract/commands/practical.ts';
import type { ItemKind, SheetKind } from './practicalKinds.ts';

/** Who has which duty at a sitting. */
export interface StaffDuty {
  readonly userId: string;
  readonly duty: Duty;
}

/** One item of one module. */
export interface ItemPlace {
  readonly moduleNo: number;
  readonly itemNo: number;
}

const kindsOnSheet: Readonly<Record<SheetKind, readonly ItemKind[]>> = {
  judge: ['judged'],
  observe: ['observed', 'veto'],
  measure: ['measured'],
  full: itemKinds,
};

/** The sheets that a mode knows: 分工评分 by kind of item, 独立评分 a full sheet each. */
export function sheetKindsOf(mode: BatchRules['practicalMode']): readonly SheetKind[] {
  return mode === 'independent' ? ['full'] : dividedSheetKinds;
}

/** The sheet that every examiner fills alone and blind. */
export function judgeSheetKind(mode: BatchRules['practicalMode']): 'judge' | 'full' {
  return mode === 'independent' ? 'full' : 'judge';
}

/** The sheet on which an item stands. */
export function sheetOfItem(mode: BatchRules['practicalMode'], kind: ItemKind): SheetKind {
  if (mode === 'independent') return 'full';
  return kind === 'judged' ? 'judge' : kind === 'measured' ? 'measure' : 'observe';
}

/** The modules with only those items that belong to this kind of sheet; modules without any are left out. */
export function sheetModules(modules: readonly RubricModule[], kind: SheetKind): readonly RubricModule[] {
  const kinds = kindsOnSheet[kind];
  return modules
    .map((module) => ({ ...module, items: module.items.filter((item) => kinds.includes(item.kind)) }))
    .filter((module) => module.items.length > 0);
}

/** The items of a kind of sheet, in the rubric's order. */
export function itemsOf(
  modules: readonly RubricModule[],
  kind: SheetKind,
): readonly { readonly moduleNo: number; readonly item: RubricItem }[] {
  return modules.flatMap((module) =>
    module.items
      .filter((item) => kindsOnSheet[kind].includes(item.kind))
      .map((item) => ({ moduleNo: module.no, item })),
  );
}

/** Examiners of a sitting: duty examiner or lead examiner, each once, in order of their ids. */
export function examinersOf(staff: readonly StaffDuty[]): readonly string[] {
  const ids = staff.filter((one) => one.duty === 'examiner' || one.duty === 'leadExaminer');
  return [...new Set(ids.map((one) => one.userId))].toSorted();
}

/**
 * The one examiner who fills the observe sheet of a sitting: its lead examiner (the first by id, should there be several), or else
 * the first examiner by id. Null when there is none.
 */
export function observerOf(staff: readonly StaffDuty[]): string | null {
  const leads = staff.filter((one) => one.duty === 'leadExaminer').map((one) => one.userId);
  return leads.toSorted()[0] ?? examinersOf(staff)[0] ?? null;
}

/** Measurers of a sitting, in order of their ids. */
export function measurersOf(staff: readonly StaffDuty[]): readonly string[] {
  const ids = staff.filter((one) => one.duty === 'measurer').map((one) => one.userId);
  return [...new Set(ids)].toSorted();
}

/** What vetoes have ended. */
export interface Ended {
  readonly modules: ReadonlySet<number>;
  readonly subject: boolean;
}

export const nothingEnded: Ended = { modules: new Set(), subject: false };

/** What the vetoes among these marks end. */
export function endedBy(modules: readonly RubricModule[], marks: readonly ItemMark[]): Ended {
  const vetoed = marks.filter((mark) => mark.vetoed);
  if (vetoed.length === 0) return nothingEnded;
  const ended = new Set<number>();
  let subject = false;
  for (const mark of vetoed) {
    const item = findItem(modules, mark);
    if (item?.vetoEnds === 'subject') subject = true;
    else if (item?.vetoEnds === 'module') ended.add(mark.moduleNo);
  }
  return { modules: ended, subject };
}

/** One item of the rubric; null when there is none of that number. */
export function findItem(modules: readonly RubricModule[], at: ItemPlace): RubricItem | null {
  const module = modules.find((one) => one.no === at.moduleNo);
  return module?.items.find((item) => item.no === at.itemNo) ?? null;
}

/**
 * Items of a sheet that still want a mark before it can be signed. Once a veto has ended a module (or the whole subject) its items
 * need none: there is nothing left to judge or measure.
 */
export function unmarkedItems(
  modules: readonly RubricModule[],
  kind: SheetKind,
  marks: readonly ItemMark[],
  signedVetoes: Ended = nothingEnded,
): readonly ItemPlace[] {
  const own = endedBy(modules, marks);
  if (own.subject || signedVetoes.subject) return [];
  const marked = new Set(marks.map((mark) => `${mark.moduleNo}.${mark.itemNo}`));
  return itemsOf(modules, kind)
    .filter(({ moduleNo }) => !own.modules.has(moduleNo) && !signedVetoes.modules.has(moduleNo))
    .map(({ moduleNo, item }) => ({ moduleNo, itemNo: item.no }))
    .filter((at) => !marked.has(`${at.moduleNo}.${at.itemNo}`));
}
