import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { generated } from '../../build/wordCatalogue.ts';
import { copySources } from './sources.ts';
import type { WordTree } from './wordFaults.ts';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Its folder; behind all others by name. */
export const thirdName = 'zz';

/** The made-up language: English in full-width letters, so that every plain letter is a word that came from elsewhere. */
export const third = {
  name: 'ｘｘ',
  tag: 'de-LI',
  listSeparator: ' ＋ ',
  clauseSeparator: ' ／ ',
  antd: 'en_US',
  dayjs: 'en',
} as const;

/** Plain letters become full-width ones; what English quotes from Chinese files becomes signs. */
export function marked(text: string): string {
  return text
    .replaceAll(/[A-Za-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0))
    .replaceAll(/\p{Script=Han}/gu, '◇');
}

/** The words of a text that the made-up language does not have: of plain letters, or Chinese. */
export function foreignWords(text: string): readonly string[] {
  return text.match(/[A-Za-z]+|\p{Script=Han}+/gu) ?? [];
}

/** The same of what a person sees or hears of HTML; Ant Design names icons in English, which nobody hears of a hidden one. */
export function foreignWordsOf(markup: string): readonly string[] {
  const heard = markup.replaceAll(/<span aria-hidden="true"><span role="img" aria-label="[^"]*"/g, '');
  const said = [...heard.matchAll(/\s(?:title|aria-label|placeholder|alt)="([^"]*)"/g)].map(
    ([, text = '']) => text,
  );
  const shown = markup.replaceAll(/<(style|script)\b.*?<\/\1>|<[^>]*>/gs, ' ');
  return foreignWords([shown, ...said].join(' ').replaceAll(/&(?:\w+|#x?\w+);/g, ' '));
}

/** A message with its own words marked; facts, plurals and choices stay. */
export function markedMessage(text: string): string {
  return printed(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst(), false);
}

function printed(elements: readonly Element[], counted: boolean): string {
  return elements.map((element) => printedElement(element, counted)).join('');
}

function printedElement(element: Element, counted: boolean): string {
  switch (element.type) {
    case 0:
      return quoted(marked(element.value), counted);
    case 1:
      return `{${element.value}}`;
    case 2:
      return `{${element.value}, number}`;
    case 5:
    case 6: {
      if (element.type === 6 && element.offset !== 0) throw new Error('no message of ours has an offset');
      const options = Object.entries(element.options).map(
        ([name, { value }]) => `${name} {${printed(value, element.type === 6)}}`,
      );
      return `{${element.value}, ${element.type === 6 ? 'plural' : 'select'}, ${options.join(' ')}}`;
    }
    case 7:
      return '#';
    default:
      throw new Error(`no message of ours has an element of type ${element.type}`);
  }
}

/** Literal text as ICU writes it: an apostrophe is doubled, braces (and `#` where something is counted) stand in quotes. */
function quoted(text: string, counted: boolean): string {
  return text.replaceAll("'", "''").replaceAll(counted ? /[{}#]/g : /[{}]/g, (sign) => `'${sign}'`);
}

function markedTree(tree: WordTree): WordTree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === 'string' ? markedMessage(value) : markedTree(value),
    ]),
  );
}

/** Copies the sources into a folder and adds the made-up language as CONTRIBUTING says: one folder, and the generator. */
export function addThirdLanguage(scratch: string): void {
  copySources(scratch);
  const words = join(scratch, 'src-shared', 'words');
  mkdirSync(join(words, thirdName));
  for (const name of readdirSync(join(words, 'en'))) {
    const english = JSON.parse(readFileSync(join(words, 'en', name), 'utf8')) as WordTree;
    const own = name === 'language.json' ? third : markedTree(english);
    writeFileSync(join(words, thirdName, name), JSON.stringify(own));
  }
  for (const [path, text] of generated(words)) writeFileSync(join(scratch, path), text);
}
