/** The shapes of the small texts that stand in the open formats. */

/** 机构备案码: 13 characters, stored as assigned; capitals and digits, so that it can stand in a file name. */
export const institutionCodePattern = /^[0-9A-Z]{13}$/u;

/** Batch number as it stands in a package's name. */
export const batchNoPattern = /^[0-9A-Z-]{1,16}$/u;

/** Id of a ledger as it stands in a checkpoint's first line. */
export const ledgerIdPattern = /^[0-9A-Za-z-]{1,64}$/u;

/** Hex of a SHA-256, lower case. */
export const sha256HexPattern = /^[0-9a-f]{64}$/u;

/** UTC with milliseconds and Z, the only spelling of a time that is hashed. */
export const utcPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u;

/** Local time of a desk with its offset, milliseconds optional. */
export const deskTimePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?(?:Z|[+-]\d{2}:\d{2})$/u;

/** Hours, minutes and seconds that there are; behind them milliseconds and Z. */
const timeOfDay = /^T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/u;

/** The day that was looked at last: the rows of a ledger are of few days. */
let knownDay = '';

/** Whether the text is a real moment in the one spelling (2026-02-30 is not). */
export function isUtc(text: string): boolean {
  const day = text.slice(0, 10);
  if (!timeOfDay.test(text.slice(10))) return false;
  if (day === knownDay) return true;
  if (!utcPattern.test(text)) return false;
  const time = Date.parse(text);
  const isReal = !Number.isNaN(time) && new Date(time).toISOString() === text;
  if (isReal) knownDay = day;
  return isReal;
}
