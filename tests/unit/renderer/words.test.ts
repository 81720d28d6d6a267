import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandCatalogue } from '#shared/contract/commands/index.ts';
import { eventCatalogue } from '#shared/contract/events/index.ts';
import { commonWords } from '../../../src-renderer/app/commonWords.ts';
import { words as appWords } from '../../../src-renderer/app/appWords.ts';

const renderer = resolve(import.meta.dirname, '../../../src-renderer');
const files = globSync('**/words.ts', { cwd: renderer }).toSorted();

interface Tree {
  readonly [key: string]: string | Tree;
}

/** Every text of a word table by its path: `menu.board` → 工作台. */
function texts(tree: Tree, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${path}${key}`, value] as const]
        : [...texts(value, `${path}${key}.`).entries()],
    ),
  );
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();
}

function expectSame(zh: Tree, en: Tree): void {
  const chinese = texts(zh);
  const english = texts(en);
  expect([...english.keys()].toSorted()).toEqual([...chinese.keys()].toSorted());
  for (const [path, text] of chinese) {
    expect(placeholders(english.get(path) ?? ''), path).toEqual(placeholders(text));
  }
}

test('every page has words', () => {
  expect(files.length).toBeGreaterThanOrEqual(12);
});

describe.each(files)('%s', (file) => {
  test('says the same things in both languages, with the same facts', async () => {
    const { words } = (await import(resolve(renderer, file))) as { words: { zh: Tree; en: Tree } };
    expectSame(words.zh, words.en);
  });

  test('has Chinese in Chinese and none in English', async () => {
    const { words } = (await import(resolve(renderer, file))) as { words: { zh: Tree; en: Tree } };
    const stray = [...texts(words.en).entries()].filter(
      ([path, text]) => /[\u3400-\u9fff]/.test(text) && path !== 'language',
    );
    expect(stray).toEqual([]);
    expect([...texts(words.zh).values()].some((text) => /[\u3400-\u9fff]/.test(text))).toBe(true);
  });
});

test('the frame and the common words say the same in both languages', () => {
  expectSame(appWords.zh, appWords.en);
  expectSame(commonWords.zh as unknown as Tree, commonWords.en as unknown as Tree);
});

test('every command and every kind of ledger row has a name in both languages', () => {
  for (const language of ['zh', 'en'] as const) {
    expect(Object.keys(commonWords[language].commands).toSorted()).toEqual(
      Object.keys(commandCatalogue).toSorted(),
    );
    expect(Object.keys(commonWords[language].events).toSorted()).toEqual(
      Object.keys(eventCatalogue).toSorted(),
    );
  }
});
