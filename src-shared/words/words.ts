import { catalogue } from './catalogue.ts';
import type { MessageArguments } from './catalogue.ts';
import type { Facts } from './message.ts';
import { messageOf } from './message.ts';

/** The languages by the names of their folders. Declared here and nowhere else. */
export type Language = keyof typeof catalogue;

type FirstWords = (typeof catalogue)['zh']['words'];

/** A file of the catalogue: a capability, or what several share. */
export type WordFile = keyof FirstWords;

type Message<Path extends string> = Path extends keyof MessageArguments
  ? (facts: Readonly<MessageArguments[Path]>) => string
  : string;

/** Words as they are used: a message without facts is a text, one with facts a function of them. */
type Tree<Shape, Path extends string> = {
  readonly [Key in keyof Shape]: Shape[Key] extends string
    ? Message<`${Path}.${Key & string}`>
    : Tree<Shape[Key], `${Path}.${Key & string}`>;
};

/** The words of one file; keys and facts as in the Chinese file. */
export type Words<File extends WordFile> = Tree<FirstWords[File], File>;

interface JsonTree {
  readonly [key: string]: string | JsonTree;
}

/** The languages there are, the first one first. */
export const languages = Object.keys(catalogue) as readonly Language[];

/** What a language calls itself, and how it writes: `tag` for `<html lang>` and `Intl`. */
export function descriptionOf(language: Language): (typeof catalogue)[Language]['language'] {
  return catalogue[language].language;
}

/** The language of this name or tag (`en`, `zh-CN`); null when there is none such. */
export function languageNamed(name: string | null | undefined): Language | null {
  return languages.find((one) => one === name || catalogue[one].language.tag === name) ?? null;
}

/** The language that stands behind this one in the list; behind the last stands the first. */
export function languageAfter(language: Language): Language {
  return languages[languages.indexOf(language) + 1] ?? firstLanguage;
}

/** The language in which the site begins. */
export const firstLanguage = 'zh';

/** The words from which keys and codes are typed. */
export const firstWords = catalogue[firstLanguage].words;

/** The keys of a group of words, for lists that are the same as what has words. */
export function keysOf<Group extends object>(group: Group): (keyof Group & string)[] {
  return Object.keys(group) as (keyof Group & string)[];
}

const made = new Map<string, unknown>();

/** The words of one file in one language. */
export function wordsOf<File extends WordFile>(language: Language, file: File): Words<File> {
  const name = `${language}/${file}`;
  const before = made.get(name);
  if (before !== undefined) return before as Words<File>;
  const { language: writing, words } = catalogue[language];
  const shape: JsonTree = catalogue[firstLanguage].words[file];
  const tree = treeOf(shape, words[file], (text) => messageOf(text, writing));
  made.set(name, tree);
  return tree as Words<File>;
}

/** Which messages are functions is told by the first language, so that all languages agree. */
function treeOf(
  shape: JsonTree,
  words: JsonTree,
  message: (text: string) => (facts: Facts) => string,
): unknown {
  return Object.fromEntries(
    Object.entries(shape).map(([key, first]) => {
      const own = words[key];
      if (typeof first === 'object') return [key, treeOf(first, own as JsonTree, message)];
      return [key, first.includes('{') ? message(own as string) : own];
    }),
  );
}

/** The word for a name that comes from outside; without one, the name itself. */
export function wordFor(words: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(words, name) ? (words[name] ?? name) : name;
}

/** A message that is chosen when the program runs, so that the compiler cannot know its facts. */
export type ChosenMessage = string | ((facts: never) => string);

/** Says a message that was chosen when the program runs; facts that it does not name are left out. */
export function say(message: ChosenMessage, facts: Facts): string {
  return typeof message === 'string' ? message : (message as (facts: Facts) => string)(facts);
}
