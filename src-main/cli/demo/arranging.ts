import type { BatchId, RoomId } from '#shared/contract/ids.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import type { Person } from '../../core/demo/player.ts';
import { at, joinMany } from '../../core/demo/player.ts';
import { addRooms } from '../../core/demo/preparing.ts';
import type { Examiners } from '../../core/demo/seating.ts';
import { assign, assignGroup, groupOf, session, sittingsOf } from '../../core/demo/seating.ts';
import type { Play } from './play.ts';
import { siteTime } from './play.ts';

const places = { theory: 30, practical: 60 } as const;
const invigilatorsARoom = { theory: 2, practical: 4 } as const;
/** Planned starts, in minutes before the demonstration's ten o'clock. */
const theoryBefore = 100;
const practicalBefore = 15;
/** Each password costs a moment on purpose. */
const joinAtOnce = 4;

export interface Crew extends Examiners {
  readonly invigilators: readonly Person[];
  readonly supervisor: Person;
}

/** The people of one occupation. */
export interface OccupationGroup {
  readonly line: OccupationLevel;
  readonly people: number;
}

export interface Sittings {
  readonly theory: readonly SittingView[];
  readonly practical: readonly SittingView[];
}

/** How many rooms the candidates want: theory is written together, a workshop takes one occupation. */
function roomsFor(groups: readonly OccupationGroup[]): {
  readonly theory: number;
  readonly practical: readonly (OccupationGroup & { readonly rooms: number })[];
} {
  return {
    theory: Math.ceil(groups.reduce((sum, { people }) => sum + people, 0) / places.theory),
    practical: groups.map((group) => ({ ...group, rooms: Math.ceil(group.people / places.practical) })),
  };
}

const workshopsOf = (groups: readonly OccupationGroup[]): number =>
  roomsFor(groups).practical.reduce((sum, { rooms }) => sum + rooms, 0);

const numbered = (title: string, count: number, unit = ''): string[] =>
  Array.from({ length: count }, (_, index) => `${title}${index + 1}${unit}`);

/** Adds as many invigilators, examiners and measurers as the candidates want, and a supervisor. */
export async function addCrew({ player }: Play, groups: readonly OccupationGroup[]): Promise<Crew> {
  const { theory } = roomsFor(groups);
  const practical = workshopsOf(groups);
  const join = (prefix: string, title: string, role: Parameters<typeof joinMany>[3][number], count: number) =>
    joinMany(player, prefix, numbered(title, count, '号'), [role], joinAtOnce);
  return {
    invigilators: await join('jk', '监考员', 'invigilator', Math.max(theory * 2, practical * 4)),
    leads: await join('zz', '考评组长', 'leadExaminer', practical),
    examiners: await join('kp', '考评员', 'examiner', practical * 2),
    measurers: await join('jc', '检测员', 'measurer', practical * 2),
    supervisor: await player.joins('dudao', '质量督导员', ['supervisor']),
  };
}

/** Who stands at the entrance of the n-th room of a subject. */
export function invigilatorAt({ invigilators }: Crew, subject: keyof Sittings, room: number): Person {
  return at(invigilators, room * invigilatorsARoom[subject]);
}

/** Rooms, seats, tickets and staff. */
export async function arrange(
  play: Play,
  registrar: Person,
  batchId: BatchId,
  groups: readonly OccupationGroup[],
  crew: Crew,
): Promise<Sittings> {
  const { player } = play;
  const nowMs = siteTime(play);
  const rooms = roomsFor(groups);
  const theoryNames = numbered('理论考场', rooms.theory);
  const theoryRooms = await addRooms(player, registrar, theoryNames, 'theory', places.theory);
  const workshops = numbered('实训车间', workshopsOf(groups));
  const practicalRooms: RoomId[] = [];
  for (const { line, rooms: own } of rooms.practical) {
    const names = workshops.splice(0, own);
    practicalRooms.push(...(await addRooms(player, registrar, names, 'practical', places.practical, line)));
  }
  const instant = (minutesBefore: number): string => new Date(nowMs - minutesBefore * 60_000).toISOString();
  await player.does(registrar, 'arrangement.seat', {
    batchId,
    rule: 'classesApart',
    seed: 2026,
    sessions: [
      session('theory', instant(theoryBefore), 60, theoryRooms),
      session('practical', instant(practicalBefore), 240, practicalRooms),
    ],
  });
  const staffed = async (subject: keyof Sittings): Promise<readonly SittingView[]> => {
    const sittings = await sittingsOf(player, registrar, batchId, subject);
    const aRoom = invigilatorsARoom[subject];
    for (const [room, sitting] of sittings.entries()) {
      const own = crew.invigilators.slice(room * aRoom, (room + 1) * aRoom);
      await assign(player, registrar, sitting, 'invigilator', own);
      await assign(player, registrar, sitting, 'supervisor', [crew.supervisor]);
      if (subject === 'practical') await assignGroup(player, registrar, sitting, groupOf(crew, room));
    }
    return sittings;
  };
  return { theory: await staffed('theory'), practical: await staffed('practical') };
}
