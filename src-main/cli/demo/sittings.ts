import type { EnrolmentId } from '#shared/contract/ids.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import { admit } from '../../core/demo/entrance.ts';
import type { Crew, Sittings } from './arranging.ts';
import { invigilatorAt } from './arranging.ts';
import { readMarkFile } from './markFile.ts';
import type { Play } from './play.ts';
import { readNamedFile } from './uploads.ts';

/** Share of the candidates who stay away, where no file says who. */
const absence = 0.03;

/** Who came to a subject, and how many of its seats were and were not taken. */
export interface Attendance {
  readonly cameIn: ReadonlySet<EnrolmentId>;
  readonly present: number;
  readonly absent: number;
}

/** Whether a candidate stays away, by the machine-marking file; null where there is none. */
export type AbsentByFile = ((enrolmentId: EnrolmentId) => Promise<boolean>) | null;

/** Documents that the machine-marking file calls absent: they stay away from the entrance too. */
export async function readAbsentees({ player, options }: Play): Promise<AbsentByFile> {
  if (options.theory === null) return null;
  const { rows } = await readMarkFile(await readNamedFile(options.theory));
  const absent = new Set(rows.filter((row) => row.absent).map((row) => row.documentNumber ?? ''));
  const chief = player.clientOf(player.chief);
  return async (enrolmentId) => {
    const card = await chief.ask('candidates.one', { enrolmentId });
    return absent.has(card?.identity?.documentNumber ?? '');
  };
}

/** Lets everybody in but those who stay away, all rooms side by side, and starts; theory is over at once. */
export async function holdSittings(
  play: Play,
  crew: Crew,
  sittings: Sittings,
  subject: keyof Sittings,
  absentByFile: AbsentByFile,
): Promise<Attendance> {
  const held = sittings[subject];
  const seats = held.flatMap((sitting) => sitting.seats);
  const cameIn = new Set<EnrolmentId>();
  for (const { enrolmentId } of seats) {
    const drawn = play.random() < absence;
    const staysAway = absentByFile === null ? drawn : await absentByFile(enrolmentId);
    if (!staysAway) cameIn.add(enrolmentId);
  }
  const begin = async (sitting: SittingView, room: number): Promise<number> => {
    const { player } = play;
    const invigilator = invigilatorAt(crew, subject, room);
    const came = sitting.seats.filter((seat) => cameIn.has(seat.enrolmentId));
    await admit(player, invigilator, sitting, came);
    if (came.length > 0) await player.does(invigilator, 'sitting.start', { sittingId: sitting.sittingId });
    return came.length;
  };
  const present = (await Promise.all(held.map(begin))).reduce((sum, count) => sum + count, 0);
  if (subject === 'theory') for (const sitting of held) await finishSitting(play, sitting);
  return { cameIn, present, absent: seats.length - present };
}

/** Ends a sitting: whoever is not in is absent from now on. */
export async function finishSitting({ player }: Play, { sittingId }: SittingView): Promise<void> {
  await player.does(player.chief, 'sitting.finish', { sittingId });
}
