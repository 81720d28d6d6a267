import { neverFormula } from '#shared/domain/spreadsheetText.ts';

/** Rows as CSV for Excel and WPS: UTF-8 with BOM, CRLF, formulas neutralised; long digit runs stay text. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    if (/^\d{12,}[\dX]?$/.test(value)) return `"=""${value}"""`;
    const safe = neverFormula(value);
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
