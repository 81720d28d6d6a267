import type { Level } from './level.ts';

/** Digits of a ticket's signed token as shown and scanned (QR numeric). */
export const ticketTokenDigits = 191;

/** What a ticket number is made of (docs/rules.md, Arrangement). It never encodes a room or a seat. */
export interface TicketParts {
  /** Two digits of the year and two of the month of the batch's first day. */
  readonly yearMonth: string;
  /** 1–99: the how-manieth batch of that month. */
  readonly batchSerial: number;
  readonly level: Level;
  /** 1–99: place of the occupation in the batch. */
  readonly occupationSerial: number;
  /** 1–9,999 within batch, occupation and level. */
  readonly candidateSerial: number;
}

const ticketForm = /^(\d{4})(\d{2})([1-5])(\d{2})(\d{4})(\d)$/;

/**
 * Check digit of a text of digits by ISO/IEC 7064 MOD 11,10 (the standard's own example: 0794 has 5). Finds every single
 * wrong digit and nearly every swap of neighbours. Throws when the text is not digits.
 */
export function checkDigit(digits: string): string {
  if (!/^\d+$/.test(digits)) throw new TypeError('a check digit is made over digits');
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
}

/**
 * The ticket number (14 digits): `YYMM` + batch 2 + level 1 + occupation 2 + candidate 4 + check 1. Null when a serial does
 * not fit its digits.
 */
export function ticketNumberOf(parts: TicketParts): string | null {
  const { yearMonth, batchSerial, level, occupationSerial, candidateSerial } = parts;
  if (!/^\d{2}(0[1-9]|1[0-2])$/.test(yearMonth)) return null;
  if (!fits(batchSerial, 99) || !fits(occupationSerial, 99) || !fits(candidateSerial, 9999)) return null;
  const body = `${yearMonth}${pad(batchSerial, 2)}${level}${pad(occupationSerial, 2)}${pad(candidateSerial, 4)}`;
  return body + checkDigit(body);
}

/** Whether a text is a ticket number: its form and its check digit. */
export function isTicketNumber(text: string): boolean {
  return readTicketNumber(text) !== null;
}

/** Takes a ticket number apart; null when form or check digit are wrong. */
export function readTicketNumber(text: string): TicketParts | null {
  const match = ticketForm.exec(text);
  if (match === null || checkDigit(text.slice(0, -1)) !== match[6]) return null;
  return {
    yearMonth: match[1] ?? '',
    batchSerial: Number(match[2]),
    level: Number(match[3]) as Level,
    occupationSerial: Number(match[4]),
    candidateSerial: Number(match[5]),
  };
}

function fits(serial: number, most: number): boolean {
  return Number.isInteger(serial) && serial >= 1 && serial <= most;
}

function pad(serial: number, digits: number): string {
  return String(serial).padStart(digits, '0');
}
