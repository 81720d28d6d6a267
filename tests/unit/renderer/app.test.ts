import { describe, expect, test } from 'vitest';
import { eventCatalogue, queryCatalogue } from '#shared/contract/capabilities.ts';
import { refusalText } from '#shared/words/refusals.ts';
import { homeOf, menu } from '../../../src-renderer/app/menu.ts';
import { deskTime, newId } from '../../../src-renderer/app/newId.ts';
import { bytesText, dayOf, dayTimeOf, endOf, instantAt } from '../../../src-renderer/app/time.ts';
import { staleByEveryRow, staleByTopic, staleQuestions } from '../../../src-renderer/app/topics.ts';

describe('topics of the live subscription', () => {
  const topics = [...new Set(Object.keys(eventCatalogue).map((type) => type.split('.')[0] ?? ''))];

  test.each(topics)('%s has its questions', (topic) => {
    expect(Object.hasOwn(staleByTopic, topic)).toBe(true);
  });

  // Asked anew by whoever wants an answer (a scan, a button), or of a dictionary that stays as it is.
  const neverStale = [
    'cameras.makers',
    'checkin.lookup',
    'equipment.scan',
    'ledger.verify',
    'occupations.search',
    'roster.place',
  ];

  test('every question is made stale by something', () => {
    const covered = new Set<string>([...Object.values(staleByTopic).flat(), ...staleByEveryRow]);
    expect(
      Object.keys(queryCatalogue)
        .filter((name) => !covered.has(name))
        .toSorted(),
    ).toEqual(neverStale);
  });

  test('a check-in refreshes the API but not the list of batches', () => {
    const stale = staleQuestions(['checkin']);
    expect(stale?.has('checkin.desk')).toBe(true);
    expect(stale?.has('ledger.rows')).toBe(true);
    expect(stale?.has('batches.list')).toBe(false);
  });

  test('an unknown topic refreshes everything', () => {
    expect(staleQuestions(['checkin', 'somethingNew'])).toBeNull();
  });
});

describe('times', () => {
  test('are those of the site, whatever the machine is set to', () => {
    expect(dayTimeOf('2026-11-23T16:05:00.000Z')).toBe('2026-11-24 00:05');
    expect(instantAt('2026-11-24', '09:00')).toBe('2026-11-24T01:00:00.000Z');
    expect(dayOf(endOf('2026-11-24T15:30:00.000Z', 45))).toBe('2026-11-25');
  });

  test('a desk says its offset', () => {
    expect(deskTime(new Date('2026-11-24T01:30:00.000Z'))).toMatch(
      /^2026-11-2[34]T\d\d:\d\d:00\.000[+-]\d\d:\d\d$/,
    );
    expect(new Date(deskTime(new Date('2026-11-24T01:30:00.000Z'))).toISOString()).toBe(
      '2026-11-24T01:30:00.000Z',
    );
  });

  test('sizes are said in words', () => {
    expect([0, 999, 1500, 182_400_000_000].map(bytesText)).toEqual(['0 B', '999 B', '1.5 KB', '182 GB']);
  });
});

test('an id is a ULID, and never the same', () => {
  const ids = Array.from({ length: 100 }, () => newId<'candidate'>());
  expect(new Set(ids).size).toBe(100);
  expect(ids.every((id) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id))).toBe(true);
});

describe('words', () => {
  test('of an unknown refusal never show the code', () => {
    const { what, wayOut } = refusalText({ code: 'never-heard-of', facts: {} }, 'zh');
    expect(what + wayOut).not.toContain('never-heard-of');
  });

  test('of a desk that lost the core are those of the desk', () => {
    expect(refusalText({ code: 'site-unreachable', facts: {} }, 'zh').what).toContain('失去联系');
  });

  test('of a refused file are those of the file', () => {
    const { what, wayOut } = refusalText({ code: 'password-protected', facts: {} }, 'zh');
    expect(what).not.toContain('password-protected');
    expect(wayOut.length).toBeGreaterThan(0);
  });
});

describe('the page on which a person begins', () => {
  test.each([
    [['chief', 'examiner'], '/board'],
    [['invigilator'], '/checkin'],
    [['measurer'], '/practical'],
    [['markVerifier'], '/theory'],
  ] as const)('%s: %s', (roles, home) => {
    expect(homeOf(roles)).toBe(home);
    const entry = menu.find((one) => `/${one.key}` === home);
    expect(entry?.roles.some((role) => (roles as readonly string[]).includes(role))).toBe(true);
  });
});
