import { spreadsheetRefusalWords } from '#shared/contract/problemWords.ts';
import { refusalWords } from '#shared/contract/refusalWords.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { words } from './appWords.ts';
import { fill } from './words.tsx';
import type { Language } from './words.tsx';

interface WhatAndWayOut {
  readonly what: string;
  readonly wayOut: string;
}
type SpreadsheetWordTable = Readonly<
  Record<string, Readonly<Record<Language, { readonly message: string; readonly wayOut: string }>> | undefined>
>;
type RefusalWordTable = Readonly<Record<string, Readonly<Record<Language, WhatAndWayOut>> | undefined>>;

/** The words of a refusal: what happened, and the way out. An unknown code gets a general sentence. */
export function refusalText(refusal: Refusal, language: Language): WhatAndWayOut {
  const own: Readonly<Record<string, WhatAndWayOut | undefined>> = words[language].refusals;
  const ofFile = (spreadsheetRefusalWords as SpreadsheetWordTable)[refusal.code]?.[language];
  const text =
    (refusalWords as RefusalWordTable)[refusal.code]?.[language] ??
    (ofFile ? { what: ofFile.message, wayOut: ofFile.wayOut } : own[refusal.code]) ??
    words[language].generalRefusal;
  const facts = { ...refusal.facts, code: refusal.code };
  return { what: fill(text.what, facts), wayOut: fill(text.wayOut, facts) };
}
