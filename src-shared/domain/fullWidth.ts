/**
 * Turns full-width Latin letters, digits and signs (U+FF01–U+FF5E) and the ideographic space into their plain forms.
 * Han and the marks of the Chinese plane (。、《) are left alone: this is narrower than NFKC, which would also change rare Han forms in names.
 */
export function toHalfWidth(text: string): string {
  // most cells have none: looking is much cheaper than replacing
  if (!/[\uFF01-\uFF5E\u3000]/.test(text)) return text;
  return text
    .replace(/[\uFF01-\uFF5E]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}

/** Characters that are not seen but come along when text is copied: zero-width marks, joiners, the BOM, directional marks, soft hyphens. */
const invisible = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;

/** Removes invisible characters and turns every kind of white space (tabs, line breaks, non-breaking) into single plain spaces; trims. */
export function tidySpaces(text: string): string {
  return text.replace(invisible, '').replace(/\s+/g, ' ').trim();
}

/** For numbers and codes: plain forms, no white space, no invisible characters, no leading apostrophe, upper case. */
export function compactCode(text: string): string {
  return toHalfWidth(text)
    .replace(invisible, '')
    .replace(/\s+/g, '')
    .replace(/^['’‘`]/, '')
    .toUpperCase();
}

/** For comparing headings and names of things: plain forms without white space. */
export function compactText(text: string): string {
  return toHalfWidth(text).replace(invisible, '').replace(/\s+/g, '');
}
