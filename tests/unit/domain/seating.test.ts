import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  divideIntoTurns,
  fillRooms,
  keepClassesApart,
  seatingOrder,
  seededRandom,
  shuffle,
} from '#shared/domain/seating.ts';
import type { Seatable } from '#shared/domain/seating.ts';
import { checkProperty } from '../../support/properties.ts';

const settings = { times: 2 };

function peopleOf(classes: string): readonly Seatable[] {
  return [...classes].map((letter, index) => ({
    id: `p${index}`,
    className: letter === '-' ? null : letter,
  }));
}
const classesOf = (people: readonly Seatable[]) => people.map((person) => person.className ?? '-').join('');
const pairs = (people: readonly Seatable[]) =>
  people.filter(
    (person, at) => at > 0 && person.className !== null && person.className === people[at - 1]?.className,
  ).length;

describe('seating rules', () => {
  it('draws the published numbers of mulberry32', () => {
    const random = seededRandom(1);
    expect(random()).toBeCloseTo(0.6270739405881613, 15);
    expect(seededRandom(0)()).toBeCloseTo(0.26642920868471265, 15);
  });

  it('repeats a shuffle by its seed and differs by another', () => {
    const people = peopleOf('a'.repeat(50));
    expect(shuffle(people, 5)).toEqual(shuffle(people, 5));
    expect(shuffle(people, 5)).not.toEqual(shuffle(people, 6));
  });

  it('loses and invents nobody, by any rule', () => {
    checkProperty(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-'), maxLength: 60 }),
        fc.constantFrom('rosterOrder' as const, 'shuffled' as const, 'classesApart' as const),
        fc.nat(),
        (classes, rule, drawn) => {
          const people = peopleOf(classes);
          const ordered = seatingOrder(people, rule, drawn);
          expect(ordered.map((one) => one.id).toSorted()).toEqual(people.map((one) => one.id).toSorted());
        },
      ),
      settings,
    );
  });

  it('keeps roster order as it is', () => {
    expect(seatingOrder(peopleOf('aabb'), 'rosterOrder', 9).map((one) => one.id)).toEqual([
      'p0',
      'p1',
      'p2',
      'p3',
    ]);
  });

  it.each([
    ['aabb', 'abab'],
    ['aaabb', 'ababa'],
    ['abc', 'abc'],
    ['aaab', 'abaa'],
    ['--aa', '-a-a'],
    ['----', '----'],
    ['', ''],
  ])('keeps the classes of %s apart as %s', (given, wanted) => {
    expect(classesOf(keepClassesApart(peopleOf(given)))).toBe(wanted);
  });

  it('leaves pairs of one class only when that class is larger than all others together', () => {
    checkProperty(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 60 }), (classes) => {
        const counts = [...'abcd'].map((letter) => classes.split(letter).length - 1);
        const largest = Math.max(...counts);
        const fewest = Math.max(0, largest - (classes.length - largest) - 1);
        expect(pairs(keepClassesApart(peopleOf(classes)))).toBe(fewest);
      }),
      settings,
    );
  });

  it.each([
    ['aabb', 'p0 p2 p1 p3'],
    ['bbaa', 'p0 p2 p1 p3'],
    ['abcabc', 'p0 p1 p2 p3 p4 p5'],
    ['abbb', 'p1 p0 p2 p3'],
    ['-a-', 'p0 p2 p1'],
  ])('keeps the order of %s within a class, and the first class first', (given, ids) => {
    expect(
      keepClassesApart(peopleOf(given))
        .map((one) => one.id)
        .join(' '),
    ).toBe(ids);
  });

  it('draws by the seed, and keeps apart what was drawn', () => {
    const people = peopleOf('aaabbbccc');
    expect(seatingOrder(people, 'shuffled', 7)).toEqual(shuffle(people, 7));
    expect(seatingOrder(people, 'shuffled', 7)).not.toEqual(people);
    expect(seatingOrder(people, 'classesApart', 7)).toEqual(keepClassesApart(shuffle(people, 7)));
    expect(seatingOrder(people, 'classesApart', 7)).not.toEqual(keepClassesApart(people));
  });

  it('fills rooms in order, seats upwards, going on after taken ones', () => {
    const rooms = [
      { id: 'A', firstSeat: 3, free: 1 },
      { id: 'B', firstSeat: 1, free: 0 },
      { id: 'C', firstSeat: 1, free: 5 },
    ];
    expect(
      fillRooms(peopleOf('aaa'), rooms).map((seat) => `${seat.personId}${seat.roomId}${seat.seatNo}`),
    ).toEqual(['p0A3', 'p1C1', 'p2C2']);
  });

  it('fills the first turn before the next', () => {
    const turns = [
      { id: '1', places: 2 },
      { id: '2', places: 2 },
    ];
    const { byTurn, left } = divideIntoTurns(peopleOf('aaa'), turns, () => true);
    expect([byTurn.get('1')?.length, byTurn.get('2')?.length, left.length]).toEqual([2, 1, 0]);
  });

  /** Who sits where, in which order: roster order within a turn, whoever had to move for whom. */
  it.each([
    ['one moves on so that the last finds a place', ['12', '1', '1'], [2, 1], { 1: 'p1 p2', 2: 'p0' }, ''],
    ['two move, each by one turn', ['12', '23', '1', '2'], [1, 1, 2], { 1: 'p2', 2: 'p0', 3: 'p1' }, 'p3'],
    [
      'the one who moved sits before those who came after',
      ['2', '12', '1', '2'],
      [1, 3],
      { 1: 'p2', 2: 'p0 p1 p3' },
      '',
    ],
    ['nobody sits where he must not', ['2', '2', '1'], [5, 1], { 1: 'p2', 2: 'p0' }, 'p1'],
    ['who finds no place is left, in roster order', ['1', '1', '1'], [1], { 1: 'p0' }, 'p1 p2'],
  ])('%s', (_, allowed, places, byTurn, left) => {
    const people = allowed.map((turns, index) => ({ id: `p${index}`, className: null, turns }));
    const turns = places.map((count, index) => ({ id: String(index + 1), places: count }));
    const divided = divideIntoTurns(people, turns, (person, turn) => person.turns.includes(turn.id));
    const ids = (members: readonly Seatable[]) => members.map((one) => one.id).join(' ');
    expect(Object.fromEntries([...divided.byTurn].map(([turn, members]) => [turn, ids(members)]))).toEqual(
      byTurn,
    );
    expect(ids(divided.left)).toBe(left);
  });

  it('finds a place for everyone whenever any division has one', () => {
    const turnsOf = (places: readonly number[]) =>
      places.map((count, index) => ({ id: String(index), places: count }));
    checkProperty(
      fc.property(
        fc.array(fc.subarray(['0', '1', '2']), { maxLength: 7 }),
        fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 3 })),
        (allowed, places) => {
          const people = allowed.map((turns, index) => ({ id: `p${index}`, turns }));
          const { byTurn, left } = divideIntoTurns(people, turnsOf(places), (person, turn) =>
            person.turns.includes(turn.id),
          );
          for (const [turn, members] of byTurn) {
            expect(members.length).toBeLessThanOrEqual(places[Number(turn)] ?? 0);
            for (const member of members) expect(member.turns).toContain(turn);
          }
          expect([...byTurn.values()].flat().length + left.length).toBe(people.length);
          expect(people.length - left.length).toBe(mostSeated(allowed, places));
        },
      ),
      settings,
    );
  });
});

/** The most people any division seats, by trying them all. */
function mostSeated(allowed: readonly (readonly string[])[], places: readonly number[]): number {
  const [first, ...rest] = allowed;
  if (first === undefined) return 0;
  const taken = first
    .filter((turn) => (places[Number(turn)] ?? 0) > 0)
    .map(
      (turn) =>
        1 +
        mostSeated(
          rest,
          places.map((count, index) => (String(index) === turn ? count - 1 : count)),
        ),
    );
  return Math.max(mostSeated(rest, places), ...taken);
}
