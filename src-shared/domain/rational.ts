/** An exact fraction. The denominator is above 0; it need not be in lowest terms. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const zero: Rational = { numerator: 0n, denominator: 1n };

/** A fraction of integers. Throws a RangeError when the denominator is 0 or a part is not an integer. */
export function rational(numerator: number | bigint, denominator: number | bigint = 1): Rational {
  const below = BigInt(denominator);
  if (below === 0n) throw new RangeError('a fraction needs a denominator other than 0');
  const above = BigInt(numerator);
  return below > 0n ? { numerator: above, denominator: below } : { numerator: -above, denominator: -below };
}

/** Sum, exact. */
export function add(left: Rational, right: Rational): Rational {
  if (left.denominator === right.denominator)
    return { numerator: left.numerator + right.numerator, denominator: left.denominator };
  return reduced({
    numerator: left.numerator * right.denominator + right.numerator * left.denominator,
    denominator: left.denominator * right.denominator,
  });
}

/** Difference, exact. */
export function subtract(left: Rational, right: Rational): Rational {
  return add(left, { numerator: -right.numerator, denominator: right.denominator });
}

/** Product, exact. */
export function multiply(left: Rational, right: Rational): Rational {
  return reduced({
    numerator: left.numerator * right.numerator,
    denominator: left.denominator * right.denominator,
  });
}

/** Negative when left is smaller, 0 when both are the same number, positive when left is greater. */
export function compare(left: Rational, right: Rational): number {
  const difference = left.numerator * right.denominator - right.numerator * left.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The nearest integer; a half goes up (towards positive infinity). */
export function roundHalfUp(value: Rational): bigint {
  return floorDivide(2n * value.numerator + value.denominator, 2n * value.denominator);
}

/**
 * Rounds a value in hundredths of a point once, half up, to `decimals` decimals of a point (0, 1 or 2). Answers integer
 * hundredths: 5995 with 1 decimal is 6000. Source: docs/rules.md, Scores.
 */
export function roundHundredths(valueInHundredths: Rational, decimals: number): number {
  const step = 10n ** BigInt(2 - decimals);
  const steps = roundHalfUp({
    numerator: valueInHundredths.numerator,
    denominator: valueInHundredths.denominator * step,
  });
  return Number(steps * step);
}

/**
 * A value in hundredths as a decimal text in points, for people: at most six digits after the point (half up beyond them),
 * without needless zeros. 220150/3 hundredths is "733.833333".
 */
export function pointsText(valueInHundredths: Rational, digits = 6): string {
  const scale = 10n ** BigInt(digits);
  const scaled = roundHalfUp({
    numerator: valueInHundredths.numerator * scale,
    denominator: valueInHundredths.denominator * 100n,
  });
  const positive = scaled < 0n ? -scaled : scaled;
  const rest = String(positive % scale)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return `${scaled < 0n ? '-' : ''}${positive / scale}${digits === 0 || rest === '' ? '' : `.${rest}`}`;
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}

function reduced(value: Rational): Rational {
  let left = value.numerator < 0n ? -value.numerator : value.numerator;
  let right = value.denominator;
  while (right !== 0n) [left, right] = [right, left % right];
  return left <= 1n ? value : { numerator: value.numerator / left, denominator: value.denominator / left };
}
