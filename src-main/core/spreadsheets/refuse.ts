import type { SpreadsheetRefusal, SpreadsheetRefusalCode } from '#shared/contract/rosterReport.ts';

/** Carries a refusal up through a reader; caught at the border of `readWorkbook`, never seen outside. */
export class RefusedFile extends Error {
  readonly refusal: SpreadsheetRefusal;

  constructor(code: SpreadsheetRefusalCode, facts: Readonly<Record<string, string>> = {}) {
    super(code);
    this.refusal = { code, facts: { ...facts } };
  }
}
