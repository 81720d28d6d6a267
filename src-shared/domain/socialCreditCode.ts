import { compactCode } from './fullWidth.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The 18th character for the first 17 (GB 32100: weights 3^i mod 31). Null when a character is outside the alphabet. */
export function socialCreditCheckCharacter(first17: string): string | null {
  let sum = 0;
  let weight = 1;
  for (const char of first17) {
    const value = alphabet.indexOf(char);
    if (value < 0) return null;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31] ?? null;
}

/** The unified social credit code in its kept form (18 characters, upper case), or null when form or check character is wrong. */
export function readSocialCreditCode(text: string): string | null {
  const code = compactCode(text);
  if (code.length !== 18 || !/^[1-9A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY]\d{6}/.test(code)) return null;
  return socialCreditCheckCharacter(code.slice(0, 17)) === code[17] ? code : null;
}
