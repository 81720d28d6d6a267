import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countsOf, minuteKinds, runsOf, timesOf } from '../../../src-renderer/pages/cameras/coverageRuns.ts';
import { checkProperty } from '../../support/properties.ts';

it('minutes as runs say the same as the letters', () => {
  checkProperty(
    fc.property(fc.array(fc.constantFrom(...minuteKinds)), (letters) => {
      const runs = runsOf(letters.join(''));
      expect(runs.flatMap(({ kind, count }) => Array.from({ length: count }, () => kind))).toEqual(letters);
      expect(runs.every((run, index) => index === 0 || runs[index - 1]?.kind !== run.kind)).toBe(true);
    }),
  );
});

it('a letter that nobody knows is a minute without a picture, never one with', () => {
  expect(countsOf('LL?l')).toEqual({ L: 2, l: 1, S: 0, I: 0, '-': 1, '.': 0 });
});

it('a run stands at its minutes', () => {
  const [, gap] = runsOf('LLL--L');
  expect(gap && timesOf({ from: '2026-11-24T01:00:00.000Z' }, gap)).toEqual({
    from: '2026-11-24T01:03:00.000Z',
    to: '2026-11-24T01:05:00.000Z',
  });
});
