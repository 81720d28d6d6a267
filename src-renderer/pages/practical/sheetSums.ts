import type { ItemMark, RubricModule } from '#shared/contract/commands/practical.ts';
import { itemKey } from './markQueue.ts';

export interface ModuleSum {
  readonly moduleNo: number;
  readonly givenHundredths: number;
  /** Full marks of the items marked so far. */
  readonly markedFullHundredths: number;
  readonly fullHundredths: number;
  readonly marked: number;
  readonly items: number;
  readonly vetoed: boolean;
}

export interface SheetSum {
  readonly modules: readonly ModuleSum[];
  readonly givenHundredths: number;
  readonly fullHundredths: number;
  readonly marked: number;
  readonly items: number;
  /** What a veto on this sheet ends; `subject` outweighs `module`. */
  readonly vetoEnds: 'module' | 'subject' | null;
}

/**
 * Running total of a sheet in hundredths, module by module. A vetoed module counts 0; so does everything once the whole subject
 * is ended. Weights are not applied: they belong to the result, which the core computes.
 */
export function sumSheet(modules: readonly RubricModule[], marks: ReadonlyMap<string, ItemMark>): SheetSum {
  let vetoEnds: SheetSum['vetoEnds'] = null;
  const sums = modules.map((module): ModuleSum => {
    let given = 0;
    let markedFull = 0;
    let full = 0;
    let marked = 0;
    let vetoed = false;
    for (const item of module.items) {
      full += item.fullHundredths;
      const mark = marks.get(itemKey({ moduleNo: module.no, itemNo: item.no }));
      if (mark === undefined) continue;
      marked += 1;
      markedFull += item.fullHundredths;
      given += mark.scoreHundredths;
      if (!mark.vetoed) continue;
      vetoed = true;
      if (item.vetoEnds === 'subject') vetoEnds = 'subject';
      else vetoEnds ??= 'module';
    }
    return {
      moduleNo: module.no,
      givenHundredths: vetoed ? 0 : given,
      markedFullHundredths: markedFull,
      fullHundredths: full,
      marked,
      items: module.items.length,
      vetoed,
    };
  });
  const total = (pick: (sum: ModuleSum) => number): number => sums.reduce((sum, each) => sum + pick(each), 0);
  return {
    modules: sums,
    givenHundredths: vetoEnds === 'subject' ? 0 : total((each) => each.givenHundredths),
    fullHundredths: total((each) => each.fullHundredths),
    marked: total((each) => each.marked),
    items: total((each) => each.items),
    vetoEnds,
  };
}

/** Items without a mark, in the order of the sheet. Items of a module that a veto has ended need none, nor does anything after 取消考试资格. */
export function unmarkedItems(
  modules: readonly RubricModule[],
  marks: ReadonlyMap<string, ItemMark>,
): readonly { readonly moduleNo: number; readonly itemNo: number }[] {
  const sum = sumSheet(modules, marks);
  if (sum.vetoEnds === 'subject') return [];
  const ended = new Set(sum.modules.filter((each) => each.vetoed).map((each) => each.moduleNo));
  return modules
    .filter((module) => !ended.has(module.no))
    .flatMap((module) => module.items.map((item) => ({ moduleNo: module.no, itemNo: item.no })))
    .filter((at) => !marks.has(itemKey(at)));
}
