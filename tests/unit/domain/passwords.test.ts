import { expect, test } from 'vitest';
import { passwordFault, passwordWords, wordPassword, wordsInPassword } from '#shared/domain/passwords.ts';

test.each([
  ['', 'short'],
  ['nine-char', 'short'],
  ['九个汉字也是太短了', 'short'],
  ['1234567890', 'common'],
  ['9876543210', 'common'],
  ['aaaaaaaaaaaa', 'common'],
  ['abcabcabcabc', 'common'],
  ['Password123', 'common'],
  ['P a s s w o r d - 2026', 'common'],
  ['qwertyuiop', 'common'],
  ['mei1234567890', 'common'],
  ['dama dama dama dama', 'common'],
  ['da-ma-da-ma', 'common'],
  ['a-password-of-her-own', null],
  ['十个汉字就够长了不短', null],
  ['dama xiaoma laoma muma', null],
] as const)('%s: %s', (password, fault) => {
  expect(passwordFault(password, 'mei')).toBe(fault);
});

test('four drawn words are taken, however short, and are of the list', () => {
  let next = 0;
  const drawn = wordPassword((bound) => (next += 77) % bound);
  expect(passwordFault(drawn)).toBeNull();
  expect(drawn.split('-')).toHaveLength(wordsInPassword);
  expect(drawn.split('-').filter((word) => !passwordWords.includes(word))).toEqual([]);
  expect(new Set(passwordWords).size).toBe(256);
});
