import type { ItemMark, RubricModule } from '#shared/contract/commands/practical.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import { sheetModules } from '#shared/domain/practicalSheets.ts';

/** How good a made-up candidate is, 0 … 1; most pass. */
export function abilityOf(random: () => number): number {
  return 0.5 + 0.48 * Math.sqrt(random());
}

/** A theory mark in hundredths, in steps of half a point. */
export function theoryMark(ability: number, random: () => number): number {
  const points = Math.min(100, Math.max(20, 100 * ability - 8 + 16 * (random() - 0.5)));
  return Math.round(points * 2) * 50;
}

/** Marks for one sheet: around the candidate's ability, this examiner a little stricter or milder. */
export function sheetMarks(
  modules: readonly RubricModule[],
  kind: SheetKind,
  ability: number,
  random: () => number,
): ItemMark[] {
  return sheetModules(modules, kind).flatMap((module) =>
    module.items.map((item) => {
      const share = Math.min(1, Math.max(0, ability + 0.12 * (random() - 0.5)));
      return {
        moduleNo: module.no,
        itemNo: item.no,
        scoreHundredths: Math.round((item.fullHundredths * share) / 50) * 50,
        vetoed: false,
      };
    }),
  );
}
