import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BatchRules } from '#shared/contract/batchRules.ts';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { RubricModule } from '#shared/contract/commands/practical.ts';
import type { ItemKind, SheetKind } from '#shared/domain/practicalKinds.ts';
import type { SheetFacts } from '#shared/domain/practicalFacts.ts';
import { practicalScorer } from '#shared/domain/practicalScore.ts';
import type { PracticalScore } from '#shared/domain/practicalScore.ts';
import { itemsOf, judgeSheetKind, sheetOfItem } from '#shared/domain/practicalSheets.ts';
import { add, compare, multiply, rational, subtract } from '#shared/domain/rational.ts';
import type { Rational } from '#shared/domain/rational.ts';
import { checkProperty } from '../../support/properties.ts';

const run = { times: 1.5 };
const kinds: readonly ItemKind[] = ['measured', 'observed', 'judged', 'veto'];

interface Marked {
  readonly modules: readonly RubricModule[];
  readonly rules: BatchRules;
  readonly sheets: readonly SheetFacts[];
}

/** A rubric of two modules, its rules (no spread is ever too wide), and every sheet filled and signed. */
const marked: fc.Arbitrary<Marked> = fc
  .record({
    weight: fc.integer({ min: 1, max: 99 }),
    items: fc.array(fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 1500 }), fc.boolean()), {
      minLength: 2,
      maxLength: 9,
    }),
    examiners: fc.constantFrom(3, 5, 7),
    combining: fc.constantFrom<BatchRules['combining']>('mean', 'trimmedMean', 'median'),
    mode: fc.constantFrom<BatchRules['practicalMode']>('divided', 'independent'),
    roundingDecimals: fc.integer({ min: 0, max: 2 }),
    shares: fc.infiniteStream(fc.integer({ min: 0, max: 1000 })),
  })
  .map(({ weight, items, examiners, combining, mode, roundingDecimals, shares }) => {
    const modules = [weight, 100 - weight].map((weightPercent, index): RubricModule => {
      const own = items.filter((_, at) => at % 2 === index);
      const lines: readonly (typeof items)[number][] = own.length > 0 ? own : [['judged', 100, false]];
      return {
        no: index + 1,
        title: `module ${index + 1}`,
        code: '',
        weightPercent,
        minutes: 60,
        items: lines.map(([kind, fullHundredths], at) => ({
          no: at + 1,
          content: `item ${at + 1}`,
          point: '',
          fullHundredths,
          rule: '',
          kind,
          vetoEnds: kind === 'veto' ? 'module' : null,
        })),
      };
    });
    const rules: BatchRules = {
      ...defaultBatchRules,
      practicalMode: mode,
      combining,
      roundingDecimals,
      examinersPerGroup: examiners,
      itemSpreadPercent: 100,
      totalSpreadHundredths: 100_000,
    };
    const fill = (kind: SheetKind, scorerId: string): SheetFacts => ({
      kind,
      scorerId,
      signed: true,
      verified: true,
      marks: itemsOf(modules, kind).map(({ moduleNo, item }) => ({
        moduleNo,
        itemNo: item.no,
        scoreHundredths: Math.floor((item.fullHundredths * (shares.next().value ?? 0)) / 1000),
        vetoed: false,
      })),
    });
    const judges = Array.from({ length: examiners }, (_, at) => fill(judgeSheetKind(mode), `examiner ${at}`));
    const others = mode === 'divided' ? [fill('observe', 'examiner 0'), fill('measure', 'measurer')] : [];
    return { modules, rules, sheets: [...judges, ...others] };
  });

function scoreOf({ modules, rules, sheets }: Marked): PracticalScore {
  const examiners = [
    ...new Set(
      sheets.filter((one) => one.kind === judgeSheetKind(rules.practicalMode)).map((one) => one.scorerId),
    ),
  ];
  return practicalScorer(modules, rules)({ sheets, adjudications: [], examiners });
}

function totalOf(case_: Marked): Rational {
  const { total } = scoreOf(case_);
  if (total === null) throw new Error('every sheet is signed');
  return total;
}

/** The rule written down again, without any of the code under test: sums over common denominators. */
function plainTotal({ modules, rules, sheets }: Marked): Rational {
  let total = rational(0);
  for (const module of modules) {
    for (const item of module.items) {
      const kind = sheetOfItem(rules.practicalMode, item.kind);
      const given = sheets
        .filter((one) => one.kind === kind)
        .flatMap((one) => one.marks.filter((mark) => mark.moduleNo === module.no && mark.itemNo === item.no))
        .map((mark) => mark.scoreHundredths)
        .toSorted((left, right) => left - right);
      let counted = given;
      if (rules.combining === 'trimmedMean' && given.length >= 5) counted = given.slice(1, -1);
      if (rules.combining === 'median') counted = given.slice((given.length - 1) / 2, (given.length + 1) / 2);
      const sum = counted.reduce((left, right) => left + right, 0);
      total = add(total, rational(sum * module.weightPercent, counted.length * 100));
    }
  }
  return total;
}

const isJudgeSheet = (one: SheetFacts): boolean => one.kind === 'judge' || one.kind === 'full';

/** The same sheets with one mark of one sheet changed. */
function withMark(case_: Marked, sheetAt: number, markAt: number, scoreHundredths: number): Marked {
  const sheets = case_.sheets.map((one, at) =>
    at === sheetAt
      ? {
          ...one,
          marks: one.marks.map((mark, index) => (index === markAt ? { ...mark, scoreHundredths } : mark)),
        }
      : one,
  );
  return { ...case_, sheets };
}

describe('practical score, whatever the marks', () => {
  it('is the weighted sum of the combined marks, exactly', () => {
    checkProperty(
      fc.property(marked, (case_) => {
        expect(compare(totalOf(case_), plainTotal(case_))).toBe(0);
      }),
      run,
    );
  });

  it('does not depend on the order of examiners, sheets or marks', () => {
    checkProperty(
      fc.property(marked, fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), (case_, keys) => {
        const shuffle = <Thing>(things: readonly Thing[], offset: number): Thing[] =>
          things
            .map((thing, at) => [keys[(at + offset) % keys.length] ?? 0, thing] as const)
            .toSorted(([left], [right]) => left - right)
            .map(([, thing]) => thing);
        const sheets = shuffle(case_.sheets, 0).map((one, at) => ({
          ...one,
          marks: shuffle(one.marks, at + 1),
        }));
        const [one, other] = [scoreOf(case_), scoreOf({ ...case_, sheets })];
        expect(other.unrounded).toBe(one.unrounded);
        expect(other.scoreHundredths).toBe(one.scoreHundredths);
      }),
      run,
    );
  });

  it('is rounded once: never further from the exact total than half a step', () => {
    checkProperty(
      fc.property(marked, (case_) => {
        const { scoreHundredths, total } = scoreOf(case_);
        const step = 10 ** (2 - case_.rules.roundingDecimals);
        const moved = multiply(subtract(rational(scoreHundredths ?? -1), total ?? rational(0)), rational(2));
        expect((scoreHundredths ?? -1) % step).toBe(0);
        expect(compare(moved, rational(step))).toBeLessThanOrEqual(0);
        expect(compare(moved, rational(-step))).toBeGreaterThan(0);
      }),
      run,
    );
  });

  it('lies between 0 and what the rubric gives, and each item between the lowest and the highest mark', () => {
    checkProperty(
      fc.property(marked, (case_) => {
        const { modules, total } = scoreOf(case_);
        const most = case_.modules.reduce(
          (sum, module) =>
            sum + module.items.reduce((full, item) => full + item.fullHundredths, 0) * module.weightPercent,
          0,
        );
        expect(compare(total ?? rational(-1), rational(0))).toBeGreaterThanOrEqual(0);
        expect(compare(total ?? rational(most + 1), rational(most, 100))).toBeLessThanOrEqual(0);
        for (const item of modules.flatMap((module) => module.items)) {
          const given = item.marks.map((one) => one.scoreHundredths);
          expect(compare(item.used ?? rational(-1), rational(Math.min(...given)))).toBeGreaterThanOrEqual(0);
          expect(compare(item.used ?? rational(100_001), rational(Math.max(...given)))).toBeLessThanOrEqual(
            0,
          );
        }
      }),
      run,
    );
  });

  it('loses no mark: under the mean, a hundredth more anywhere is seen in the total', () => {
    checkProperty(
      fc.property(marked, fc.nat(), fc.nat(), (case_, anySheet, anyMark) => {
        const mean: Marked = { ...case_, rules: { ...case_.rules, combining: 'mean' } };
        const filled = mean.sheets.flatMap((one, at) => (one.marks.length > 0 ? [at] : []));
        const sheetAt = filled[anySheet % filled.length] ?? 0;
        const sheet = mean.sheets[sheetAt];
        const markAt = anyMark % (sheet?.marks.length ?? 1);
        const given = sheet?.marks[markAt];
        if (sheet === undefined || given === undefined) throw new Error('no mark to change');
        const more = withMark(mean, sheetAt, markAt, given.scoreHundredths + 1);
        const weight = mean.modules.find((module) => module.no === given.moduleNo)?.weightPercent ?? 0;
        const sharers = isJudgeSheet(sheet) ? mean.rules.examinersPerGroup : 1;
        expect(compare(subtract(totalOf(more), totalOf(mean)), rational(weight, 100 * sharers))).toBe(0);
      }),
      run,
    );
  });

  it('ignores how extreme the highest and the lowest of a trimmed mean are', () => {
    checkProperty(
      fc.property(marked, (case_) => {
        const trimmed: Marked = { ...case_, rules: { ...case_.rules, combining: 'trimmedMean' } };
        fc.pre(trimmed.rules.examinersPerGroup >= 5);
        const first = trimmed.sheets.find((one) => isJudgeSheet(one) && one.marks.length > 0)?.marks[0];
        fc.pre(first !== undefined);
        const at = (one: SheetFacts): number =>
          one.marks.findIndex((mark) => mark.moduleNo === first.moduleNo && mark.itemNo === first.itemNo);
        const given = trimmed.sheets.flatMap((one, sheetAt) =>
          isJudgeSheet(one) ? [{ sheetAt, score: one.marks[at(one)]?.scoreHundredths ?? 0 }] : [],
        );
        const sorted = given.toSorted((left, right) => left.score - right.score);
        const [lowest, highest] = [sorted[0], sorted.at(-1)];
        if (lowest === undefined || highest === undefined) throw new Error('nobody marked it');
        const markAt = at(
          trimmed.sheets[lowest.sheetAt] ?? {
            kind: 'full',
            scorerId: '',
            signed: true,
            verified: true,
            marks: [],
          },
        );
        const full = trimmed.modules
          .find((module) => module.no === first.moduleNo)
          ?.items.find((item) => item.no === first.itemNo)?.fullHundredths;
        const wider = withMark(
          withMark(trimmed, lowest.sheetAt, markAt, 0),
          highest.sheetAt,
          markAt,
          full ?? 0,
        );
        expect(compare(totalOf(wider), totalOf(trimmed))).toBe(0);
      }),
      run,
    );
  });
});
