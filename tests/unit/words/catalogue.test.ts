import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandCatalogue } from '#shared/contract/capabilities.ts';
import { eventCatalogue } from '#shared/contract/capabilities.ts';
import { roles } from '#shared/domain/roles.ts';
import { catalogue } from '#shared/words/catalogue.ts';
import { firstLanguage, languages, say, wordsOf } from '#shared/words/words.ts';
import { generated } from '../../../build/wordCatalogue.ts';
import { strayChinese, withoutChinese, wordFaults } from '../../support/wordFaults.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const chinese = catalogue[firstLanguage].words;
const others = languages.filter((language) => language !== firstLanguage);

describe('the files written from the words', () => {
  it.each([...generated(join(root, 'src-shared', 'words'))])(
    '%s is current (node build/wordCatalogue.ts)',
    (path, text) => {
      expect(readFileSync(join(root, path), 'utf8') === text).toBe(true);
    },
  );
});

describe('the catalogue', () => {
  it.each(others)('says the same in %s as in Chinese, with the same facts', (language) => {
    expect(wordFaults(chinese, catalogue[language].words)).toEqual([]);
  });

  // A language that is written with Chinese characters itself may have them.
  const lettered = others.filter(
    (language) =>
      !/^(?:Han[st]|Jpan|Kore)$/.test(
        new Intl.Locale(catalogue[language].language.tag).maximize().script ?? '',
      ),
  );

  it.each(lettered)('has no Chinese in %s', (language) => {
    expect(strayChinese(catalogue[language].words)).toEqual([]);
  });

  it('has Chinese in Chinese', () => {
    expect(withoutChinese(chinese)).toEqual([]);
  });

  it.each(languages)(
    'names in %s exactly the commands, the ledger rows and the roles there are',
    (language) => {
      const common = catalogue[language].words.common;
      expect(Object.keys(common.commands).toSorted()).toEqual(Object.keys(commandCatalogue).toSorted());
      expect(Object.keys(common.events).toSorted()).toEqual(Object.keys(eventCatalogue).toSorted());
      expect(Object.keys(common.roles).toSorted()).toEqual([...roles].toSorted());
    },
  );
});

describe('the checks of a language', () => {
  const first = { page: { title: '成绩', sub: '{count} 人', none: '', group: { a: '甲' } } };
  const fits = {
    page: {
      title: 'Marks',
      sub: '{count, plural, one {# person} other {# people}}',
      none: '',
      group: { a: 'A' },
    },
  };

  it('pass what fits', () => {
    expect(wordFaults(first, fits)).toEqual([]);
    expect(strayChinese(fits)).toEqual([]);
    expect(withoutChinese(first)).toEqual([]);
  });

  it.each([
    ['a key that is missing', { ...fits.page, group: {} }, 'page.group.a: only in one language'],
    ['a key too many', { ...fits.page, more: 'x' }, 'page.more: only in one language'],
    ['another fact', { ...fits.page, sub: '{number} people' }, 'page.sub: takes number instead of count'],
    ['a fact that is left out', { ...fits.page, sub: 'people' }, 'page.sub: takes  instead of count'],
    ['an empty text', { ...fits.page, title: '' }, 'page.title: empty in one language only'],
  ])('find %s', (_, page, fault) => {
    expect(wordFaults(first, { page })).toEqual([fault]);
  });

  it('find a file that is missing, and a text that is no message', () => {
    expect(wordFaults(first, {})).toHaveLength(4);
    expect(() => wordFaults(first, { page: { ...fits.page, sub: '{count, plural, one {#}}' } })).toThrow();
  });

  it('find Chinese out of place, and its absence', () => {
    expect(strayChinese({ page: { title: 'Marks：', name: '成绩' } })).toEqual(['page.title', 'page.name']);
    expect(withoutChinese({ page: { title: 'Marks', hash: 'SHA-256', sub: '{count} 人' } })).toEqual([
      'page.title',
    ]);
  });
});

describe('a message', () => {
  const common = (language: (typeof languages)[number]) => wordsOf(language, 'common');

  it('is filled, its lists joined as the language does, its gaps dashed', () => {
    expect(common('zh').titled({ title: '监考员', text: ['何文', '罗青'] })).toBe('监考员：何文、罗青');
    expect(common('en').titled({ title: 'Invigilator', text: ['A', 'B'] })).toBe('Invigilator: A, B');
    expect(common('en').titled({ title: null, text: undefined })).toBe('—: —');
  });

  it('that is chosen at run time takes what it names and nothing else', () => {
    expect(say(common('zh').readinessFacts.plan, { day: '2026-11-02', more: 1 })).toBe('2026-11-02 报送');
    expect(say(common('zh').readinessFacts.plan, {})).toBe('— 报送');
    expect(say(common('zh').save, { day: 1 })).toBe('保存');
  });

  it('does not take a fact for a message', () => {
    expect(common('en').titled({ title: '{text}', text: "'{' # <b>" })).toBe("{text}: '{' # <b>");
  });
});
