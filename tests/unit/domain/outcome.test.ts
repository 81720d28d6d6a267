import { describe, expect, it } from 'vitest';
import { outcomeOf } from '#shared/domain/outcome.ts';
import type { SubjectStanding } from '#shared/domain/outcome.ts';

const taken = (scoreHundredths: number, vetoed = false): SubjectStanding => ({
  state: 'taken',
  scoreHundredths,
  vetoed,
});
const absent: SubjectStanding = { state: 'absent', scoreHundredths: null, vetoed: false };
const substituted: SubjectStanding = { state: 'substituted', scoreHundredths: 6000, vetoed: false };

describe('outcome', () => {
  it.each<[string, SubjectStanding[], number, string]>([
    ['60 is included', [taken(6000), taken(6000)], 0, 'passed'],
    ['59.99 is not enough', [taken(6000), taken(5999)], 0, 'failed'],
    ['a substituted theory counts', [substituted, taken(8000)], 0, 'passed'],
    ['absent fails', [absent, taken(10_000)], 0, 'failed'],
    ['a veto fails', [taken(9000), taken(0, true)], 0, 'failed'],
    ['a veto fails whatever the number', [taken(9000), taken(9000, true)], 0, 'failed'],
    ['anything open keeps it open', [taken(9000), taken(9000)], 1, 'open'],
    ['open even when one subject is lost already', [taken(1000), taken(9000)], 1, 'open'],
  ])('%s', (_, subjects, open, outcome) => {
    expect(outcomeOf(subjects, open, 6000)).toBe(outcome);
  });

  it('follows the line of the batch', () => {
    expect(outcomeOf([taken(6499), taken(9000)], 0, 6500)).toBe('failed');
    expect(outcomeOf([taken(6500), taken(9000)], 0, 6500)).toBe('passed');
  });
});
