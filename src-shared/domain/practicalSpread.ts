import type { RubricModule } from '../contract/commands/practical.ts';
import type { AdjudicationFacts, ItemScore, PracticalRules, ScorerMark } from './practicalFacts.ts';
import type { ItemPlace } from './practicalSheets.ts';

/** Marks that lie too far apart, or that the lead examiner has decided about. Module 0 item 0: the weighted judged total. */
export interface Spread extends ItemPlace {
  readonly fullHundredths: number;
  readonly marks: readonly ScorerMark[];
  readonly spreadHundredths: number;
  readonly adjudicated: AdjudicationFacts | null;
  /** Waits for the lead examiner. */
  readonly open: boolean;
}

/**
 * Spreads of the items that every examiner marks blind, of those modules that no veto has ended. An item: above
 * `itemSpreadPercent` of its full marks, a veto on which the examiners disagree, or no mark at all (its examiner had ended the
 * module and was overruled). The total: the examiners' weighted sums over all items not yet adjudicated are more than
 * `totalSpreadHundredths` apart; adjudicating items brings it down, or the lead examiner sets the total itself.
 */
export function findSpreads(
  items: readonly ItemScore[],
  modules: readonly RubricModule[],
  rules: PracticalRules,
  override: AdjudicationFacts | null,
): readonly Spread[] {
  const spreads: Spread[] = [];
  for (const one of items) {
    const { marks, item } = one;
    const spreadHundredths = spreadOf(marks.map((mark) => mark.scoreHundredths));
    const disagree = marks.some((mark) => mark.vetoed) && !marks.every((mark) => mark.vetoed);
    const wide = spreadHundredths * 100 > rules.itemSpreadPercent * item.fullHundredths;
    if (one.adjudicated === null && !disagree && !wide && marks.length > 0) continue;
    spreads.push(itemSpread(one, spreadHundredths));
  }
  const total = totalSpread(items, modules, rules, override);
  return total === null ? spreads : [...spreads, total];
}

/** What was decided about items of modules that are ended by now: the lead examiner may still decide otherwise. */
export function decidedSpreads(items: readonly ItemScore[]): readonly Spread[] {
  return items
    .filter((one) => one.adjudicated !== null)
    .map((one) => itemSpread(one, spreadOf(one.marks.map((mark) => mark.scoreHundredths))));
}

function itemSpread(one: ItemScore, spreadHundredths: number): Spread {
  return {
    moduleNo: one.moduleNo,
    itemNo: one.item.no,
    fullHundredths: one.item.fullHundredths,
    marks: one.marks,
    spreadHundredths,
    adjudicated: one.adjudicated,
    open: one.adjudicated === null,
  };
}

function totalSpread(
  items: readonly ItemScore[],
  modules: readonly RubricModule[],
  rules: PracticalRules,
  override: AdjudicationFacts | null,
): Spread | null {
  const totals = weightedTotals(
    items.filter((one) => one.adjudicated === null),
    modules,
  );
  const apart = spreadOf(totals.map((one) => one.weighted));
  if (override === null && apart <= rules.totalSpreadHundredths * 100) return null;
  return {
    moduleNo: 0,
    itemNo: 0,
    fullHundredths: judgedFullHundredths(items, modules),
    marks: totals.map((one) => ({
      scorerId: one.scorerId,
      scoreHundredths: Math.round(one.weighted / 100),
      vetoed: false,
    })),
    spreadHundredths: Math.round(apart / 100),
    adjudicated: override,
    open: override === null,
  };
}

/** Each examiner's sum of marks times weight (hundredths times percent). Whoever left an item out cannot be compared. */
function weightedTotals(
  items: readonly ItemScore[],
  modules: readonly RubricModule[],
): readonly { readonly scorerId: string; readonly weighted: number }[] {
  const sums = new Map<string, { weighted: number; marked: number }>();
  for (const one of items) {
    const weight = weightOf(modules, one.moduleNo);
    for (const mark of one.marks) {
      const sum = sums.get(mark.scorerId) ?? { weighted: 0, marked: 0 };
      sum.weighted += mark.scoreHundredths * weight;
      sum.marked += 1;
      sums.set(mark.scorerId, sum);
    }
  }
  return [...sums]
    .filter(([, sum]) => sum.marked === items.length)
    .map(([scorerId, sum]) => ({ scorerId, weighted: sum.weighted }));
}

/** What the judged part can bring to the total at most, in hundredths. */
function judgedFullHundredths(items: readonly ItemScore[], modules: readonly RubricModule[]): number {
  const weighted = items.reduce(
    (sum, one) => sum + one.item.fullHundredths * weightOf(modules, one.moduleNo),
    0,
  );
  return Math.floor(weighted / 100);
}

function weightOf(modules: readonly RubricModule[], moduleNo: number): number {
  return modules.find((module) => module.no === moduleNo)?.weightPercent ?? 0;
}

function spreadOf(values: readonly number[]): number {
  return values.length < 2 ? 0 : Math.max(...values) - Math.min(...values);
}

/**
 * The highest mark an adjudication of this place may give, in hundredths; null when there is nothing to adjudicate: an item must
 * be among the spreads, or the total must be and the examiners differ on the item.
 */
export function adjudicable(
  items: readonly ItemScore[],
  spreads: readonly Spread[],
  at: ItemPlace,
): number | null {
  const spread = spreads.find((one) => one.moduleNo === at.moduleNo && one.itemNo === at.itemNo);
  if (spread !== undefined) return spread.fullHundredths;
  const totalStands = spreads.some((one) => one.moduleNo === 0);
  const item = items.find((one) => one.moduleNo === at.moduleNo && one.item.no === at.itemNo);
  if (!totalStands || item === undefined) return null;
  const differ = spreadOf(item.marks.map((mark) => mark.scoreHundredths)) > 0;
  return differ ? item.item.fullHundredths : null;
}
