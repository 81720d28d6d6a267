import { describe, expect, test } from 'vitest';
import { progressOf } from '../../../src-renderer/pages/reports/progress.ts';
import { receiptFault } from '../../../src-renderer/pages/reports/receiptFault.ts';
import { upcomingSteps } from '../../../src-renderer/pages/reports/upcomingSteps.ts';
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

describe('what is still to come for a report', () => {
  const steps = (...codes: Parameters<typeof upcomingSteps>[0][number]['code'][]) =>
    codes.map((code) => ({ code, at: startOfDay, by: null, note: null }));
  const startOfDay = '2026-12-03T00:00:00.000Z';

  test.each([
    [
      ['requested', 'sealing'],
      ['sealed', 'delivered', 'received', 'reviewed'],
    ],
    [
      ['requested', 'sealed'],
      ['delivered', 'received', 'reviewed'],
    ],
    [
      ['requested', 'sealed', 'written'],
      ['received', 'reviewed'],
    ],
    [['requested', 'sealed', 'uploaded', 'received'], ['reviewed']],
    // a receipt that came on a drive says that the package arrived, whoever carried it
    [['requested', 'sealed', 'received'], ['reviewed']],
    [['requested', 'sealed', 'uploaded', 'received', 'reviewed'], []],
  ] as const)('%j', (codes, expected) => {
    expect(upcomingSteps(steps(...codes))).toEqual(expected);
  });
});

describe('why a receipt was not applied', () => {
  test.each([
    ['signature-invalid', 'signature'],
    ['signature-namespace', 'signature'],
    ['signer-namespace', 'signature'],
    ['signer-unknown', 'signer-unknown'],
    ['signer-revoked', 'signer-revoked'],
    ['receipt-other-package', 'receipt-other-package'],
    ['json-malformed', 'other'],
    ['something-new', 'other'],
  ])('%s', (code, fault) => {
    expect(receiptFault(code)).toBe(fault);
  });
});
