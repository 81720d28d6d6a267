import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  multiply,
  pointsText,
  rational,
  roundHalfUp,
  roundHundredths,
  subtract,
} from '#shared/domain/rational.ts';
import { checkProperty } from '../../support/properties.ts';

const fraction = fc
  .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 1, max: 5000 }))
  .map(([above, below]) => rational(above, below));

describe('exact fractions', () => {
  it('refuses what is no fraction', () => {
    expect(() => rational(1, 0)).toThrow(RangeError);
    expect(() => rational(0.5)).toThrow(RangeError);
  });

  it('keeps the denominator above 0', () => {
    expect(rational(3, -4)).toEqual({ numerator: -3n, denominator: 4n });
  });

  it('adds, subtracts and multiplies without loss', () => {
    expect(compare(add(rational(1, 3), rational(1, 6)), rational(1, 2))).toBe(0);
    expect(compare(subtract(rational(1, 3), rational(1, 2)), rational(-1, 6))).toBe(0);
    expect(compare(multiply(rational(2, 3), rational(9, 4)), rational(3, 2))).toBe(0);
  });

  it('does sums in any order to the same number', () => {
    checkProperty(
      fc.property(fc.array(fraction, { maxLength: 12 }), (parts) => {
        const forth = parts.reduce(add, rational(0));
        const back = parts.toReversed().reduce(add, rational(0));
        expect(compare(forth, back)).toBe(0);
      }),
    );
  });

  it.each([
    [5995, 1, 1, 6000],
    [5994, 1, 1, 5990],
    [5995, 1, 2, 5995],
    [5950, 1, 0, 6000],
    [5949, 1, 0, 5900],
    [17_985, 3, 1, 6000],
    [17_984, 3, 1, 5990],
    [1, 3, 2, 0],
    [1, 2, 2, 1],
    [0, 1, 1, 0],
  ])('rounds %d/%d hundredths to %d decimals: %d', (above, below, decimals, expected) => {
    expect(roundHundredths(rational(above, below), decimals)).toBe(expected);
  });

  it('never moves a value by more than half a step, and a half goes up', () => {
    checkProperty(
      fc.property(fraction, (value) => {
        const rounded = rational(roundHalfUp(value));
        const moved = subtract(rounded, value);
        expect(compare(moved, rational(1, 2))).toBeLessThanOrEqual(0);
        expect(compare(moved, rational(-1, 2))).toBeGreaterThan(0);
      }),
    );
  });

  it.each([
    [220_150, 3, '733.833333'],
    [5995, 1, '59.95'],
    [6000, 1, '60'],
    [0, 1, '0'],
    [1, 3, '0.003333'],
    [-50, 1, '-0.5'],
    [20_000, 3, '66.666667'],
  ])('writes %d/%d hundredths as %s points', (above, below, text) => {
    expect(pointsText(rational(above, below))).toBe(text);
  });
});
