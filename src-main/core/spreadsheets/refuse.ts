import type { ToldFacts } from '#shared/contract/refusal.ts';
import type { SpreadsheetRefusal, SpreadsheetRefusalCode } from '#shared/contract/rosterReport.ts';

/** Carries a refusal up through a reader; caught at the border of `readWorkbook`, never seen outside. */
export class RefusedFile extends Error {
  readonly refusal: SpreadsheetRefusal;

  constructor(refusal: SpreadsheetRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** To be thrown by a reader: why the file is not read, with the facts that the words name. */
export function refusedFile<Code extends SpreadsheetRefusalCode>(
  code: Code,
  ...facts: ToldFacts<Code>
): RefusedFile {
  return new RefusedFile(fileRefusal(code, ...facts));
}

/** The refusal of a file; its facts are texts. */
export function fileRefusal<Code extends SpreadsheetRefusalCode>(
  code: Code,
  ...facts: ToldFacts<Code>
): SpreadsheetRefusal {
  const texts = Object.entries(facts[0] ?? {}).map(([name, fact]) => [name, String(fact)]);
  return { code, facts: Object.fromEntries(texts) as SpreadsheetRefusal['facts'] };
}
