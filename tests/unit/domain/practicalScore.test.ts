import { describe, expect, it } from 'vitest';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import { combineMarks } from '#shared/domain/combineMarks.ts';
import type { SheetFacts } from '#shared/domain/practicalFacts.ts';
import { practicalScorer } from '#shared/domain/practicalScore.ts';
import { pointsText, rational } from '#shared/domain/rational.ts';
import { adjudicated, score, sheet } from '../../support/practicalSheets.ts';
import { latheModules, mark } from '../../support/rubrics.ts';

const judge = (
  scorerId: string,
  process: number,
  program: number,
  more: Partial<SheetFacts> = {},
): SheetFacts => sheet('judge', scorerId, [mark(1, 3, process), mark(2, 1, program)], more);
const observe = sheet('observe', 'A', [mark(1, 4, 6), mark(1, 5, 4), mark(2, 2, 30), mark(2, 3, 15)]);
const measure = sheet('measure', 'M', [mark(1, 1, 30), mark(1, 2, 28.5)]);
describe('divided marking', () => {
  it('weighs the modules, combines the examiners, rounds once', () => {
    const result = score([judge('A', 7, 30), judge('B', 8, 31), judge('C', 8, 33), observe, measure]);
    // module 1: 30 + 28.5 + 23/3 + 6 + 4 = 76.1666…; module 2: 94/3 + 30 + 15 = 76.3333…; 70 % and 30 %
    expect(result.open).toEqual([]);
    expect(result.modules.map((one) => pointsText(one.score))).toEqual(['76.166667', '76.333333']);
    expect(result.unrounded).toBe('76.216667');
    expect(result.scoreHundredths).toBe(7620);
  });

  it('lets 59.95 become 60.0 and shows what it was', () => {
    const low = sheet('measure', 'M', [mark(1, 1, 10), mark(1, 2, 24.9)]);
    const result = score([judge('A', 8, 32), judge('B', 8, 32), judge('C', 8, 32), observe, low]);
    expect(result.unrounded).toBe('60.13');
    const lower = sheet('measure', 'M', [mark(1, 1, 10), mark(1, 2, 24.64)]);
    const near = score([judge('A', 8, 32), judge('B', 8, 32), judge('C', 8, 32), observe, lower], [], {
      roundingDecimals: 1,
    });
    expect([near.unrounded, near.scoreHundredths]).toEqual(['59.948', 5990]);
    const half = sheet('measure', 'M', [mark(1, 1, 10), mark(1, 2, 24.65)]);
    const up = score([judge('A', 8, 32), judge('B', 8, 32), judge('C', 8, 32), observe, half]);
    expect([up.unrounded, up.scoreHundredths]).toEqual(['59.955', 6000]);
  });

  const signed = [judge('A', 8, 32), judge('B', 8, 32), judge('C', 8, 32)];
  it.each<[string, SheetFacts[]]>([
    [
      'an examiner has not signed',
      [...signed.slice(0, 2), judge('C', 8, 32, { signed: false }), observe, measure],
    ],
    ['an examiner has not begun', [...signed.slice(0, 2), observe, measure]],
    ['the observer has not signed', [...signed, { ...observe, signed: false }, measure]],
    ['the observer has not begun', [...signed, measure]],
  ])('is open while %s', (_, sheets) => {
    const result = score(sheets);
    expect(result.open).toEqual(['sheet-unsigned']);
    expect([result.total, result.scoreHundredths, result.unrounded]).toEqual([null, null, null]);
  });

  it('is open while the measurement is missing, or not verified by another person', () => {
    const judges = [judge('A', 8, 32), judge('B', 8, 32), judge('C', 8, 32), observe];
    expect(score(judges).open).toEqual(['sheet-unsigned']);
    expect(score([...judges, { ...measure, verified: false }]).open).toEqual(['measure-unverified']);
  });

  it('counts the sheet that a replaced examiner had signed, and waits for whoever has begun', () => {
    const sheets = [judge('A', 8, 32), judge('B', 8, 32), judge('gone', 8, 32), observe, measure];
    expect(score(sheets).complete).toBe(true);
    expect(score([...sheets, judge('C', 8, 32, { signed: false })]).complete).toBe(false);
    expect(score([...sheets, judge('left', 1, 1, { signed: false })]).complete).toBe(true);
  });

  it('wants every examiner of the sitting even when the group may be smaller', () => {
    const scoreOf = practicalScorer(latheModules, defaultBatchRules);
    const sheets = [judge('A', 8, 32), judge('B', 8, 32), judge('C', 8, 32), observe, measure];
    const examiners = ['A', 'B', 'C', 'D', 'E'];
    expect(scoreOf({ sheets, adjudications: [], examiners }).judgesSigned).toBe(false);
    const all = [...sheets, judge('D', 8, 32), judge('E', 8, 32)];
    expect(scoreOf({ sheets: all, adjudications: [], examiners }).judgesSigned).toBe(true);
    expect(scoreOf({ sheets: all, adjudications: [], examiners: [] }).judgesSigned).toBe(true);
    expect(scoreOf({ sheets: sheets.slice(1), adjudications: [], examiners: ['B', 'C'] }).judgesSigned).toBe(
      false,
    );
  });
});

describe('vetoes', () => {
  const judges = [judge('A', 8, 32), judge('B', 8, 32), judge('C', 8, 32)];

  it('count their marks when they are not pronounced', () => {
    expect(score([...judges, observe, measure]).modules[0]?.items[4]?.used).toEqual(rational(400));
  });

  it('end a module: it counts 0, and nothing is wanted of it any more', () => {
    const vetoing = sheet('observe', 'A', [mark(1, 4, 6), mark(1, 5, 4), mark(2, 3, 0, true)]);
    const short = ['A', 'B', 'C'].map((id) => sheet('judge', id, [mark(1, 3, 8)]));
    const result = score([...short, vetoing, measure]);
    expect(result.open).toEqual([]);
    expect(result.vetoed).toBe(false);
    expect(result.modules.map((one) => [one.vetoed, pointsText(one.score)])).toEqual([
      [false, '76.5'],
      [true, '0'],
    ]);
    expect(result.scoreHundredths).toBe(5360);
    expect(result.unrounded).toBe('53.55');
  });

  it('end the subject: score 0, complete without anyone else', () => {
    const vetoing = sheet('observe', 'A', [mark(1, 5, 0, true)]);
    const result = score([vetoing, judge('A', 8, 32, { signed: false })]);
    expect(result).toMatchObject({
      complete: true,
      vetoed: true,
      scoreHundredths: 0,
      unrounded: '0',
      spreads: [],
    });
    expect(result.modules.every((one) => one.vetoed)).toBe(true);
  });

  it('do not count before the observer has signed', () => {
    const unsigned = sheet('observe', 'A', [mark(1, 5, 0, true)], { signed: false });
    expect(score([...judges, unsigned, measure])).toMatchObject({ complete: false, vetoed: false });
  });
});

describe('spread', () => {
  it('flags an item above the share of its full marks, not at it', () => {
    const at = score([judge('A', 5, 32), judge('B', 8, 32), judge('C', 8, 32), observe, measure]);
    expect(at.spreads).toEqual([]);
    const above = score([judge('A', 4.99, 32), judge('B', 8, 32), judge('C', 8, 32), observe, measure]);
    expect(above.open).toEqual(['spread-open']);
    expect(above.spreads).toMatchObject([
      { moduleNo: 1, itemNo: 3, fullHundredths: 1000, spreadHundredths: 301, open: true },
    ]);
    expect(above.spreads[0]?.marks.map((one) => one.scoreHundredths)).toEqual([499, 800, 800]);
  });

  it('stays hidden until every blind sheet is signed', () => {
    expect(
      score([judge('A', 1, 32), judge('B', 9, 32), judge('C', 9, 32, { signed: false })]).spreads,
    ).toEqual([]);
  });

  it('puts the decided mark in the place of the combined one, the newest of several', () => {
    const sheets = [judge('A', 2, 32), judge('B', 8, 32), judge('C', 8, 32), observe, measure];
    const decided = score(sheets, [adjudicated(1, 3, 7), adjudicated(1, 3, 6)]);
    expect(decided.open).toEqual([]);
    expect(decided.spreads).toMatchObject([
      { moduleNo: 1, itemNo: 3, open: false, adjudicated: { scoreHundredths: 600 } },
    ]);
    // module 1: 30 + 28.5 + 6 + 6 + 4 = 74.5; module 2: 32 + 30 + 15 = 77
    expect(decided.unrounded).toBe('75.25');
  });

  it('flags the weighted judged total, brought down by deciding items or by setting the total', () => {
    // weighted: A 0.7 × 10 + 0.3 × 40 = 19, B 0.7 × 7 + 0.3 × 28 = 13.3: 5.7 apart, items within 30 %
    const sheets = [judge('A', 10, 40), judge('B', 7, 28), judge('C', 10, 40), observe, measure];
    const rules = { totalSpreadHundredths: 500 };
    const open = score(sheets, [], rules);
    expect(open.open).toEqual(['spread-open']);
    expect(open.spreads).toMatchObject([
      { moduleNo: 0, itemNo: 0, fullHundredths: 1900, spreadHundredths: 570, open: true },
    ]);
    expect(open.spreads[0]?.marks.map((one) => one.scoreHundredths)).toEqual([1900, 1330, 1900]);
    expect(score(sheets, [], { totalSpreadHundredths: 570 }).spreads).toEqual([]);

    const item = score(sheets, [adjudicated(2, 1, 36)], rules);
    expect(item.open).toEqual([]);
    expect(item.spreads.map((one) => [one.moduleNo, one.itemNo, one.open])).toEqual([[2, 1, false]]);

    const total = score(sheets, [adjudicated(0, 0, 18)], rules);
    expect(total.open).toEqual([]);
    expect(total.judgedTotalHundredths).toBe(1800);
    // 0.7 × (30 + 28.5 + 6 + 4) + 0.3 × (30 + 15) + 18
    expect(total.unrounded).toBe('79.45');
  });
});

describe('combining', () => {
  it.each([
    ['mean', [100, 200, 400], '2.333333'],
    ['median', [400, 100, 200], '2'],
    ['median', [400, 100, 200, 300], '2.5'],
    ['trimmedMean', [0, 300, 400, 500, 1000], '4'],
    ['trimmedMean', [0, 300, 600], '3'],
    ['trimmedMean', [0, 300, 400, 1000], '4.25'],
  ] as const)('%s of %j is %s', (rule, marks, text) => {
    const combined = combineMarks(marks, rule);
    expect(combined === null ? null : pointsText(combined)).toBe(text);
  });

  it('has nothing to say about no marks', () => {
    expect(combineMarks([], 'mean')).toBeNull();
  });
});
