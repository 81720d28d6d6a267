import { tidySpaces, toHalfWidth } from './fullWidth.ts';

/** The dots that stand between the parts of a name; all become U+00B7, as on the ID card. */
const middleDots = /[\u2022\u2027\u2219\u22C5\u30FB\uFF65\u25CF\u26AB\u2024\u00B7\u16EB\u0387]/g;

/** The most characters a name may have so that it prints whole. */
export const longestName = 30;

/**
 * The name as it is kept: plain forms, middle dots unified without spaces around them, spaces removed between Han only
 * (段　凯博 -> 段凯博, but `Anna Maria` stays). Idempotent. The name as given is kept in the import record.
 */
export function normaliseName(text: string): string {
  const plain = tidySpaces(toHalfWidth(text).normalize('NFC'))
    .replace(middleDots, '·')
    .replace(/ ?· ?/g, '·');
  return plain.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

/**
 * Whether it can be a person's name: Han (also beyond the basic plane), Latin letters, middle dots, and in Latin names spaces,
 * hyphens, apostrophes and full stops; 1 to 30 characters; it begins and ends with a letter. A `?`, a box or a character of the
 * private use area shows that a rare character was lost on the way.
 */
export function isPersonName(name: string): boolean {
  const length = [...name].length;
  if (length < 1 || length > longestName) return false;
  return /^[\p{Script=Han}\p{Script=Latin}](?:[\p{Script=Han}\p{Script=Latin}\p{M}· .'’-]*[\p{Script=Han}\p{Script=Latin}\p{M}.])?$/u.test(
    name,
  );
}
