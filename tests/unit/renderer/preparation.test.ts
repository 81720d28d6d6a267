import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RoomId } from '#shared/contract/ids.ts';
import type { RoomView } from '#shared/contract/views/preparation.ts';
import {
  daysBetween,
  placesOf,
  suggestSessions,
} from '../../../src-renderer/pages/arrangement/sessionDrafts.ts';
import type { Waiting } from '../../../src-renderer/pages/arrangement/sessionDrafts.ts';
import { laidOut, previousHash } from '../../../src-renderer/pages/ledger/rowText.ts';
import {
  groupsToCheck,
  recoveryGroups,
  sameGroup,
} from '../../../src-renderer/parts/recovery/recoveryGroups.ts';
import { checkProperty } from '../../support/properties.ts';

const lathe = { edition: '2022', code: '6-18-01-01' };
const welder = { edition: '2022', code: '6-18-02-04' };
const room = (
  id: string,
  subject: RoomView['subject'],
  places: number,
  occupations: readonly (typeof lathe)[] = [],
): RoomView => ({
  roomId: id as RoomId,
  name: id,
  subject,
  places,
  occupations: occupations.map((one) => ({ ...one, from: 1, to: places })),
});
const rooms = [
  room('A', 'theory', 30),
  room('B', 'theory', 40),
  room('W', 'practical', 20, [lathe]),
  room('X', 'practical', 10, [welder, lathe]),
  room('Y', 'practical', 50),
];
const waiting = (theory: number, lathes: number, welders = 0): Waiting => ({
  unseated: { theory, practical: lathes + welders },
  waiting: [
    { ...lathe, name: '车工', people: lathes },
    { ...welder, name: '焊工', people: welders },
  ],
  theoryRoomSeats: 30,
});

describe('suggested sessions', () => {
  test('take only the rooms that are needed', () => {
    const drafts = suggestSessions(waiting(25, 0), rooms, ['2026-11-24']);
    expect(drafts.map((draft) => draft.roomIds)).toEqual([['A']]);
  });

  test('go on to the next day when the first is full', () => {
    const drafts = suggestSessions(waiting(0, 60), rooms.slice(0, 3), ['2026-11-24', '2026-11-25']);
    expect(drafts.map((draft) => [draft.day, draft.time])).toEqual([
      ['2026-11-24', '13:00'],
      ['2026-11-25', '09:00'],
      ['2026-11-25', '13:30'],
    ]);
  });

  test('take a workshop for one occupation that it is fitted for, and none without any', () => {
    const days = daysBetween('2026-11-24', '2026-12-31');
    const drafts = suggestSessions(waiting(0, 20, 15), rooms, days);
    expect(drafts.map((draft) => draft.roomIds)).toEqual([['W', 'X'], ['X']]);
    expect(suggestSessions(waiting(0, 0, 5), rooms.slice(0, 3), days)).toEqual([]);
  });

  test('never overlap in a room, and seat all who fit into the days', () => {
    checkProperty(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        (theory, lathes, welders) => {
          const days = daysBetween('2026-11-24', '2026-12-31');
          const drafts = suggestSessions(waiting(theory, lathes, welders), rooms, days);
          expect(placesOf(drafts, 'theory', rooms, 30)).toBeGreaterThanOrEqual(theory);
          expect(placesOf(drafts, 'practical', rooms, 30)).toBeGreaterThanOrEqual(lathes + welders);
          const spans = drafts.flatMap((draft) =>
            draft.roomIds.map((roomId) => {
              const from = Date.parse(`${draft.day}T${draft.time}:00Z`);
              return { roomId, from, until: from + draft.minutes * 60_000 };
            }),
          );
          for (const [at, a] of spans.entries()) {
            for (const b of spans.slice(at + 1)) {
              if (a.roomId === b.roomId) expect(a.until <= b.from || b.until <= a.from).toBe(true);
            }
          }
        },
      ),
    );
  });
});

describe('the recovery sheet', () => {
  test('stands in groups, whatever separates them', () => {
    expect(recoveryGroups('7F3KQ-2ZM8V-XD00A')).toEqual(['7F3KQ', '2ZM8V', 'XD00A']);
    expect(recoveryGroups('7F3KQ2ZM8VXD00A')).toEqual(['7F3KQ', '2ZM8V', 'XD00A']);
  });

  test('asks for two different groups that exist', () => {
    checkProperty(
      fc.property(
        fc.integer({ min: 2, max: 20 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (count, r) => {
          const [first, second] = groupsToCheck(count, () => r);
          expect(first).toBeGreaterThanOrEqual(1);
          expect(second).toBeLessThanOrEqual(count);
          expect(first).toBeLessThan(second);
        },
      ),
    );
  });

  test('accepts a group typed in lower case, and no other or empty one', () => {
    expect(sameGroup(' 7f3kq ', '7F3KQ')).toBe(true);
    expect(sameGroup('7F3KO', '7F3KQ')).toBe(false);
    expect(sameGroup('', '')).toBe(false);
  });
});

describe('a ledger row', () => {
  test('names the row before, and none for the first', () => {
    expect(previousHash('{"prev":"ab12"}')).toBe('ab12');
    expect(previousHash(`{"prev":"${'0'.repeat(64)}"}`)).toBeNull();
    expect(previousHash('not json')).toBeNull();
  });

  test('is laid out for people', () => {
    expect(laidOut('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(laidOut('kept')).toBe('kept');
  });
});
