import { describe, expect, test } from 'vitest';
import { progressOf } from '../../../src-renderer/pages/reports/progress.ts';
import { convertedHundredths } from '../../../src-renderer/pages/theory/conversion.ts';
import { nextCell, readCell } from '../../../src-renderer/pages/theory/gridEntry.ts';

describe('a cell of the entry grid', () => {
  test.each([
    ['61.5', { kind: 'mark', scoreHundredths: 6150 }],
    ['６０', { kind: 'mark', scoreHundredths: 6000 }],
    ['0', { kind: 'mark', scoreHundredths: 0 }],
    ['', { kind: 'empty' }],
    ['  ', { kind: 'empty' }],
    ['缺', { kind: 'absent' }],
    ['q', { kind: 'absent' }],
    ['-', { kind: 'absent' }],
    ['100.5', { kind: 'wrong', code: 'out-of-range' }],
    ['6o', { kind: 'wrong', code: 'not-a-score' }],
    ['61.555', { kind: 'wrong', code: 'too-many-decimals' }],
  ])('%j', (text, expected) => {
    expect(readCell(text)).toEqual(expected);
  });

  test('Enter goes to the next open row and stays at the end', () => {
    const open = [true, false, false, true, false];
    expect(nextCell(open, 0, 1)).toBe(3);
    expect(nextCell(open, 3, 1)).toBe(3);
    expect(nextCell(open, 3, -1)).toBe(0);
    expect(nextCell(open, 0, -1)).toBe(0);
  });
});

describe('conversion of a course exam to 100', () => {
  test.each([
    [12_000, 15_000, 8000],
    [10_000, 15_000, 6667],
    [7_450, 10_000, 7450],
    [1, 20_000, 1],
    [0, 15_000, 0],
    [15_001, 15_000, null],
    [100, 0, null],
  ])('%i of %i hundredths', (raw, full, expected) => {
    expect(convertedHundredths(raw, full)).toBe(expected);
  });
});

describe('progress of a job', () => {
  const startedAt = '2026-11-24T03:00:00.000Z';
  const at = (seconds: number) => Date.parse(startedAt) + seconds * 1000;

  test('share, rate and time left', () => {
    expect(progressOf({ done: 250, total: 1000, startedAt }, at(5))).toEqual({
      percent: 25,
      perSecond: 50,
      secondsLeft: 15,
    });
  });
  test.each([
    ['at once', { done: 0, total: 1000, startedAt }, 0],
    ['nothing done yet', { done: 0, total: 1000, startedAt }, 9],
    ['a clock behind the core', { done: 10, total: 1000, startedAt }, -3],
  ])('nothing is guessed: %s', (_name, job, seconds) => {
    expect(progressOf(job, at(seconds))).toMatchObject({ perSecond: null, secondsLeft: null });
  });
  test('full is 100, empty is 0', () => {
    expect(progressOf({ done: 7, total: 7, startedAt }, at(1)).percent).toBe(100);
    expect(progressOf({ done: 0, total: 0, startedAt }, at(1)).percent).toBe(0);
  });
});
