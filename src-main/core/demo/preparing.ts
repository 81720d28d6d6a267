import { newUlid } from '#node/newUlid.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { RubricModule } from '#shared/contract/commands/practical.ts';
import type { BatchId, CandidateId, EnrolmentId, RoomId } from '#shared/contract/ids.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { MadeUpPerson } from './people.ts';
import type { Person, Player } from './player.ts';
import { demoRubric } from './rubrics.ts';

/** Files occupations, each with the major that teaches it, and makes a batch of them. */
export async function makeBatch(
  player: Player,
  lines: readonly { readonly line: OccupationLevel; readonly major: string }[],
  batch: Omit<CommandInput<'batch.create'>, 'batchId' | 'occupationLevels'>,
): Promise<BatchId> {
  const { chief, does } = player;
  for (const { line, major } of lines) {
    const { edition, code, level } = line;
    await does(chief, 'institution.fileOccupation', { edition, code, level, major });
  }
  const batchId = newUlid() as BatchId;
  const occupationLevels = lines.map(({ line }) => line);
  await does(chief, 'batch.create', { batchId, occupationLevels, ...batch });
  return batchId;
}

/** Adopts the made-up rubric for an occupation. */
export async function adoptDemoRubric(
  player: Player,
  person: Person,
  batchId: BatchId,
  occupationLevel: OccupationLevel,
): Promise<readonly RubricModule[]> {
  await player.adopts(person, { batchId, occupationLevel }, demoRubric);
  return demoRubric;
}

/** Adds rooms of one kind and answers their ids; workshops are fitted for one occupation. */
export async function addRooms(
  player: Player,
  registrar: Person,
  names: readonly string[],
  subject: Subject,
  places: number,
  fittedFor?: OccupationLevel,
): Promise<RoomId[]> {
  const roomIds: RoomId[] = [];
  const occupations =
    fittedFor === undefined
      ? []
      : [{ edition: fittedFor.edition, code: fittedFor.code, from: 1, to: places }];
  for (const name of names) {
    const roomId = newUlid() as RoomId;
    await player.does(registrar, 'room.add', { roomId, name, subject, places, occupations });
    roomIds.push(roomId);
  }
  return roomIds;
}

/** Made-up people as lines of a roster, below its head. */
export function rosterLines(
  people: readonly MadeUpPerson[],
  occupationLevel: OccupationLevel,
): CommandInput<'roster.import'>['people'] {
  return people.map((one, index) => ({
    candidateId: newUlid() as CandidateId,
    enrolmentId: newUlid() as EnrolmentId,
    identity: { ...one, documentType: 'residentId', phone: null, remark: null },
    occupationLevel,
    sheet: 1,
    row: index + 2,
    warnings: [],
  }));
}
