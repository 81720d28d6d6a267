import { argumentsOf } from '#shared/words/message.ts';

export interface WordTree {
  readonly [key: string]: string | WordTree;
}

/** Files of one language by name. */
export type LanguageFiles = Readonly<Record<string, WordTree>>;

/** Every message of a file by its path: `menu.board` → 工作台. */
export function messagesOf(tree: WordTree, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${path}${key}`, value] as const]
        : [...messagesOf(value, `${path}${key}.`).entries()],
    ),
  );
}

/** Han characters, and the punctuation that only Chinese text has. */
const chinese = /[\u3400-\u9fff、。「」：（）；，]/;

/** Names that English texts give in Chinese, because a person must find them so in a file. */
const quotedInEnglish = /居民身份证|四级\/中级工|考核内容|配分|男|女/g;

/** What is wrong with a language beside the first one: keys that differ, facts that differ, texts that are none. */
export function wordFaults(first: LanguageFiles, other: LanguageFiles): readonly string[] {
  const faults: string[] = [];
  const names = new Set([...Object.keys(first), ...Object.keys(other)]);
  for (const name of names) {
    const expected = messagesOf(first[name] ?? {});
    const found = messagesOf(other[name] ?? {});
    for (const path of new Set([...expected.keys(), ...found.keys()])) {
      const [text, own] = [expected.get(path), found.get(path)];
      if (text === undefined || own === undefined) {
        faults.push(`${name}.${path}: only in one language`);
        continue;
      }
      const [facts, ownFacts] = [factsOf(text), factsOf(own)];
      if (facts !== ownFacts) faults.push(`${name}.${path}: takes ${ownFacts} instead of ${facts}`);
      if ((text === '') !== (own === '')) faults.push(`${name}.${path}: empty in one language only`);
    }
  }
  return faults;
}

/** Chinese that stands in a language that is not Chinese. */
export function strayChinese(files: LanguageFiles): readonly string[] {
  return Object.entries(files).flatMap(([name, tree]) =>
    [...messagesOf(tree)]
      .filter(([, text]) => chinese.test(text.replaceAll(quotedInEnglish, '')))
      .map(([path]) => `${name}.${path}`),
  );
}

/** Messages of a Chinese file that have words, and none of them Chinese; names such as SHA-256 are no words. */
export function withoutChinese(files: LanguageFiles): readonly string[] {
  return Object.entries(files).flatMap(([name, tree]) =>
    [...messagesOf(tree)]
      .filter(([, text]) => /[a-z]{3}/.test(text.replaceAll(/\{\w+\}/g, '')) && !chinese.test(text))
      .map(([path]) => `${name}.${path}`),
  );
}

/** The facts of a message in one line; its text must be an ICU message. */
function factsOf(text: string): string {
  return [...argumentsOf(text).keys()].toSorted().join(' ');
}
