import { newUlid } from '#node/newUlid.ts';
import type { BatchId, CheckInId, EnrolmentId, RoomId, SessionId, SittingId } from '#shared/contract/ids.ts';
import type { RubricModule } from '#shared/contract/commands/practical.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import { sheetModules } from '#shared/domain/practicalSheets.ts';
import type { seededRandom } from '#shared/domain/seating.ts';
import type { Duty } from '#shared/domain/duties.ts';
import { sheetMarks } from '../../core/demo/marks.ts';
import type { CoreClient } from '../coreClient.ts';
import type { Actor } from './people.ts';
import { at } from './people.ts';

type Random = ReturnType<typeof seededRandom>;

const theoryPlaces = 30;
const practicalPlaces = 60;
/** Planned starts, in minutes before the demonstration's ten o'clock. */
const theoryBefore = 100;
const practicalBefore = 15;

export interface Crew {
  readonly invigilators: readonly Actor[];
  readonly leads: readonly Actor[];
  readonly examiners: readonly Actor[];
  readonly measurers: readonly Actor[];
}

/** How many of each a number of candidates wants. */
export function crewFor(candidates: number): {
  readonly theoryRooms: number;
  readonly practicalRooms: number;
  readonly invigilators: number;
} {
  const theoryRooms = Math.ceil(candidates / theoryPlaces);
  const practicalRooms = Math.ceil(candidates / practicalPlaces);
  return { theoryRooms, practicalRooms, invigilators: Math.max(theoryRooms * 2, practicalRooms * 4) };
}

/** Rooms, seats, tickets and staff. */
export async function arrange(
  registrar: CoreClient,
  batchId: BatchId,
  candidates: number,
  crew: Crew,
  nowMs: number,
): Promise<readonly SittingView[]> {
  const { theoryRooms, practicalRooms } = crewFor(candidates);
  const rooms = async (subject: Subject, count: number, places: number, title: string): Promise<RoomId[]> => {
    const ids: RoomId[] = [];
    for (let number = 1; number <= count; number += 1) {
      const roomId = newUlid() as RoomId;
      await registrar.must('room.add', { roomId, name: `${title}${number}`, subject, places });
      ids.push(roomId);
    }
    return ids;
  };
  const theoryIds = await rooms('theory', theoryRooms, theoryPlaces, '理论考场');
  const practicalIds = await rooms('practical', practicalRooms, practicalPlaces, '实训车间');
  const instant = (minutesBefore: number): string => new Date(nowMs - minutesBefore * 60_000).toISOString();
  await registrar.must('arrangement.seat', {
    batchId,
    rule: 'classesApart',
    seed: 2026,
    sessions: [
      {
        sessionId: newUlid() as SessionId,
        subject: 'theory',
        startsAt: instant(theoryBefore),
        minutes: 60,
        roomIds: theoryIds,
      },
      {
        sessionId: newUlid() as SessionId,
        subject: 'practical',
        startsAt: instant(practicalBefore),
        minutes: 240,
        roomIds: practicalIds,
      },
    ],
  });
  const view = await registrar.ask('arrangement.view', { batchId });
  const sittings = view?.sittings ?? [];
  await assign(
    registrar,
    sittings.filter((sitting) => sitting.subject === 'theory'),
    crew,
    2,
  );
  await assign(
    registrar,
    sittings.filter((sitting) => sitting.subject === 'practical'),
    crew,
    4,
  );
  return sittings;
}

async function assign(
  registrar: CoreClient,
  sittings: readonly SittingView[],
  crew: Crew,
  invigilators: number,
): Promise<void> {
  for (const [index, { sittingId, subject }] of sittings.entries()) {
    const give = (actor: Actor, duty: Duty) =>
      registrar.must('staff.assign', { sittingId, userId: actor.userId, duty, reason: null });
    for (let number = 0; number < invigilators; number += 1)
      await give(at(crew.invigilators, index * invigilators + number), 'invigilator');
    if (subject !== 'practical') continue;
    await give(at(crew.leads, index), 'leadExaminer');
    await give(at(crew.examiners, index * 2), 'examiner');
    await give(at(crew.examiners, index * 2 + 1), 'examiner');
    await give(at(crew.measurers, index * 2), 'measurer');
    await give(at(crew.measurers, index * 2 + 1), 'measurer');
  }
}

/** Opens a sitting, lets everybody in but those who stay away, starts and ends it. Answers how many came and how many did not. */
export async function holdSitting(
  client: CoreClient,
  sitting: SittingView,
  staysAway: (seat: SittingView['seats'][number]) => boolean,
): Promise<{ present: number; absent: number }> {
  const { sittingId } = sitting;
  await client.must('sitting.admit', { sittingId });
  let present = 0;
  for (const seat of sitting.seats) {
    if (staysAway(seat)) continue;
    const found = await client.ask('checkin.lookup', { sittingId, code: seat.ticketNumber });
    if (found.verdict !== 'welcome' || found.person === null)
      throw new Error(`the door says ${found.verdict} to ${seat.ticketNumber}`);
    await client.must('checkin.record', {
      checkInId: newUlid() as CheckInId,
      sittingId,
      enrolmentId: seat.enrolmentId,
      method: 'scan',
      exception: null,
    });
    present += 1;
  }
  if (present > 0) await client.must('sitting.start', { sittingId });
  return { present, absent: sitting.seats.length - present };
}

/** Ends a sitting: whoever is not in is absent from now on. */
export async function finishSitting(client: CoreClient, sittingId: SittingId): Promise<void> {
  await client.must('sitting.finish', { sittingId });
}

/** All sheets of one candidate: three judges, the lead's observations, the measurements and their verification. */
export async function markCandidate(
  crew: { lead: Actor; examiners: readonly Actor[]; measurer: Actor; verifier: Actor },
  enrolmentId: EnrolmentId,
  modules: readonly RubricModule[],
  ability: number,
  random: Random,
): Promise<void> {
  const fill = async (actor: Actor, kind: SheetKind): Promise<void> => {
    if (sheetModules(modules, kind).length === 0) return;
    await actor.client.must('sheet.mark', {
      enrolmentId,
      kind,
      marks: sheetMarks(modules, kind, ability, random),
    });
    await actor.client.must('sheet.sign', { enrolmentId, kind });
  };
  await fill(crew.lead, 'observe');
  await fill(crew.lead, 'judge');
  for (const examiner of crew.examiners) await fill(examiner, 'judge');
  await fill(crew.measurer, 'measure');
  if (sheetModules(modules, 'measure').length > 0)
    await crew.verifier.client.must('sheet.verify', {
      enrolmentId,
      kind: 'measure',
      by: crew.measurer.userId,
    });
}
