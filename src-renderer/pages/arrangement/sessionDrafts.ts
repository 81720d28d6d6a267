import type { RoomId } from '#shared/contract/ids.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { RoomView } from '#shared/contract/views/preparation.ts';
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

/** Places that the drafts of a subject offer. */
export function placesOf(
  drafts: readonly SessionDraft[],
  subject: Subject,
  rooms: readonly RoomView[],
): number {
  const places = new Map(rooms.map((room) => [room.roomId, room.places]));
  return drafts
    .filter((draft) => draft.subject === subject)
    .flatMap((draft) => draft.roomIds)
    .reduce((sum, roomId) => sum + (places.get(roomId) ?? 0), 0);
}

/**
 * As many sessions as the waiting people need, one after the other in all rooms of the subject, within the days of the
 * batch. What does not fit into the days is left out; the screen then shows how many places are short.
 */
export function suggestSessions(
  waiting: Readonly<Record<Subject, number>>,
  rooms: readonly RoomView[],
  days: readonly string[],
): readonly SessionDraft[] {
  const drafts: SessionDraft[] = [];
  for (const subject of subjects) {
    const own = rooms.filter((room) => room.subject === subject);
    const perSession = own.reduce((sum, room) => sum + room.places, 0);
    if (perSession === 0) continue;
    const { first, minutes, breakMinutes } = defaults[subject];
    let dayAt = 0;
    let start = minuteOf(first);
    for (let left = waiting[subject]; left > 0; left -= perSession) {
      if (start + minutes > dayEnds) {
        dayAt += 1;
        start = minuteOf('09:00');
      }
      const day = days[dayAt];
      if (day === undefined) break;
      const roomIds: RoomId[] = [];
      for (let places = 0, at = 0; places < Math.min(left, perSession) && at < own.length; at += 1) {
        const room = own[at];
        if (!room) break;
        roomIds.push(room.roomId);
        places += room.places;
      }
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
