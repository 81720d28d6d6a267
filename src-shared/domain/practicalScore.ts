import type { RubricModule } from '../contract/commands/practical.ts';
import type { SheetKind } from './practicalKinds.ts';
import { combineMarks } from './combineMarks.ts';
import type {
  AdjudicationFacts,
  ItemScore,
  PracticalFacts,
  PracticalRules,
  ScorerMark,
  SheetFacts,
} from './practicalFacts.ts';
import { decidedSpreads, findSpreads } from './practicalSpread.ts';
import type { Spread } from './practicalSpread.ts';
import { judgeSheetKind, sheetOfItem } from './practicalSheets.ts';
import type { ItemPlace } from './practicalSheets.ts';
import { add, multiply, pointsText, rational, roundHundredths, zero } from './rational.ts';
import type { Rational } from './rational.ts';

export interface ModuleScore {
  readonly module: RubricModule;
  readonly items: readonly ItemScore[];
  readonly vetoed: boolean;
  /** Sum of what counts, in hundredths, before the weight; 0 when vetoed. */
  readonly score: Rational;
  /** The same without the items that every examiner marks blind. */
  readonly unjudgedScore: Rational;
}

export type PracticalOpen = 'sheet-unsigned' | 'measure-unverified' | 'spread-open';

export interface PracticalScore {
  readonly open: readonly PracticalOpen[];
  readonly complete: boolean;
  /** Every sheet that is filled blind is signed: from now on its numbers may be seen by others. */
  readonly judgesSigned: boolean;
  /** The whole subject was ended by a veto: score 0, failed. */
  readonly vetoed: boolean;
  readonly modules: readonly ModuleScore[];
  readonly spreads: readonly Spread[];
  /** The lead examiner's own figure for the weighted judged total; null when the examiners' marks count. */
  readonly judgedTotalHundredths: number | null;
  /** Exact weighted total in hundredths; null while incomplete. */
  readonly total: Rational | null;
  /** The total rounded once, half up. */
  readonly scoreHundredths: number | null;
  /** The total before rounding, as a text in points. */
  readonly unrounded: string | null;
}

/**
 * Makes the function that scores candidates by one rubric and one set of rules (docs/rules.md, Scores). Modules are weighted, item
 * marks combined over the examiners exactly, and the total is rounded once, at the end. Only signed sheets count.
 */
export function practicalScorer(
  modules: readonly RubricModule[],
  rules: PracticalRules,
): (facts: PracticalFacts) => PracticalScore {
  const mode = rules.practicalMode;
  const judge = judgeSheetKind(mode);
  const all = modules.flatMap((module) =>
    module.items.map((item) => ({ module, item, sheet: sheetOfItem(mode, item.kind) })),
  );
  const weights = modules.map((module) => rational(module.weightPercent, 100));

  return (facts) => {
    const signed = facts.sheets.filter((sheet) => sheet.signed);
    const marksOf = readMarks(signed);
    const adjudicated = new Map(facts.adjudications.map((one) => [keyOf(one), one]));
    const items = all.map(({ module, item, sheet }): ItemScore => {
      const marks = marksOf.get(keyOf({ moduleNo: module.no, itemNo: item.no })) ?? [];
      const decision = adjudicated.get(keyOf({ moduleNo: module.no, itemNo: item.no })) ?? null;
      const used =
        decision === null
          ? combineMarks(
              marks.map((mark) => mark.scoreHundredths),
              rules.combining,
            )
          : rational(decision.scoreHundredths);
      return { moduleNo: module.no, item, sheet, marks, adjudicated: decision, used };
    });

    const vetoes = items.filter((one) => isVetoed(one));
    const groupSigned = isGroupSigned(facts, judge, rules.examinersPerGroup);
    // in 独立评分 a veto stands only once every examiner has pronounced it
    const vetoesStand = mode === 'divided' || groupSigned;
    const subjectEnded = vetoesStand && vetoes.some((one) => one.item.vetoEnds === 'subject');
    const endedModules = new Set(
      vetoesStand ? vetoes.filter((one) => one.item.vetoEnds === 'module').map((one) => one.moduleNo) : [],
    );
    const isEnded = (one: ItemScore): boolean => subjectEnded || endedModules.has(one.moduleNo);
    const wanted = items.filter((one) => !isEnded(one));
    const wants = (sheet: SheetKind): boolean => wanted.some((one) => one.sheet === sheet);
    const judgesSigned = groupSigned || (mode === 'divided' && !wants('judge'));
    const observed =
      mode === 'independent' ||
      !items.some((one) => one.sheet === 'observe') ||
      signed.some((sheet) => sheet.kind === 'observe');
    const measure = wants('measure') ? signed.find((sheet) => sheet.kind === 'measure') : null;

    const override = adjudicated.get(keyOf(judgedTotalPlace)) ?? null;
    const judged = wanted.filter((one) => one.sheet === judge);
    const spreads = judgesSigned
      ? [
          ...(subjectEnded ? [] : findSpreads(judged, modules, rules, override)),
          ...decidedSpreads(items.filter(isEnded)),
        ]
      : [];

    const open: PracticalOpen[] = [];
    if (!judgesSigned || !observed || measure === undefined) open.push('sheet-unsigned');
    else if (measure !== null && !measure.verified) open.push('measure-unverified');
    if (spreads.some((spread) => spread.open)) open.push('spread-open');
    const complete = open.length === 0;

    const scored = modules.map((module): ModuleScore => {
      const own = items.filter((one) => one.moduleNo === module.no);
      const vetoed = subjectEnded || endedModules.has(module.no);
      const unjudged = own.filter((one) => one.sheet !== judge);
      return {
        module,
        items: own,
        vetoed,
        score: vetoed ? zero : sumOf(own),
        unjudgedScore: vetoed ? zero : sumOf(unjudged),
      };
    });
    const total = complete ? weightedTotal(scored, weights, subjectEnded ? null : override) : null;
    return {
      open,
      complete,
      judgesSigned,
      vetoed: subjectEnded,
      modules: scored,
      spreads,
      judgedTotalHundredths: override?.scoreHundredths ?? null,
      total,
      scoreHundredths: total === null ? null : roundHundredths(total, rules.roundingDecimals),
      unrounded: total === null ? null : pointsText(total),
    };
  };
}

/** The place that an adjudication of the judged total names. */
export const judgedTotalPlace: ItemPlace = { moduleNo: 0, itemNo: 0 };

/**
 * Whether the group of examiners is through: as many signed sheets as there are examiners at the sitting, at least
 * `examinersPerGroup`, and none of them has one begun but not signed. A sheet that someone signed before being replaced counts.
 */
function isGroupSigned(facts: PracticalFacts, judge: SheetKind, examinersPerGroup: number): boolean {
  const sheets = facts.sheets.filter((sheet) => sheet.kind === judge);
  const signed = sheets.filter((sheet) => sheet.signed).length;
  if (signed < Math.max(examinersPerGroup, facts.examiners.length)) return false;
  return !sheets.some((sheet) => !sheet.signed && facts.examiners.includes(sheet.scorerId));
}

/** A veto stands when it was adjudicated so, or when everyone who marked the item pronounced it. */
function isVetoed(one: ItemScore): boolean {
  if (one.item.kind !== 'veto') return false;
  if (one.adjudicated !== null) return one.adjudicated.vetoed;
  return one.marks.length > 0 && one.marks.every((mark) => mark.vetoed);
}

/** Weighted sum of the modules; an adjudicated judged total stands in the place of the judged items. */
function weightedTotal(
  scored: readonly ModuleScore[],
  weights: readonly Rational[],
  override: AdjudicationFacts | null,
): Rational {
  const start = override === null ? zero : rational(override.scoreHundredths);
  return scored.reduce((sum, module, index) => {
    const score = override === null ? module.score : module.unjudgedScore;
    return add(sum, multiply(score, weights[index] ?? zero));
  }, start);
}

function sumOf(items: readonly ItemScore[]): Rational {
  return items.reduce((sum, one) => (one.used === null ? sum : add(sum, one.used)), zero);
}

function readMarks(signed: readonly SheetFacts[]): ReadonlyMap<number, readonly ScorerMark[]> {
  const byItem = new Map<number, ScorerMark[]>();
  for (const sheet of signed) {
    for (const mark of sheet.marks) {
      const key = keyOf(mark);
      const line = { scorerId: sheet.scorerId, scoreHundredths: mark.scoreHundredths, vetoed: mark.vetoed };
      const known = byItem.get(key);
      if (known === undefined) byItem.set(key, [line]);
      else known.push(line);
    }
  }
  return byItem;
}

function keyOf(at: ItemPlace): number {
  return at.moduleNo * 1000 + at.itemNo;
}
