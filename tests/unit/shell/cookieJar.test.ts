import { expect, it } from 'vitest';

import { CookieJar } from '../../../src-main/shell/cookieJar.ts';

const now = Date.UTC(2026, 0, 1);

it.each([
  ['a plain one', ['s=1; HttpOnly; Path=/'], 0, 's=1'],
  ['two', ['s=1', 't=2; Secure'], 0, 's=1; t=2'],
  ['the later value of a name', ['s=1', 's=2'], 0, 's=2'],
  ['a value with equals signs', ['s=a=b=='], 0, 's=a=b=='],
  ['one that was taken back by Max-Age', ['s=1', 's=; Max-Age=0'], 0, undefined],
  ['one that was taken back by Expires', ['s=1', 's=; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], 0, undefined],
  ['one that is still good', ['s=1; max-age=10'], 9_999, 's=1'],
  ['one that ran out', ['s=1; Max-Age=10'], 10_000, undefined],
  ['Max-Age before Expires', ['s=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=10'], 0, 's=1'],
  ['nonsense', ['', ';', '=1', 'no equals sign'], 0, undefined],
])('keeps %s', (_name, lines, laterMs, expected) => {
  const jar = new CookieJar();
  for (const line of lines) jar.take([line], now);
  expect(jar.header(now + laterMs)).toBe(expected);
});
