import { ticketTokenDigits } from './ticketNumber.ts';
import { toHalfWidth } from './fullWidth.ts';

/** What was scanned or typed at the door, as far as its form tells. */
export type LookupText =
  /** 191 digits of a ticket token. */
  | { readonly kind: 'token'; readonly digits: string }
  | { readonly kind: 'ticket'; readonly number: string }
  /** A document number, or the tail of one (four or more characters). */
  | { readonly kind: 'number'; readonly text: string }
  /** Letters only: dots, spaces, hyphens and apostrophes of names are left out on both sides of the comparison. */
  | { readonly kind: 'name'; readonly letters: string }
  /** Nothing that anyone could be found by: too short, or a scan that lost digits. */
  | { readonly kind: 'unreadable' };

/** Fewer characters of a number would fit half a school. */
export const shortestTail = 4;
/** More digits than any number of a person or ticket has: a token that was not read whole. */
const longerThanNumbers = 40;
/** Some scanners send the kind of the code first (`]Q1` for QR); a Chinese input method makes `】` of the bracket. */
const scannerPrefix = /^[\]】][A-Za-z]\d/;

/**
 * Reads what came into the big field of the check-in desk. Full-width characters, spaces, Caps Lock, hyphens and what input
 * methods leave behind (apostrophes, stray punctuation, digits in a name) are forgiven.
 */
export function readLookupText(text: string): LookupText {
  const plain = toHalfWidth(text).trim().replace(scannerPrefix, '');
  const digits = plain.replace(/\D/g, '');
  if (digits.length >= longerThanNumbers)
    return digits.length === ticketTokenDigits ? { kind: 'token', digits } : { kind: 'unreadable' };
  const compact = plain.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  if (/^\d{14}$/.test(compact)) return { kind: 'ticket', number: compact };
  if (/^[A-Z0-9]+$/.test(compact) && /\d/.test(compact)) {
    return compact.length >= shortestTail ? { kind: 'number', text: compact } : { kind: 'unreadable' };
  }
  const letters = plain.normalize('NFC').replace(/[^\p{L}\p{M}]/gu, '');
  return letters === '' ? { kind: 'unreadable' } : { kind: 'name', letters };
}
