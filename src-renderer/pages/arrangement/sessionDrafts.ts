import type { RoomId } from '#shared/contract/ids.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { ArrangementView, RoomView } from '#shared/contract/views/preparation.ts';
import { subjects } from '#shared/domain/subject.ts';
import { dayMs } from '#shared/domain/calendarDate.ts';

/** A session as it is being planned on the screen. */
export interface SessionDraft {
  readonly key: number;
  readonly subject: Subject;
  readonly day: string | null;
  /** `09:00` */
  readonly time: string;
  readonly minutes: number;
  readonly roomIds: readonly RoomId[];
}

const defaults: Readonly<
  Record<Subject, { readonly first: string; readonly minutes: number; readonly breakMinutes: number }>
> = {
  theory: { first: '09:00', minutes: 90, breakMinutes: 60 },
  practical: { first: '13:00', minutes: 240, breakMinutes: 30 },
};
const dayEnds = 20 * 60;

/** What is known of rooms and of the people who wait for a place. */
export type Waiting = Pick<ArrangementView, 'unseated' | 'waiting' | 'theoryRoomSeats'>;

/** Places that the drafts of a subject offer. */
export function placesOf(
  drafts: readonly SessionDraft[],
  subject: Subject,
  rooms: readonly RoomView[],
  theoryRoomSeats: number,
): number {
  const places = new Map(rooms.map((room) => [room.roomId, seatsOf(room, theoryRoomSeats)]));
  return drafts
    .filter((draft) => draft.subject === subject)
    .flatMap((draft) => draft.roomIds)
    .reduce((sum, roomId) => sum + (places.get(roomId) ?? 0), 0);
}

function seatsOf(room: RoomView, theoryRoomSeats: number): number {
  return room.subject === 'theory' ? Math.min(room.places, theoryRoomSeats) : room.places;
}

/** People who may sit in one room at a time: in theory all of them, in a workshop those of one occupation. */
interface Group {
  left: number;
  readonly placesIn: (room: RoomView) => number;
}

function groupsOf(subject: Subject, { unseated, waiting, theoryRoomSeats }: Waiting): readonly Group[] {
  if (subject === 'theory')
    return [{ left: unseated.theory, placesIn: (room) => seatsOf(room, theoryRoomSeats) }];
  return waiting.map(({ edition, code, people }) => ({
    left: people,
    placesIn: ({ occupations }) => {
      const fitted = occupations.find((one) => one.edition === edition && one.code === code);
      return fitted === undefined ? 0 : fitted.to - fitted.from + 1;
    },
  }));
}

/** Gives a room to whoever lacks most of those who may sit there; false when nobody needs it. */
function takesRoom(room: RoomView, groups: readonly Group[]): boolean {
  const fitting = groups.filter((group) => group.left > 0 && group.placesIn(room) > 0);
  const [first, ...others] = fitting;
  if (first === undefined) return false;
  const most = others.reduce((best, group) => (group.left > best.left ? group : best), first);
  most.left -= most.placesIn(room);
  return true;
}

/**
 * As many sessions as the waiting people need, one after the other in all rooms of the subject, within the days of the
 * batch. What does not fit into the days, or has no room of its occupation, is left out; the screen then shows how many places
 * are short.
 */
export function suggestSessions(
  waiting: Waiting,
  rooms: readonly RoomView[],
  days: readonly string[],
): readonly SessionDraft[] {
  const drafts: SessionDraft[] = [];
  for (const subject of subjects) {
    const own = rooms.filter((room) => room.subject === subject);
    const groups = groupsOf(subject, waiting);
    const { first, minutes, breakMinutes } = defaults[subject];
    let dayAt = 0;
    let start = minuteOf(first);
    for (;;) {
      if (start + minutes > dayEnds) {
        dayAt += 1;
        start = minuteOf('09:00');
      }
      const day = days[dayAt];
      if (day === undefined) break;
      const roomIds = own.filter((room) => takesRoom(room, groups)).map((room) => room.roomId);
      if (roomIds.length === 0) break;
      drafts.push({ key: drafts.length + 1, subject, day, time: timeText(start), minutes, roomIds });
      start += minutes + breakMinutes;
    }
  }
  return drafts;
}

/** Every day from the first to the last, both included. */
export function daysBetween(firstDay: string, lastDay: string): readonly string[] {
  const days: string[] = [];
  for (let at = Date.parse(firstDay); at <= Date.parse(lastDay) && days.length < 400; at += dayMs) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function timeText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
