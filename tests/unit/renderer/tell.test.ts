import { afterEach, expect, test } from 'vitest';
import { refusalOf } from '../../../src-shared/contract/refusal.ts';
import { tell, toldNow } from '../../../src-renderer/app/tell.ts';

afterEach(() => tell.nothing());

const shown = () => toldNow().notices.map((one) => (one.kind === 'done' ? one.text : one.refusal.code));

test('the same thing said again is one notice', () => {
  tell.done('saved');
  tell.done('saved');
  expect(shown()).toEqual(['saved']);
  tell.refusal(refusalOf('site-busy'));
  tell.refusal(refusalOf('site-busy'));
  expect(shown()).toEqual(['saved', 'site-busy']);
});

test('the same refusal about other things is another notice', () => {
  tell.refusal(refusalOf('port-taken', { port: '1' }));
  tell.refusal(refusalOf('port-taken', { port: '2' }));
  expect(toldNow().notices).toHaveLength(2);
});

test('two notices stand at most, the newest', () => {
  for (const text of ['a', 'b', 'c']) tell.done(text);
  expect(shown()).toEqual(['b', 'c']);
});

test('a refusal stays on its page; nothing passes to the next person', () => {
  tell.done('saved');
  tell.refusal(refusalOf('site-busy'));
  tell.pageLeft();
  expect(shown()).toEqual(['saved']);
  tell.nothing();
  expect(shown()).toEqual([]);
});
