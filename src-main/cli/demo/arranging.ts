import type { BatchId } from '#shared/contract/ids.ts';
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
}

export interface Sittings {
  readonly theory: readonly SittingView[];
  readonly practical: readonly SittingView[];
}

/** How many rooms a number of candidates wants. */
function roomsFor(candidates: number): { readonly theory: number; readonly practical: number } {
  return {
    theory: Math.ceil(candidates / places.theory),
    practical: Math.ceil(candidates / places.practical),
  };
}

const numbered = (title: string, count: number, unit = ''): string[] =>
  Array.from({ length: count }, (_, index) => `${title}${index + 1}${unit}`);

/** Adds as many invigilators, examiners and measurers as a number of candidates wants. */
export async function addCrew({ player }: Play, candidates: number): Promise<Crew> {
  const { theory, practical } = roomsFor(candidates);
  const join = (prefix: string, title: string, role: Parameters<typeof joinMany>[3][number], count: number) =>
    joinMany(player, prefix, numbered(title, count, '号'), [role], joinAtOnce);
  return {
    invigilators: await join('jk', '监考员', 'invigilator', Math.max(theory * 2, practical * 4)),
    leads: await join('zz', '考评组长', 'leadExaminer', practical),
    examiners: await join('kp', '考评员', 'examiner', practical * 2),
    measurers: await join('jc', '检测员', 'measurer', practical * 2),
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
  candidates: number,
  crew: Crew,
): Promise<Sittings> {
  const { player } = play;
  const nowMs = siteTime(play);
  const rooms = roomsFor(candidates);
  const addAll = (subject: keyof Sittings, title: string) =>
    addRooms(player, registrar, numbered(title, rooms[subject]), subject, places[subject]);
  const theoryRooms = await addAll('theory', '理论考场');
  const practicalRooms = await addAll('practical', '实训车间');
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
      if (subject === 'practical') await assignGroup(player, registrar, sitting, groupOf(crew, room));
    }
    return sittings;
  };
  return { theory: await staffed('theory'), practical: await staffed('practical') };
}
