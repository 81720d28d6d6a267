import { describe, expect, it } from 'vitest';
import { languages } from '#shared/words/words.ts';
import { literalWords } from '../../support/literalWords.ts';
import { sourcesOf } from '../../support/sources.ts';

describe('page, centre and command line', () => {
  const said = sourcesOf('src-renderer', 'src-centre/page', 'src-main/cli').filter(
    // What the demonstration makes up stands in files and rows; the benches are for programmers.
    ({ path }) => !/^src-main\/cli\/(?:demo|bench)\//.test(path),
  );

  /** The seal, what a marker types for an absent candidate, and attributes that stand alone. */
  const allowed: Readonly<Record<string, readonly string[]>> = {
    'src-centre/page/resultsTable.ts': ['checked', 'selected'],
    'src-renderer/parts/Seal.tsx': ['考'],
    'src-renderer/pages/theory/gridEntry.ts': ['缺', '缺考'],
  };

  it('have no words of their own: all stand in the catalogue', () => {
    expect(said.length).toBeGreaterThan(200);
    const left = said.map(({ path, text }) => ({ path, words: literalWords(path, text) }));
    expect(
      Object.fromEntries(left.filter(({ words }) => words.length > 0).map((one) => [one.path, one.words])),
    ).toEqual(allowed);
  });

  it('name no language, so that one more changes nothing', () => {
    const names = languages.join('|');
    const named = sourcesOf('src-renderer', 'src-centre', 'src-main', 'src-node', 'src-shared').filter(
      ({ path, text }) =>
        new RegExp(`(['"\`])(?:${names})\\1|^\\s*(?:${names}):`, 'm').test(text) &&
        !path.startsWith('src-shared/words/') &&
        path !== 'src-renderer/app/componentLocales.ts',
    );
    expect(named.map(({ path }) => path)).toEqual([]);
  });
});

describe('the search for words in sources', () => {
  it.each([
    ['text between tags', 'const a = <p>Marks</p>;', ['Marks']],
    ['Chinese between tags', 'const a = <p>{n} 人</p>;', ['人']],
    ['a label', 'const a = <input aria-label="Find" />;', ['Find']],
    ['a hint', 'const a = <Field placeholder="name" />;', ['name']],
    ['a Chinese text', "const a = '未完成';", ['未完成']],
    ['Chinese separators', "const a = list.join('、');", ['、']],
    ['Chinese in a template', 'const a = `${n} 人`;', ['人']],
    ['a sentence', "say('The file cannot be read.');", ['The file cannot be read.']],
    ['a sentence in small letters', "say('cannot be read again');", ['cannot be read again']],
    [
      'markup of the centre',
      'const a = html`<p title="Name">${b} of <b>all</b></p>`;',
      ['Name', 'of', 'all'],
    ],
  ])('finds %s', (_, source, words) => {
    expect(literalWords('x.tsx', source)).toEqual(words);
  });

  it.each([
    ['words of the catalogue', 'const a = <p title={w.title}>{w.text} · {n}</p>;'],
    ['names of classes and attributes', 'const a = <p className="quiet line" role="alert" />;'],
    ['what is thrown', "throw new Error('a lone surrogate has no form');"],
    ['how a command is called', "usageOf('ledger verify --site DIR [--json]');"],
    ['markup', 'const a = html`<p class="quiet">${w.text}</p>`;'],
  ])('leaves %s', (_, source) => {
    expect(literalWords('x.tsx', source)).toEqual([]);
  });
});
