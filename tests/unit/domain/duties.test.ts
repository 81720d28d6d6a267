import { describe, expect, it } from 'vitest';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import { duties, dutiesMeet } from '#shared/domain/duties.ts';
import { peopleMissing, peopleNeeded } from '#shared/domain/neededPeople.ts';
import type { Role } from '#shared/domain/roles.ts';

describe('two duties of one person in a batch', () => {
  it.each([
    ['invigilator', 'examiner', true, 'withReason'],
    ['invigilator', 'examiner', false, 'free'],
    ['invigilator', 'leadExaminer', true, 'withReason'],
    ['examiner', 'measurer', true, 'withReason'],
    ['examiner', 'measurer', false, 'free'],
    ['leadExaminer', 'examiner', true, 'free'],
  ] as const)('%s and %s, same sitting %s: %s', (one, other, same, meeting) => {
    expect(dutiesMeet(one, other, same)).toBe(meeting);
    expect(dutiesMeet(other, one, same)).toBe(meeting);
  });

  it('who supervises holds no other, in whatever sitting', () => {
    for (const other of duties.filter((duty) => duty !== 'supervisor'))
      for (const same of [true, false]) expect(dutiesMeet('supervisor', other, same)).toBe('never');
    expect(dutiesMeet('supervisor', 'supervisor', false)).toBe('free');
  });
});

describe('people that a batch lacks', () => {
  const needed = peopleNeeded(defaultBatchRules, true);
  const missing = (...people: readonly (readonly Role[])[]) => {
    const gaps = peopleMissing(
      needed,
      people.map((roles) => ({ roles })),
    );
    return Object.fromEntries(Object.entries(gaps).filter(([, count]) => count > 0));
  };
  /** Six of the office, three examiners, one supervisor from outside. */
  const office: readonly (readonly Role[])[] = [
    ['chief', 'markVerifier'],
    ['registrar'],
    ['invigilator', 'markEntry'],
    ['invigilator', 'measurer'],
    ['markEntry', 'measurer'],
    ['technician', 'invigilator'],
  ];
  const examiners: readonly (readonly Role[])[] = [['leadExaminer', 'examiner'], ['examiner'], ['examiner']];

  it('an empty site lacks everybody', () => {
    expect(missing(['chief'])).toEqual({
      invigilator: 2,
      examiner: 3,
      leadExaminer: 1,
      measurer: 1,
      supervisor: 1,
      markEntry: 2,
    });
  });

  it('the smallest staffing lacks nobody', () => {
    expect(missing(...office, ...examiners, ['supervisor'])).toEqual({});
  });

  it('a supervisor who is wanted elsewhere leaves a gap there', () => {
    expect(missing(...office, ['leadExaminer'], ['examiner'], ['examiner', 'supervisor'])).toEqual({
      examiner: 1,
    });
  });

  it('of two who may supervise the one is set aside whose going hurts least', () => {
    expect(
      missing(...office, ['leadExaminer', 'supervisor'], ['examiner'], ['examiner'], ['supervisor']),
    ).toEqual({});
  });
});
