/** A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
export function neutralised(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}

/** Rows as CSV for Excel and WPS: UTF-8 with BOM, CRLF, formulas neutralised; long digit runs stay text. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    if (/^\d{12,}[\dX]?$/.test(value)) return `"=""${value}"""`;
    const safe = neutralised(value);
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
