import type { ItemMark, RubricModule } from '#shared/contract/commands/practical.ts';
import { endedBy } from '#shared/domain/practicalSheets.ts';
import type { VetoEffect } from '#shared/domain/practicalKinds.ts';
import { itemKey } from './markQueue.ts';

export interface ModuleSum {
  readonly moduleNo: number;
  readonly givenHundredths: number;
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
  readonly vetoEnds: VetoEffect | null;
}

/**
 * Running total of a sheet in hundredths, module by module. A vetoed module counts 0; so does everything once the whole subject
 * is ended. Weights are not applied: they belong to the result, which the core computes.
 */
export function sumSheet(modules: readonly RubricModule[], marks: ReadonlyMap<string, ItemMark>): SheetSum {
  const ended = endedBy(modules, [...marks.values()]);
  const sums = modules.map((module): ModuleSum => {
    const given = module.items.flatMap((item) => {
      const mark = marks.get(itemKey({ moduleNo: module.no, itemNo: item.no }));
      return mark === undefined ? [] : [mark.scoreHundredths];
    });
    const vetoed = ended.modules.has(module.no);
    return {
      moduleNo: module.no,
      givenHundredths: vetoed ? 0 : given.reduce((sum, mark) => sum + mark, 0),
      fullHundredths: module.items.reduce((sum, item) => sum + item.fullHundredths, 0),
      marked: given.length,
      items: module.items.length,
      vetoed,
    };
  });
  const total = (pick: (sum: ModuleSum) => number): number => sums.reduce((sum, each) => sum + pick(each), 0);
  return {
    modules: sums,
    givenHundredths: ended.subject ? 0 : total((each) => each.givenHundredths),
    fullHundredths: total((each) => each.fullHundredths),
    marked: total((each) => each.marked),
    items: total((each) => each.items),
    vetoEnds: ended.subject ? 'subject' : ended.modules.size > 0 ? 'module' : null,
  };
}
