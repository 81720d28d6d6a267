import { describe, expect, it } from 'vitest';
import { catalogue } from '#shared/words/catalogue.ts';
import { firstLanguage } from '#shared/words/words.ts';
import { sourcesOf } from '../../support/sources.ts';
import { unusedWords } from '../../support/unusedWords.ts';

/** That no language has a key too few or too many is held by `catalogue.test.ts`. */
describe('every word', () => {
  it('is used by a source', () => {
    const sources = sourcesOf('src-main', 'src-node', 'src-centre', 'src-shared', 'src-renderer').filter(
      ({ path }) => path !== 'src-shared/words/catalogue.ts',
    );
    expect(unusedWords(catalogue[firstLanguage].words, sources)).toEqual([]);
  });
});

describe('the search for words that nobody uses', () => {
  const page = {
    page: {
      title: '成绩',
      paper: { total: '共', none: '无' },
      states: { open: '未完成', frozen: '已锁定' },
      reasons: { first: '一', second: '二' },
      steps: { 'to-drive': { what: '写入', how: '选择' } },
      refusals: { 'not-open': { what: '未打开。', wayOut: '打开。' } },
    },
  };
  const all = [
    "const w = useWords('page');",
    'w.title; w.paper.total; w.paper',
    '.none; w.states[state]; keysOf(w.reasons); w.steps[step].what; w.steps[step].how;',
    "const state = 'open'; type State = 'frozen'; const step = `to-${place}`; refused('not-open')",
  ];
  const without = (text: string): readonly string[] =>
    unusedWords(page, [{ path: 'x.ts', text: all.join('\n').replace(text, '') }]);

  it.each([
    ['nothing', '', []],
    ['a word', 'w.title;', ['page.title']],
    ['a word of a group', 'w.paper.total;', ['page.paper.total']],
    ['a word of a group that others have too', 'w.paper\n.none;', ['page.paper.none']],
    ['a group to choose from', 'w.states[state];', ['page.states.open', 'page.states.frozen']],
    ['a name by which one chooses', "type State = 'frozen';", ['page.states.frozen']],
    ['a group that is listed', 'keysOf(w.reasons);', ['page.reasons.first', 'page.reasons.second']],
    ['a word of what was chosen', 'w.steps[step].how;', ['page.steps.to-drive.how']],
    ['a refusal', "refused('not-open')", ['page.refusals.not-open']],
  ])('finds what is left without %s', (_, text, unused) => {
    expect(without(text)).toEqual(unused);
  });

  it('finds a word of which another file’s words have one of that name', () => {
    const text = "const w = useWords('page'); const c = useWords('other'); c.title; w.states; open";
    const files = { page: { title: '成绩', states: { open: '未完成' } }, other: { title: '其他' } };
    expect(unusedWords(files, [{ path: 'x.ts', text }])).toEqual(['page.title']);
  });

  it.each([
    ["const { title } = wordsOf(commandLanguage(), 'page')", []],
    ["function f(w: Words<'page'>) { return w\n  .title; }", []],
    ["wordsOf(language, 'page').title", []],
    ["function f(title: Words<'page'>['title'])", []],
    ["const w = useWords('page'); other.title", ['page.title']],
    ['title', ['page.title']],
  ])('knows the ways to take words: %s', (text, unused) => {
    expect(unusedWords({ page: { title: '成绩' } }, [{ path: 'x.ts', text }])).toEqual(unused);
  });
});
