import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { RoomOccupation } from '#shared/contract/commands/arrangement.ts';
import type { Subject } from '#shared/domain/subject.ts';
import { compactText } from '#shared/domain/fullWidth.ts';
import { theoryRoomSeats } from '#shared/domain/limits.ts';
import { siteTime } from '#shared/domain/sittingTimes.ts';
import type { DecideContext, Decision, Refused } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { findOccupation } from '../occupations/queries.ts';
import { openSittingsOfRoom, roomViews, seatedOccupations } from './queries.ts';
import type { RoomPlan, SessionPlan } from './sessionPlan.ts';

/** Adds a room; a workshop may say at once what it is fitted for. */
export function addRoom(context: DecideContext, input: CommandInput<'room.add'>): Decision {
  const standing = roomViews(context.store);
  if (standing.some((room) => room.roomId === input.roomId)) return refused('id-taken');
  if (input.subject === 'theory' && input.places > theoryRoomSeats.max)
    return refused('theory-room-too-large', { most: theoryRoomSeats.max });
  const name = compactText(input.name);
  if (standing.some((room) => compactText(room.name) === name))
    return refused('room-name-taken', { room: input.name });
  const { occupations = [], ...room } = input;
  const fault = occupationsFault(context, room, occupations);
  if (fault !== null) return fault;
  const { roomId } = room;
  return decided([
    happened('room.added', null, room, null),
    ...(occupations.length === 0
      ? []
      : [happened('room.occupationsSet', null, { roomId, occupations }, null)]),
  ]);
}

/** Says anew what a workshop is fitted for; not against the people who are seated there and have yet to come. */
export function setOccupations(context: DecideContext, input: CommandInput<'room.setOccupations'>): Decision {
  const { store } = context;
  const room = roomViews(store).find((one) => one.roomId === input.roomId);
  if (room === undefined) return refused('room-unknown');
  const fault = occupationsFault(context, room, input.occupations);
  if (fault !== null) return fault;
  for (const sitting of openSittingsOfRoom(store, input.roomId)) {
    const stays = seatedOccupations(store, sitting.sittingId).every((seated) =>
      input.occupations.some(
        (one) => isSame(one, seated) && one.from <= seated.firstSeat && seated.lastSeat <= one.to,
      ),
    );
    if (!stays)
      return refused('room-occupation-seated', { room: room.name, startsAt: siteTime(sitting.startsAt) });
  }
  return decided([happened('room.occupationsSet', null, input, null)]);
}

function occupationsFault(
  { reference }: DecideContext,
  room: { readonly name: string; readonly subject: Subject; readonly places: number },
  occupations: readonly RoomOccupation[],
): Refused | null {
  if (room.subject !== 'practical' && occupations.length > 0)
    return refused('room-takes-all-occupations', { room: room.name });
  for (const [index, line] of occupations.entries()) {
    const occupation = findOccupation(reference.occupations, line.edition, line.code);
    if (occupation === null) return refused('occupation-unknown', { code: line.code, edition: line.edition });
    if (occupations.findIndex((other) => isSame(other, line)) !== index)
      return refused('room-occupation-twice', { name: occupation.name });
    if (line.from > line.to || line.to > room.places)
      return refused('workstations-outside-room', { name: occupation.name, places: room.places });
  }
  return null;
}

interface OccupationKey {
  readonly edition: string;
  readonly code: string;
}

function isSame(one: OccupationKey, other: OccupationKey): boolean {
  return one.edition === other.edition && one.code === other.code;
}

const keyOf = ({ edition, code }: OccupationKey): string => `${edition} ${code}`;

/** The people of one occupation with the turns and rooms that are theirs. */
export interface OccupationGroup<Person> {
  readonly name: string;
  readonly people: readonly Person[];
  readonly turns: readonly SessionPlan[];
}

/**
 * Divides the workshops of practical sessions among the occupations of those who wait: each sitting takes one occupation, one that
 * its room is fitted for, on the workstations that are that occupation's. Rooms with one choice are given away first, then the others
 * to whoever lacks most.
 */
export function divideWorkshops<Person extends OccupationKey & { readonly occupationName: string }>(
  waiting: readonly Person[],
  turns: readonly SessionPlan[],
): readonly OccupationGroup<Person>[] {
  const groups = Map.groupBy(waiting, keyOf);
  const lacking = new Map([...groups].map(([key, people]) => [key, people.length]));
  const given = new Map<RoomPlan, string>();
  const choices = turns
    .flatMap((turn) => turn.rooms)
    .map((room) => ({ room, keys: [...groups.keys()].filter((key) => workstations(room, key) !== null) }))
    .filter(({ keys }) => keys.length > 0);
  for (const { room, keys } of choices.toSorted(
    (one, other) => Number(one.keys.length > 1) - Number(other.keys.length > 1),
  )) {
    const key = keys.reduce((most, one) => ((lacking.get(one) ?? 0) > (lacking.get(most) ?? 0) ? one : most));
    given.set(room, key);
    lacking.set(key, (lacking.get(key) ?? 0) - (workstations(room, key)?.free ?? 0));
  }
  return Array.from(groups, ([key, people]) => ({
    name: people[0]?.occupationName ?? '',
    people,
    turns: turns.flatMap((turn) => {
      const rooms = turn.rooms.flatMap((room) => {
        const own = given.get(room) === key ? workstations(room, key) : null;
        return own === null ? [] : [own];
      });
      const places = rooms.reduce((sum, room) => sum + room.free, 0);
      return rooms.length === 0 ? [] : [{ ...turn, rooms, places }];
    }),
  }));
}

/** A room's free workstations of an occupation; null when it has none, or the sitting is another occupation's already. */
function workstations(room: RoomPlan, key: string): RoomPlan | null {
  const fitted = room.occupations.find((one) => keyOf(one) === key);
  if (fitted === undefined || (room.seatedKey !== null && room.seatedKey !== key)) return null;
  const firstSeat = Math.max(room.firstSeat, fitted.from);
  const free = Math.min(room.firstSeat + room.free - 1, fitted.to) - firstSeat + 1;
  return { ...room, firstSeat, free: Math.max(0, free) };
}
