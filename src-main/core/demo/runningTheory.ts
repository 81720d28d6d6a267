import type { BatchId, EnrolmentId } from '#shared/contract/ids.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import { seededRandom } from '#shared/domain/seating.ts';
import type { Seat } from './entrance.ts';
import { admit, letIn } from './entrance.ts';
import { machineExport } from './markFile.ts';
import { enterTheory } from './marking.ts';
import { abilityOf, theoryMark } from './marks.ts';
import { at } from './player.ts';
import type { Script } from './script.ts';
import type { Staff } from './staff.ts';

/** The theory of the running day is over, and its marks are being entered; `absent` does not come. */
export async function playTheory(
  script: Script,
  staff: Staff,
  batchId: BatchId,
  sittings: readonly SittingView[],
  absent: EnrolmentId | null,
): Promise<void> {
  const sits = (seat: Seat): boolean => seat.enrolmentId !== absent;
  await hold(script, staff, sittings, sits);
  await enterMarks(
    script,
    staff,
    sittings.slice(0, 2).flatMap((sitting) => sitting.seats.filter(sits)),
  );
  await importMarks(
    script,
    staff,
    batchId,
    at(sittings, 2)
      .seats.filter(sits)
      .slice(0, -2 - notRead),
  );
}

/** Papers of the last room that the machine could not read yet. */
const notRead = 6;
/** Of the drawn lines the second person has read so many. */
const comparedSoFar = 4;

/** The last room's papers went through the machine; a second person is comparing its file with them. */
async function importMarks(
  script: Script,
  { markEntry, markVerifier }: Staff,
  batchId: BatchId,
  seats: readonly Seat[],
): Promise<void> {
  const random = seededRandom(34);
  const read = seats.map((seat) => ({ ...seat, scoreHundredths: theoryMark(abilityOf(random), random) }));
  const { name, bytes } = machineExport(read);
  script.at(0, '11:05');
  const file = { ...(await script.site.files.put(bytes)), name };
  const marks = read.map(({ enrolmentId, scoreHundredths }, index) => ({
    enrolmentId,
    scoreHundredths,
    row: index + 2,
  }));
  await script.composes(markEntry, 'theory.import', { batchId, file, rows: marks.length, marks });
  const [compared] = await script.asks(markVerifier, 'theory.comparisons', { batchId });
  script.at(0, '11:20');
  for (const { enrolmentId } of compared?.due.slice(0, comparedSoFar) ?? []) {
    const scoreHundredths = read.find((one) => one.enrolmentId === enrolmentId)?.scoreHundredths ?? null;
    await script.does(markVerifier, 'theory.compare', { enrolmentId, scoreHundredths, lookedAgain: false });
  }
}

/** People come over half an hour; two do not, one is late. */
async function hold(
  script: Script,
  staff: Staff,
  sittings: readonly SittingView[],
  sits: (seat: Seat) => boolean,
): Promise<void> {
  const { does } = script;
  const random = seededRandom(8);
  const held = sittings.map((sitting, index) => ({
    sitting,
    invigilator: at(staff.invigilators, index * 2),
  }));
  for (const [index, { sitting, invigilator }] of held.entries()) {
    script.at(0, '07:58');
    const missing = index === 2 ? 2 : 0;
    const late = index === 0 ? 1 : 0;
    const inTime = sitting.seats.slice(0, sitting.seats.length - missing - late).filter(sits);
    await admit(script, invigilator, sitting, inTime, (place) => {
      const minute = Math.min(29, Math.floor((place / inTime.length) * 28 + random() * 2));
      script.at(0, `08:${String(minute).padStart(2, '0')}`);
    });
    script.at(0, '08:30');
    await does(invigilator, 'sitting.start', { sittingId: sitting.sittingId });
    const latecomer = late === 1 ? sitting.seats.at(-1) : undefined;
    if (latecomer === undefined) continue;
    script.at(0, '08:41');
    await letIn(script, invigilator, sitting, latecomer);
  }
  script.at(0, '10:00');
  for (const { sitting, invigilator } of held)
    await does(invigilator, 'sitting.finish', { sittingId: sitting.sittingId });
}

/** Double entry is half done; one pair differs. */
async function enterMarks(script: Script, staff: Staff, seats: readonly Seat[]): Promise<void> {
  const random = seededRandom(21);
  script.at(0, '10:40');
  for (const [index, { enrolmentId }] of seats.entries()) {
    const mark = theoryMark(abilityOf(random), random);
    const slip = index === 17 ? 900 : 0;
    const again = mark + (mark > 9000 ? -slip : slip);
    await enterTheory(script, staff, enrolmentId, mark, index < 30 ? again : undefined);
  }
}
