/** Rules of automatic seating, the usual one first; the rule and its seed stand in the ledger, so that anyone can repeat it. */
export const seatingRules = ['classesApart', 'shuffled', 'rosterOrder'] as const;
export type SeatingRule = (typeof seatingRules)[number];

/** What seating needs to know of a person. */
export interface Seatable {
  readonly id: string;
  /** Null: not known; never counts as the same class as anyone. */
  readonly className: string | null;
}

/**
 * mulberry32: a small well-known generator of 32 bits of state, the same on every machine. Answers numbers in [0, 1).
 * For shuffling seats only: nothing secret may come from it.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Fisher–Yates from the end, with `seededRandom(seed)`. The list given is not changed. */
export function shuffle<Item>(items: readonly Item[], seed: number): readonly Item[] {
  const random = seededRandom(seed);
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] as Item, shuffled[last] as Item];
  }
  return shuffled;
}

/**
 * The order in which people take seats. `people` come in roster order.
 * rosterOrder: as they stand. shuffled: drawn by the seed. classesApart: drawn by the seed, then neighbours of different
 * classes as far as possible (`keepClassesApart`).
 */
export function seatingOrder<Person extends Seatable>(
  people: readonly Person[],
  rule: SeatingRule,
  seed: number,
): readonly Person[] {
  switch (rule) {
    case 'rosterOrder':
      return people;
    case 'shuffled':
      return shuffle(people, seed);
    case 'classesApart':
      return keepClassesApart(shuffle(people, seed));
  }
}

/**
 * Orders people so that as few neighbours as possible are of one class: next comes someone of the largest class left that is
 * not the last one's. No order has fewer such pairs: only a class larger than all others together leaves any. Within a class
 * the given order stays; between classes of one size the one that comes first in the list goes first.
 */
export function keepClassesApart<Person extends Seatable>(people: readonly Person[]): readonly Person[] {
  const queues = new Map<string, Person[]>();
  for (const person of people) {
    const key = person.className ?? '';
    const queue = queues.get(key);
    if (queue === undefined) queues.set(key, [person]);
    else queue.push(person);
  }
  const waiting = [...queues].map(([key, queue]) => ({ key, queue, next: 0 }));
  const ordered: Person[] = [];
  let last: string | null = null;
  while (ordered.length < people.length) {
    let chosen: (typeof waiting)[number] | null = null;
    let largest: (typeof waiting)[number] | null = null;
    for (const group of waiting) {
      const left = group.queue.length - group.next;
      if (left === 0) continue;
      if (largest === null || left > largest.queue.length - largest.next) largest = group;
      const repeats = group.key === last && group.key !== '';
      if (!repeats && (chosen === null || left > chosen.queue.length - chosen.next)) chosen = group;
    }
    const group = chosen ?? largest;
    const person = group?.queue[group.next];
    if (group === null || person === undefined) break;
    group.next += 1;
    ordered.push(person);
    last = group.key;
  }
  return ordered;
}

/** A room with free seats: `firstSeat` and as many numbers after it as there are free places. */
export interface FreeRoom {
  readonly id: string;
  readonly firstSeat: number;
  readonly free: number;
}

export interface TakenSeat {
  readonly roomId: string;
  readonly personId: string;
  readonly seatNo: number;
}

/** Fills rooms one after another, seats upwards. Stops when the places are used up. */
export function fillRooms(people: readonly Seatable[], rooms: readonly FreeRoom[]): readonly TakenSeat[] {
  const seats: TakenSeat[] = [];
  let at = 0;
  for (const room of rooms) {
    for (let taken = 0; taken < room.free && at < people.length; taken += 1, at += 1) {
      seats.push({ roomId: room.id, personId: people[at]?.id ?? '', seatNo: room.firstSeat + taken });
    }
  }
  return seats;
}

/** A turn (session) that people can be put into. */
export interface Turn {
  readonly id: string;
  readonly places: number;
}

/**
 * Puts people into turns, the first turn filled first, never into one that `mayTake` forbids (they sit elsewhere then).
 * When a turn is full, someone in it who can go to a later turn makes room (augmenting paths), so that nobody stays without
 * a place while any division would have one. Answers the people of each turn in the given order, and those left over.
 */
export function divideIntoTurns<Person extends { readonly id: string }, OneTurn extends Turn>(
  people: readonly Person[],
  turns: readonly OneTurn[],
  mayTake: (person: Person, turn: OneTurn) => boolean,
): { readonly byTurn: ReadonlyMap<string, readonly Person[]>; readonly left: readonly Person[] } {
  const inTurn = new Map<string, Person[]>(turns.map((turn) => [turn.id, []]));
  const left: Person[] = [];
  /** Turns from which a search has once found no way on: none of them will ever have one again. */
  const closed = new Set<string>();

  function place(person: Person, tried: Set<string>): boolean {
    const open = turns.filter((turn) => !closed.has(turn.id) && !tried.has(turn.id) && mayTake(person, turn));
    for (const turn of open) {
      const members = inTurn.get(turn.id) ?? [];
      if (members.length >= turn.places) continue;
      members.push(person);
      return true;
    }
    for (const turn of open) {
      tried.add(turn.id);
      const members = inTurn.get(turn.id) ?? [];
      for (let index = members.length - 1; index >= 0; index -= 1) {
        const member = members[index];
        if (member === undefined || !place(member, tried)) continue;
        members[index] = person;
        return true;
      }
    }
    return false;
  }

  for (const person of people) {
    const tried = new Set<string>();
    if (place(person, tried)) continue;
    for (const turn of tried) closed.add(turn);
    left.push(person);
  }
  const rank = new Map(people.map((person, index) => [person.id, index]));
  for (const members of inTurn.values())
    members.sort((one, other) => (rank.get(one.id) ?? 0) - (rank.get(other.id) ?? 0));
  return { byTurn: inTurn, left };
}
