import type { BothLanguages, Words } from '../problemWords.ts';
import { spreadsheetRefusalWords } from '../problemWords.ts';
import type { SpreadsheetRefusalCode } from '../rosterReport.ts';
import type { RefusalWords } from './table.ts';

const kept = { zh: '，没有导入任何内容。', en: '; nothing was imported.' } as const;

function said(words: Words, language: 'zh' | 'en'): { readonly what: string; readonly wayOut: string } {
  return {
    what: `${words.message}${kept[language]}`,
    wayOut: `${words.wayOut}${language === 'zh' ? '。' : '.'}`,
  };
}

function wordsOf(words: BothLanguages): RefusalWords {
  return { zh: said(words.zh, 'zh'), en: said(words.en, 'en') };
}

/** Words of what reading a spreadsheet refuses, drawn from `problemWords.ts`. */
export const spreadsheetRefusals = Object.fromEntries(
  Object.entries(spreadsheetRefusalWords).map(([code, words]) => [code, wordsOf(words)]),
) as Readonly<Record<SpreadsheetRefusalCode, RefusalWords>>;
