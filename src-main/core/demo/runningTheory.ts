import type { EnrolmentId } from '#shared/contract/ids.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import { seededRandom } from '#shared/domain/seating.ts';
import type { Seat } from './entrance.ts';
import { admit, letIn } from './entrance.ts';
import { enterTheory } from './marking.ts';
import { abilityOf, theoryMark } from './marks.ts';
import { at } from './player.ts';
import type { Script } from './script.ts';
import type { Staff } from './staff.ts';

/** The theory of the running day is over, and its marks are being entered; `absent` does not come. */
export async function playTheory(
  script: Script,
  staff: Staff,
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
