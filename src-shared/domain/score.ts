import { toHalfWidth } from './fullWidth.ts';

/** What can be wrong with a typed mark. */
export const scoreFaults = ['not-a-score', 'too-many-decimals', 'out-of-range'] as const;
export type ScoreFault = (typeof scoreFaults)[number];

export type ScoreReading =
  | { readonly ok: true; readonly hundredths: number }
  | { readonly ok: false; readonly code: ScoreFault };

/**
 * Reads a mark as integer hundredths ("61.5" -> 6150). Up to two decimals; anything finer is refused, never rounded. The range
 * is 0 to `fullHundredths` (100.00 unless told). Signs, exponents and thousands separators are no marks.
 */
export function readScore(text: string, fullHundredths = 10_000): ScoreReading {
  const plain = toHalfWidth(text).trim().replace(/分$/, '').trim();
  const match = /^(\d{1,6})(?:\.(\d*))?$/.exec(plain);
  if (match === null) return { ok: false, code: 'not-a-score' };
  const decimals = (match[2] ?? '').replace(/0+$/, '');
  if (decimals.length > 2) return { ok: false, code: 'too-many-decimals' };
  const hundredths = Number(match[1]) * 100 + Number(decimals.padEnd(2, '0'));
  return hundredths > fullHundredths ? { ok: false, code: 'out-of-range' } : { ok: true, hundredths };
}

/** Hundredths as people write them, without needless zeros: 6150 -> "61.5", 6000 -> "60". */
export function formatScore(hundredths: number): string {
  const sign = hundredths < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(hundredths) / 100);
  const rest = String(Math.abs(hundredths) % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${sign}${whole}${rest === '' ? '' : `.${rest}`}`;
}
