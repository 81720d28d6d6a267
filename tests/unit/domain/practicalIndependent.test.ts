import { describe, expect, it } from 'vitest';
import type { ItemMark } from '#shared/contract/commands/practical.ts';
import type { AdjudicationFacts, SheetFacts } from '#shared/domain/practicalFacts.ts';
import type { PracticalScore } from '#shared/domain/practicalScore.ts';
import { adjudicated, score, sheet } from '../../support/practicalSheets.ts';
import { latheModules, mark } from '../../support/rubrics.ts';

describe('independent marking', () => {
  const rules = { practicalMode: 'independent' as const };
  const full = (scorerId: string, points: number, more: readonly ItemMark[] = []): SheetFacts => {
    const marks = latheModules.flatMap((module) =>
      module.items.map((item) => ({
        moduleNo: module.no,
        itemNo: item.no,
        scoreHundredths: (item.fullHundredths * points) / 100,
        vetoed: false,
      })),
    );
    const kept = marks.filter(
      (one) => !more.some((other) => other.moduleNo === one.moduleNo && other.itemNo === one.itemNo),
    );
    return sheet('full', scorerId, [...kept, ...more]);
  };

  it('combines every item over the full sheets', () => {
    const result = score([full('A', 70), full('B', 75), full('C', 80)], [], rules);
    expect([result.open, result.unrounded, result.scoreHundredths]).toEqual([[], '75', 7500]);
  });

  it('lets a veto stand when all pronounce it, and asks the lead when they do not agree', () => {
    const veto = [mark(2, 3, 0, true)];
    const agreed = score([full('A', 80, veto), full('B', 80, veto), full('C', 80, veto)], [], rules);
    expect([agreed.open, agreed.unrounded]).toEqual([[], '56']);
    const split = [full('A', 80, veto), full('B', 80), full('C', 80)];
    expect(score(split, [], rules).open).toEqual(['spread-open']);
    expect(score(split, [adjudicated(2, 3, 16)], rules)).toMatchObject({ open: [], unrounded: '80' });
    expect(score(split, [adjudicated(2, 3, 0, true)], rules)).toMatchObject({ open: [], unrounded: '56' });
  });

  /** In 独立评分 a veto stands once every examiner of the group has signed and pronounced it, or the lead has decided so. */
  const module = [mark(2, 3, 0, true)];
  const subject = [mark(1, 5, 0, true)];
  const three = (...own: readonly (readonly ItemMark[])[]): SheetFacts[] =>
    ['A', 'B', 'C'].map((id, at) => full(id, 80, own[at] ?? []));
  const unsigned = (sheets: SheetFacts[]): SheetFacts[] =>
    sheets.map((one, at) => (at === 2 ? { ...one, signed: false } : one));
  it.each<[string, SheetFacts[], AdjudicationFacts[], Partial<PracticalScore>, boolean[]]>([
    [
      'two pronounced it and the third has not begun',
      three(subject, subject).slice(0, 2),
      [],
      { open: ['sheet-unsigned'], vetoed: false, scoreHundredths: null },
      [false, false],
    ],
    [
      'the third has not signed',
      unsigned(three(subject, subject, subject)),
      [],
      { open: ['sheet-unsigned'], vetoed: false, scoreHundredths: null },
      [false, false],
    ],
    [
      'the third has not signed the end of a module',
      unsigned(three(module, module, module)),
      [],
      { open: ['sheet-unsigned'], vetoed: false, scoreHundredths: null },
      [false, false],
    ],
    [
      'the lead decided before all have signed',
      unsigned(three(subject, subject)),
      [adjudicated(1, 5, 0, true)],
      { open: ['sheet-unsigned'], vetoed: false, scoreHundredths: null },
      [false, false],
    ],
    [
      'all end the subject',
      three(subject, subject, subject),
      [],
      { open: [], vetoed: true, scoreHundredths: 0, unrounded: '0', judgesSigned: true },
      [true, true],
    ],
    [
      'all end a module',
      three(module, module, module),
      [],
      { open: [], vetoed: false, scoreHundredths: 5600 },
      [false, true],
    ],
    [
      'one ends the subject and two do not',
      three(subject),
      [],
      { open: ['spread-open'], vetoed: false, scoreHundredths: null },
      [false, false],
    ],
    [
      'the lead ends the subject',
      three(subject),
      [adjudicated(1, 5, 0, true)],
      { open: [], vetoed: true, scoreHundredths: 0 },
      [true, true],
    ],
    [
      'the lead overrules one',
      three(subject),
      [adjudicated(1, 5, 3.2)],
      { open: [], vetoed: false, scoreHundredths: 8000 },
      [false, false],
    ],
    [
      'the lead overrules all',
      three(module, module, module),
      [adjudicated(2, 3, 16)],
      { open: [], vetoed: false, scoreHundredths: 8000 },
      [false, false],
    ],
  ])('a veto, when %s', (_, sheets, adjudications, expected, modules) => {
    const result = score(sheets, adjudications, rules);
    expect(result).toMatchObject(expected);
    expect(result.modules.map((one) => one.vetoed)).toEqual(modules);
  });

  it('asks the lead for an item that nobody marked because its veto was overruled', () => {
    const ended = sheet('full', 'A', [
      ...full('A', 80).marks.filter((one) => one.moduleNo === 1),
      mark(2, 3, 0, true),
    ]);
    const twice = [ended, { ...ended, scorerId: 'B' }, { ...ended, scorerId: 'C' }];
    const result = score(twice, [adjudicated(2, 3, 16)], rules);
    expect(result.spreads.filter((one) => one.open).map((one) => `${one.moduleNo}-${one.itemNo}`)).toEqual([
      '2-1',
      '2-2',
    ]);
    expect(
      score(twice, [adjudicated(2, 3, 16), adjudicated(2, 1, 30), adjudicated(2, 2, 30)], rules).open,
    ).toEqual([]);
  });
});
