import { newUlid } from '#node/newUlid.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { BatchId, RoomId, SessionId } from '#shared/contract/ids.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import type { Person, Player } from './player.ts';
import { at } from './player.ts';

/** A session to be seated. */
export function session(
  subject: Subject,
  startsAt: string,
  minutes: number,
  roomIds: RoomId[],
): CommandInput<'arrangement.seat'>['sessions'][number] {
  return { sessionId: newUlid() as SessionId, subject, startsAt, minutes, roomIds };
}

/** The sittings of a batch for a subject, by start and room. */
export async function sittingsOf(
  player: Player,
  registrar: Person,
  batchId: BatchId,
  subject: Subject,
): Promise<readonly SittingView[]> {
  const view = await player.asks(registrar, 'arrangement.view', { batchId });
  return (view?.sittings ?? []).filter((sitting) => sitting.subject === subject);
}

/** The examiners and measurers of some practical rooms. */
export interface Examiners {
  readonly leads: readonly Person[];
  /** Two a room. */
  readonly examiners: readonly Person[];
  /** Two a room: what one measures the other verifies. */
  readonly measurers: readonly Person[];
}

/** Those of one practical room. */
export interface Group {
  readonly lead: Person;
  readonly examiners: readonly Person[];
  readonly measurer: Person;
  readonly verifier: Person;
}

/** The group of the n-th practical room. */
export function groupOf({ leads, examiners, measurers }: Examiners, room: number): Group {
  return {
    lead: at(leads, room),
    examiners: [at(examiners, room * 2), at(examiners, room * 2 + 1)],
    measurer: at(measurers, room * 2),
    verifier: at(measurers, room * 2 + 1),
  };
}

/** Gives people a duty in a sitting. */
export async function assign(
  player: Player,
  registrar: Person,
  { sittingId }: SittingView,
  duty: CommandInput<'staff.assign'>['duty'],
  people: readonly Person[],
): Promise<void> {
  for (const { userId } of people)
    await player.does(registrar, 'staff.assign', { sittingId, userId, duty, reason: null });
}

/** Gives a group its duties in a sitting. */
export async function assignGroup(
  player: Player,
  registrar: Person,
  sitting: SittingView,
  { lead, examiners, measurer, verifier }: Group,
): Promise<void> {
  await assign(player, registrar, sitting, 'leadExaminer', [lead]);
  await assign(player, registrar, sitting, 'examiner', examiners);
  await assign(player, registrar, sitting, 'measurer', [measurer, verifier]);
}
