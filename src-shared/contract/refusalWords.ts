import { factText } from './factWords.ts';
import type { Language } from './problemWords.ts';
import type { Refusal } from './refusal.ts';
import { accessRefusals } from './refusals/access.ts';
import { arrangementRefusals } from './refusals/arrangement.ts';
import { batchesRefusals } from './refusals/batches.ts';
import { candidatesRefusals } from './refusals/candidates.ts';
import { centreRefusals } from './refusals/centre.ts';
import { checkinRefusals } from './refusals/checkin.ts';
import { desktopRefusals } from './refusals/desktop.ts';
import { apiRefusals } from './refusals/api.ts';
import { formatRefusals } from './refusals/formats.ts';
import { institutionRefusals } from './refusals/institution.ts';
import { ledgerRefusals } from './refusals/ledger.ts';
import { packagesRefusals } from './refusals/packages.ts';
import { practicalRefusals } from './refusals/practical.ts';
import { resultsRefusals } from './refusals/results.ts';
import { siteRefusals } from './refusals/site.ts';
import { spreadsheetRefusals } from './refusals/spreadsheets.ts';
import type { RefusalTable } from './refusals/table.ts';
import { theoryRefusals } from './refusals/theory.ts';

/** The table of every capability by its name; a test holds them and the sources together. */
export const refusalTables = {
  access: accessRefusals,
  site: siteRefusals,
  institution: institutionRefusals,
  batches: batchesRefusals,
  candidates: candidatesRefusals,
  arrangement: arrangementRefusals,
  checkin: checkinRefusals,
  theory: theoryRefusals,
  practical: practicalRefusals,
  results: resultsRefusals,
  packages: packagesRefusals,
  ledger: ledgerRefusals,
  api: apiRefusals,
  spreadsheets: spreadsheetRefusals,
  centre: centreRefusals,
  desktop: desktopRefusals,
} satisfies Readonly<Record<string, RefusalTable>>;

/** Every refusal's words by its code. A capability's own words stand before those of the open formats. */
export const refusalWords: RefusalTable = Object.fromEntries(
  [formatRefusals, ...Object.values(refusalTables)].flatMap((table: RefusalTable) => Object.entries(table)),
);

/** What a person reads when a code has no words: never the code itself. */
const general = {
  zh: { what: '此事没有办成，没有改动任何记录。', wayOut: '请核对后再试；若再次出现，请告诉技术员。' },
  en: {
    what: 'This was not done; no record was changed.',
    wayOut: 'Check and try again; if it happens again, tell the technician.',
  },
} as const;

/**
 * The words of a refusal with its facts filled in: what happened, and the way out. Levels, roles, states and lists are
 * spelled out; a fact that is missing is a dash; an unknown code gets a general sentence.
 */
export function refusalText(
  refusal: Refusal,
  language: Language,
): { readonly what: string; readonly wayOut: string } {
  const known = Object.hasOwn(refusalWords, refusal.code) ? refusalWords[refusal.code] : undefined;
  const words = (known ?? general)[language];
  const fill = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => factText(name, factOf(refusal, name), language));
  return { what: fill(words.what), wayOut: fill(words.wayOut) };
}

function factOf(refusal: Refusal, name: string): Refusal['facts'][string] | undefined {
  return Object.hasOwn(refusal.facts, name) ? refusal.facts[name] : undefined;
}
