import { describe, expect, it } from 'vitest';
import {
  endedBy,
  examinersOf,
  itemsOf,
  observerOf,
  sheetModules,
  sheetOfItem,
  unmarkedItems,
} from '#shared/domain/practicalSheets.ts';
import type { StaffDuty } from '#shared/domain/practicalSheets.ts';
import { latheModules, mark } from '../../support/rubrics.ts';

const staff: readonly StaffDuty[] = [
  { userId: 'C', duty: 'examiner' },
  { userId: 'B', duty: 'leadExaminer' },
  { userId: 'A', duty: 'examiner' },
  { userId: 'A', duty: 'measurer' },
  { userId: 'D', duty: 'invigilator' },
];

describe('who fills what', () => {
  it('counts the lead among the examiners, once each, by id', () => {
    expect(examinersOf(staff)).toEqual(['A', 'B', 'C']);
    expect(examinersOf([...staff, { userId: 'B', duty: 'examiner' }])).toEqual(['A', 'B', 'C']);
  });

  it('lets the lead observe, or else the first examiner by id', () => {
    expect(observerOf(staff)).toBe('B');
    expect(observerOf(staff.filter((one) => one.duty !== 'leadExaminer'))).toBe('A');
    expect(observerOf([{ userId: 'D', duty: 'invigilator' }])).toBeNull();
  });

  it('parts the items by kind, every item on exactly one sheet', () => {
    const numbers = (kind: 'judge' | 'observe' | 'measure' | 'full') =>
      itemsOf(latheModules, kind).map(({ moduleNo, item }) => `${moduleNo}-${item.no}`);
    expect(numbers('judge')).toEqual(['1-3', '2-1']);
    expect(numbers('observe')).toEqual(['1-4', '1-5', '2-2', '2-3']);
    expect(numbers('measure')).toEqual(['1-1', '1-2']);
    expect([...numbers('judge'), ...numbers('observe'), ...numbers('measure')].toSorted()).toEqual(
      numbers('full').toSorted(),
    );
    expect(sheetModules(latheModules, 'measure').map((module) => module.no)).toEqual([1]);
    expect(sheetOfItem('divided', 'veto')).toBe('observe');
    expect(sheetOfItem('independent', 'measured')).toBe('full');
  });
});

describe('what still wants a mark', () => {
  it('names the items that are left', () => {
    expect(unmarkedItems(latheModules, 'observe', [mark(1, 4, 8), mark(2, 2, 40)])).toEqual([
      { moduleNo: 1, itemNo: 5 },
      { moduleNo: 2, itemNo: 3 },
    ]);
  });

  it('wants nothing more in a module that a veto ended, and nothing at all after the subject ended', () => {
    expect(
      unmarkedItems(latheModules, 'observe', [mark(2, 3, 0, true), mark(1, 4, 1), mark(1, 5, 4)]),
    ).toEqual([]);
    expect(unmarkedItems(latheModules, 'observe', [mark(1, 5, 0, true)])).toEqual([]);
    const moduleEnded = endedBy(latheModules, [mark(2, 3, 0, true)]);
    expect(unmarkedItems(latheModules, 'judge', [mark(1, 3, 5)], moduleEnded)).toEqual([]);
    expect(unmarkedItems(latheModules, 'judge', [], moduleEnded)).toEqual([{ moduleNo: 1, itemNo: 3 }]);
  });
});
