import { accept, refuse, type FormatResult } from './formatRefusal.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Crockford base32 of the bytes, most significant bit first, the last character padded with zero bits. */
export function crockford(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((buffer >>> bits) & 31);
    }
    buffer &= (1 << bits) - 1;
  }
  if (bits > 0) text += alphabet.charAt((buffer << (5 - bits)) & 31);
  return text;
}

/**
 * What a person typed, brought to the alphabet: upper case, `O` read as 0, `I` and `L` as 1, hyphens and
 * blanks dropped. Null when a character stands for nothing.
 */
export function normaliseCrockford(typed: string): string | null {
  const text = typed.toUpperCase().replaceAll(/[\s-]/gu, '').replaceAll('O', '0').replaceAll(/[IL]/gu, '1');
  return [...text].every((character) => alphabet.includes(character)) ? text : null;
}

/** The bytes of a Crockford text; refused when a character or the padding is not what the writer makes. */
export function parseCrockford(typed: string): FormatResult<Uint8Array> {
  const text = normaliseCrockford(typed);
  if (text === null) return refuse('short-form-malformed');
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const character of text) {
    buffer = (buffer << 5) | alphabet.indexOf(character);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >>> bits) & 255);
    }
    buffer &= (1 << bits) - 1;
  }
  if (bits >= 5 || buffer !== 0) return refuse('short-form-malformed');
  return accept(Uint8Array.from(bytes));
}
