import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ItemMark, RubricModule } from '#shared/contract/commands/practical.ts';
import { emptyPad, padHundredths, pressPad } from '../../../src-renderer/pages/practical/padEntry.ts';
import type { PadKey } from '../../../src-renderer/pages/practical/padEntry.ts';
import { shownMarks } from '../../../src-renderer/pages/practical/markQueue.ts';
import { sumSheet } from '../../../src-renderer/pages/practical/sheetSums.ts';
import { checkProperty } from '../../support/properties.ts';

const item = (no: number, fullHundredths: number, vetoEnds: 'module' | 'subject' | null = null) => ({
  no,
  content: `item ${no}`,
  point: '',
  fullHundredths,
  rule: '',
  kind: vetoEnds === null ? ('judged' as const) : ('veto' as const),
  vetoEnds,
});
const modules: readonly RubricModule[] = [
  {
    no: 1,
    title: 'one',
    code: '1',
    weightPercent: 60,
    minutes: 60,
    items: [item(1, 6000), item(2, 4000, 'module')],
  },
  {
    no: 2,
    title: 'two',
    code: '2',
    weightPercent: 40,
    minutes: 60,
    items: [item(1, 9000), item(2, 1000, 'subject')],
  },
];
const mark = (moduleNo: number, itemNo: number, scoreHundredths: number, vetoed = false): ItemMark => ({
  moduleNo,
  itemNo,
  scoreHundredths,
  vetoed,
});
const sheet = (...marks: ItemMark[]) => shownMarks(marks, {});

describe('running total of a sheet', () => {
  test('adds what is marked, module by module', () => {
    const marks = sheet(mark(1, 1, 5550), mark(2, 1, 8000));
    expect(sumSheet(modules, marks)).toMatchObject({
      givenHundredths: 13_550,
      fullHundredths: 20_000,
      marked: 2,
      items: 4,
      vetoEnds: null,
    });
  });

  test('a veto that ends the module makes it 0', () => {
    const marks = sheet(mark(1, 1, 5000), mark(1, 2, 0, true), mark(2, 1, 8000));
    expect(sumSheet(modules, marks)).toMatchObject({ givenHundredths: 8000, vetoEnds: 'module' });
  });

  test('a veto that ends the subject makes everything 0', () => {
    const marks = sheet(mark(1, 1, 5000), mark(2, 2, 0, true));
    expect(sumSheet(modules, marks)).toMatchObject({ givenHundredths: 0, vetoEnds: 'subject' });
  });
});

describe('number pad', () => {
  const press = (keys: string, full: number) =>
    (keys.split(' ') as PadKey[]).reduce((entry, key) => pressPad(entry, key, full).entry, emptyPad);

  test.each([
    ['7 . 5', 1000, 750],
    ['0 7', 1000, 700],
    ['. 5', 1000, 50],
    ['1 0', 1000, 1000],
    ['1 1', 1000, 100],
    ['7 . 5 5 5', 1000, 755],
    ['7 . . 5', 1000, 750],
    ['7 back', 1000, null],
    ['9 9 clear 3', 10_000, 300],
    ['8 .', 1000, 800],
  ])('%s of at most %i hundredths is %s', (keys, full, expected) => {
    expect(padHundredths(press(keys, full))).toBe(expected);
  });

  test('nothing that can be pressed goes above the full mark', () => {
    const key = fc.constantFrom<PadKey>(
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      '.',
      'back',
      'clear',
    );
    checkProperty(
      fc.property(fc.array(key, { maxLength: 12 }), fc.integer({ min: 1, max: 10_000 }), (keys, full) => {
        const entry = keys.reduce((at, each) => pressPad(at, each, full).entry, emptyPad);
        const value = padHundredths(entry) ?? 0;
        return Number.isSafeInteger(value) && value >= 0 && value <= full;
      }),
    );
  });
});
