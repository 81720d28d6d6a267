import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertCourseExam, theoryScore } from '#shared/domain/theoryScore.ts';
import type { TheoryFacts } from '#shared/domain/theoryScore.ts';
import { checkProperty } from '../../support/properties.ts';

const nothing: TheoryFacts = {
  imported: null,
  entries: [],
  resolved: null,
  substitution: null,
  absentAtDoor: false,
};
const entries = (...marks: (number | null)[]): TheoryFacts['entries'] =>
  marks.map((scoreHundredths, index) => ({ by: `person ${index}`, scoreHundredths }));

/** A mark from a file that a second person has compared. */
const standing = (scoreHundredths: number | null) => ({ scoreHundredths, compared: null, stands: true });

describe('theory subject', () => {
  it.each<[string, Partial<TheoryFacts>, string, number | null, string | null]>([
    ['nothing yet', {}, 'open', null, null],
    ['one entry', { entries: entries(6150) }, 'enteredOnce', null, null],
    ['two that agree', { entries: entries(6150, 6150) }, 'scored', 6150, 'paper'],
    ['two that differ', { entries: entries(6150, 6510) }, 'differs', null, null],
    ['absent against a mark', { entries: entries(null, 6510) }, 'differs', null, null],
    ['twice absent', { entries: entries(null, null) }, 'absent', null, null],
    [
      'a third look',
      { entries: entries(6150, 6510), resolved: { scoreHundredths: 6510 } },
      'scored',
      6510,
      'paper',
    ],
    [
      'a third look: absent',
      { entries: entries(null, 6510), resolved: { scoreHundredths: null } },
      'absent',
      null,
      null,
    ],
    ['machine', { imported: standing(0) }, 'scored', 0, 'machine'],
    ['machine: absent', { imported: standing(null) }, 'absent', null, null],
    [
      'machine, before its comparison',
      { imported: { ...standing(0), stands: false } },
      'uncompared',
      null,
      null,
    ],
    [
      'machine, and the paper says otherwise',
      { imported: { ...standing(6150), compared: { scoreHundredths: 6510 } } },
      'differs',
      null,
      null,
    ],
    [
      'machine, and the paper says so too',
      { imported: { ...standing(6150), compared: { scoreHundredths: 6150 } } },
      'scored',
      6150,
      'machine',
    ],
    ['absent at the door', { absentAtDoor: true }, 'absent', null, null],
    [
      'absent at the door and by the file',
      { absentAtDoor: true, imported: standing(null) },
      'absent',
      null,
      null,
    ],
    [
      'a mark of someone who never came',
      { absentAtDoor: true, imported: standing(7000) },
      'differs',
      null,
      null,
    ],
    ['proposed', { substitution: { state: 'open', convertedHundredths: 7200 } }, 'proposed', null, null],
    [
      'proposed but marked',
      { substitution: { state: 'open', convertedHundredths: 7200 }, imported: standing(5000) },
      'scored',
      5000,
      'machine',
    ],
    [
      'approved',
      { substitution: { state: 'approved', convertedHundredths: 7200 }, absentAtDoor: true },
      'substituted',
      7200,
      'courseExam',
    ],
  ])('%s', (_, facts, state, scoreHundredths, source) => {
    expect(theoryScore({ ...nothing, ...facts })).toEqual({ state, scoreHundredths, source });
  });
});

describe('course exam on 100', () => {
  it.each([
    [10_800, 15_000, 7200],
    [7200, 15_000, 4800],
    [100, 300, 3333],
    [200, 300, 6667],
    [0, 15_000, 0],
    [15_000, 15_000, 10_000],
  ])('%d of %d is %d', (raw, full, converted) => {
    expect(convertCourseExam(raw, full)).toBe(converted);
  });

  it('refuses what cannot be', () => {
    expect(convertCourseExam(101, 100)).toBeNull();
    expect(convertCourseExam(0, 0)).toBeNull();
    expect(convertCourseExam(-1, 100)).toBeNull();
  });

  it('stays within 0 and 100, keeps order, and is off by half a hundredth at most', () => {
    checkProperty(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.nat(100_000),
        fc.nat(100_000),
        (full, one, other) => {
          const [low, high] = [Math.min(one, other, full), Math.min(Math.max(one, other), full)];
          const [lower, higher] = [convertCourseExam(low, full) ?? -1, convertCourseExam(high, full) ?? -1];
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(higher).toBeLessThanOrEqual(10_000);
          expect(lower).toBeLessThanOrEqual(higher);
          expect(Math.abs(lower * full - low * 10_000) * 2).toBeLessThanOrEqual(full);
        },
      ),
    );
  });
});
