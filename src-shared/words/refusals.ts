import type { Refusal, RefusalCode } from '../contract/refusal.ts';
import type { Fact, Facts, ToldFact } from './message.ts';
import type { ChosenMessage, Language, WordFile } from './words.ts';
import { firstWords, say, wordsOf } from './words.ts';

/** What happened (and what was kept), and the way out. */
interface RefusalText {
  readonly what: string;
  readonly wayOut: string;
}

interface RefusalWords {
  readonly what: ChosenMessage;
  readonly wayOut: ChosenMessage;
}

/** Codes of what a reader of the open formats refuses. */
export type FormatRefusalCode = keyof (typeof firstWords)['formats']['refusals'];

/** The files with refusals by code; a capability's own words stand before those of the open formats. */
const fileOf: ReadonlyMap<string, WordFile> = new Map(
  Object.entries(firstWords)
    .toSorted(([one], [other]) => Number(other === 'formats') - Number(one === 'formats'))
    .flatMap(([file, words]) =>
      'refusals' in words ? Object.keys(words.refusals).map((code) => [code, file as WordFile] as const) : [],
    ),
);

/** Whether a code is one of the open formats'. */
export function isFormatRefusalCode(code: string): code is FormatRefusalCode {
  return Object.hasOwn(firstWords.formats.refusals, code);
}

/** All codes that have words. */
export const refusalCodes = [...fileOf.keys()] as readonly RefusalCode[];

/**
 * The words of a refusal with its facts filled in: what happened, and the way out. Levels, roles, states and lists are
 * spelled out; a fact that is missing is a dash; a code of a newer core gets a general sentence.
 */
export function refusalText(
  refusal: { readonly code: string; readonly facts: Readonly<Record<string, ToldFact>> },
  language: Language,
): RefusalText {
  const words = wordsOfCode(refusal.code, language);
  const facts = spelledFacts(refusal.facts, language);
  return { what: say(words.what, facts), wayOut: say(words.wayOut, facts) };
}

function wordsOfCode(code: string, language: Language): RefusalWords {
  const file = fileOf.get(code);
  if (file === undefined) return wordsOf(language, 'common').unknownRefusal;
  if (file === 'formats') return formatWords(code as FormatRefusalCode, language);
  const words = wordsOf(language, file) as unknown as { readonly refusals: Record<string, RefusalWords> };
  const own = words.refusals[code] ?? wordsOf(language, 'common').unknownRefusal;
  return file === 'spreadsheets' ? spreadsheetWords(own, language) : own;
}

/** A reader of spreadsheets says what is wrong with the file; at a desk, what was kept is said with it. */
function spreadsheetWords(own: RefusalWords, language: Language): RefusalWords {
  const { refused } = wordsOf(language, 'spreadsheets');
  return {
    what: (facts: Facts) => refused.what({ what: say(own.what, facts) }),
    wayOut: (facts: Facts) => refused.wayOut({ wayOut: say(own.wayOut, facts) }),
  };
}

/** Words for a desk, drawn from the checkers' own; a few of theirs are too technical for it. */
function formatWords(code: FormatRefusalCode, language: Language): RefusalWords {
  const words = wordsOf(language, 'formats');
  const plainer: Partial<Record<FormatRefusalCode, ChosenMessage>> = words.plainer;
  return {
    what: (facts: Facts) => words.refused({ what: say(plainer[code] ?? words.refusals[code], facts) }),
    wayOut: words.waysOut[wayOutOf(code)],
  };
}

function wayOutOf(code: FormatRefusalCode): 'ledger' | 'issuer' | 'package' {
  if (/^(row|checkpoint|ledger|short-form)-/.test(code)) return 'ledger';
  return /^(json|signature|key|allowed|signer|receipt|centre)-/.test(code) ? 'issuer' : 'package';
}

/** What a checker of an open format says, in short: no sentence, no way out. */
export function formatRefusalText(
  refusal: { readonly code: FormatRefusalCode; readonly facts: Refusal['facts'] },
  language: Language,
): string {
  return say(wordsOf(language, 'formats').refusals[refusal.code], spelledFacts(refusal.facts, language));
}

/** Under which words facts of these names are spelled out (`facts.json`); others are shown as they stand. */
const spelledAs = {
  level: 'level',
  role: 'role',
  roles: 'role',
  kind: 'kind',
  field: 'field',
  state: 'state',
  lines: 'line',
  subject: 'subject',
  rule: 'rule',
  duty: 'duty',
  other: 'duty',
} as const;

/** Facts that count bytes. */
const byteFacts: ReadonlySet<string> = new Set(['needed', 'bytes']);

function spelledFacts(facts: Readonly<Record<string, ToldFact>>, language: Language): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]): [string, Fact] => {
      if (typeof fact !== 'object') return [name, spelled(name, fact, language)];
      return [name, fact.length === 0 ? null : fact.map((one) => spelled(name, one, language))];
    }),
  );
}

function spelled(name: string, value: string | number, language: Language): string | number {
  const words = wordsOf(language, 'facts');
  if (byteFacts.has(name) && Number.isFinite(Number(value)))
    return words.bytes({ size: Math.ceil((Number(value) / 1024 ** 2) * 10) / 10 });
  const known = knownNames(name, language);
  return Object.hasOwn(known, String(value)) ? (known[String(value)] ?? value) : value;
}

/** What the values of a fact are called, by the fact's name; nothing where they are shown as they stand. */
function knownNames(name: string, language: Language): Readonly<Record<string, string>> {
  if (name === 'type') return wordsOf(language, 'common').events;
  if (name === 'check') return wordsOf(language, 'cli').package.checks;
  const words = wordsOf(language, 'facts');
  return Object.hasOwn(spelledAs, name) ? words[spelledAs[name as keyof typeof spelledAs]] : {};
}
