import { ageOn, calendarDate } from './calendarDate.ts';
import type { CalendarDate } from './calendarDate.ts';
import { compactCode } from './fullWidth.ts';

export const sexes = ['male', 'female'] as const;
export type Sex = (typeof sexes)[number];

/** Oldest age that a resident ID is taken for real with; no rule gives one, so it is generous. */
const oldestAge = 120;

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = '10X98765432';

/** The 18th character for the first 17 digits: GB 11643, ISO 7064 MOD 11-2. */
export function checkCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(first17[at]), 0);
  return checkCharacters[sum % 11] ?? '';
}

/** Eighteen characters whose last one is right by MOD 11-2. Says nothing about the date inside. */
export function hasRightCheckCharacter(number: string): boolean {
  return /^\d{17}[\dX]$/.test(number) && checkCharacter(number.slice(0, 17)) === number[17];
}

export type ResidentId =
  | { readonly ok: true; readonly number: string; readonly birthDate: CalendarDate; readonly sex: Sex }
  | { readonly ok: false; readonly code: 'fifteen-digit-number'; readonly proposal: string | null }
  | { readonly ok: false; readonly code: 'bad-document-number' }
  | { readonly ok: false; readonly code: 'impossible-birth-date' }
  /** `expected` is the character that would fit: a hint only, for any other digit may be the wrong one. */
  | { readonly ok: false; readonly code: 'bad-check-digit'; readonly expected: string };

/**
 * Reads a resident ID number (GB 11643): form, real birth date not after `today` and not older than 120 years, check
 * character, sex from digit 17. Full-width digits, spaces and a small `x` are put right. The numbers of the residence permits
 * of Hong Kong, Macao and Taiwan (81, 82, 83) and the 18-character permanent residence permit (9) are built the same way.
 */
export function readResidentId(text: string, today: CalendarDate): ResidentId {
  const number = compactCode(text).replace(/[-–—]/g, '');
  if (/^\d{15}$/.test(number))
    return { ok: false, code: 'fifteen-digit-number', proposal: eighteenFromFifteen(number, today) };
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return { ok: false, code: 'bad-document-number' };
  const birthDate = calendarDate(
    Number(number.slice(6, 10)),
    Number(number.slice(10, 12)),
    Number(number.slice(12, 14)),
  );
  if (birthDate === null || birthDate > today || ageOn(birthDate, today) > oldestAge)
    return { ok: false, code: 'impossible-birth-date' };
  const expected = checkCharacter(number.slice(0, 17));
  if (expected !== number[17]) return { ok: false, code: 'bad-check-digit', expected };
  return { ok: true, number, birthDate, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' };
}

/**
 * The 18-digit number that a 15-digit one would be. Old numbers belong to the 20th century; where that would make the person
 * older than 100 years on `today`, the century was lost some other way and 20 is proposed. Null when the digits hold no date.
 * Never taken over without a person looking at the document.
 */
export function eighteenFromFifteen(number: string, today: CalendarDate): string | null {
  if (!/^[1-9]\d{14}$/.test(number)) return null;
  for (const century of ['19', '20']) {
    const year = `${century}${number.slice(6, 8)}`;
    const birth = calendarDate(Number(year), Number(number.slice(8, 10)), Number(number.slice(10, 12)));
    if (birth === null || birth > today || ageOn(birth, today) > 100) continue;
    const first17 = `${number.slice(0, 6)}${year}${number.slice(8)}`;
    return first17 + checkCharacter(first17);
  }
  return null;
}
