import type { EnrolmentId } from '#shared/contract/ids.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import { seededRandom } from '#shared/domain/seating.ts';
import { admit } from './entrance.ts';
import { fillSheet, markCandidate } from './marking.ts';
import { abilityOf, sheetMarks } from './marks.ts';
import type { Person } from './player.ts';
import { at } from './player.ts';
import { demoRubric } from './rubrics.ts';
import type { Script } from './script.ts';
import type { Group } from './seating.ts';
import { groupOf } from './seating.ts';
import type { Staff } from './staff.ts';

/**
 * One workshop runs: some candidates are marked, one spread is open, one sheet is half full. The other should have begun at
 * ten past eleven, and people are still missing: something to look at.
 */
export async function playPractical(
  script: Script,
  staff: Staff,
  sittings: readonly SittingView[],
): Promise<void> {
  const running = at(sittings, 0);
  const waiting = at(sittings, 1);
  const invigilator = at(staff.invigilators, 0);
  script.at(0, '10:10');
  await admitOver(script, invigilator, running, running.seats.length - 1, 10 * 60 + 12, 17);
  script.at(0, '10:30');
  await script.does(invigilator, 'sitting.start', { sittingId: running.sittingId });
  script.at(0, '10:50');
  await admitOver(script, at(staff.invigilators, 4), waiting, waiting.seats.length - 9, 10 * 60 + 51, 30);
  script.at(0, '11:22');
  await markSome(script, groupOf(staff, 0), running);
}

/** Lets the first `count` of a sitting in, evenly over some minutes from a minute of the day on. */
async function admitOver(
  script: Script,
  invigilator: Person,
  sitting: SittingView,
  count: number,
  fromMinute: number,
  minutes: number,
): Promise<void> {
  await admit(script, invigilator, sitting, sitting.seats.slice(0, count), (place) => {
    const minute = fromMinute + Math.floor((place / count) * minutes);
    script.at(0, `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`);
  });
}

async function markSome(script: Script, group: Group, { seats }: SittingView): Promise<void> {
  const random = seededRandom(55);
  for (const { enrolmentId } of seats.slice(2, 11))
    await markCandidate(script, group, enrolmentId, demoRubric, abilityOf(random), random);
  await openSpread(script, group, at(seats, 0).enrolmentId, random);
  await script.does(at(group.examiners, 0), 'sheet.mark', {
    enrolmentId: at(seats, 1).enrolmentId,
    kind: 'judge',
    marks: sheetMarks(demoRubric, 'judge', 0.8, random).slice(0, 2),
  });
}

/** One examiner sees one item quite differently: the lead must look at it. */
async function openSpread(
  script: Script,
  group: Group,
  enrolmentId: EnrolmentId,
  random: () => number,
): Promise<void> {
  const marks = sheetMarks(demoRubric, 'judge', 0.85, random);
  for (const [index, judge] of [group.lead, ...group.examiners].entries()) {
    const own = marks.map((mark, item) =>
      index === 2 && item === 1 ? { ...mark, scoreHundredths: 400 } : mark,
    );
    await fillSheet(script, judge, enrolmentId, 'judge', own);
  }
  await fillSheet(script, group.lead, enrolmentId, 'observe', sheetMarks(demoRubric, 'observe', 0.8, random));
}
