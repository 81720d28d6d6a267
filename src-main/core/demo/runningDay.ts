import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { BatchId, EnrolmentId, RoomId, SessionId, SubstitutionId } from '#shared/contract/ids.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import { newUlid } from '#node/newUlid.ts';
import { resourcesFolder } from '#node/programs.ts';
import { seededRandom } from '#shared/domain/seating.ts';
import type { Subject } from '#shared/domain/subject.ts';
import { abilityOf, sheetMarks, theoryMark } from './marks.ts';
import { demoRubric } from './rubrics.ts';
import type { Person, Script } from './script.ts';
import type { Staff } from './staff.ts';
import type { Group } from './story.ts';
import {
  addRoom,
  adoptRubric,
  assignGroup,
  carMechanic,
  fillSheet,
  groupOf,
  latheOperator,
  letIn,
  markWhole,
  registerPeople,
  sittingsOf,
} from './story.ts';

/** The batch whose exam day is today: theory is over, the practical runs, marks come in, and not everything is in order. */
export async function playExamDay(script: Script, staff: Staff): Promise<void> {
  const { does, chief } = script;
  const batchId = newUlid() as BatchId;
  script.at(-26, '09:30');
  for (const [line, major] of [
    [latheOperator, '数控加工'],
    [carMechanic, '汽车维修'],
  ] as const) {
    await does(chief, 'institution.fileOccupation', {
      edition: line.edition,
      code: line.code,
      level: line.level,
      major,
    });
  }
  await does(chief, 'batch.create', {
    batchId,
    batchNo: `${script.day(0).slice(0, 4)}-04`,
    name: `${script.day(0).slice(0, 4)}年第4批（车工、汽车维修工）`,
    occupationLevels: [latheOperator, carMechanic],
    firstDay: script.day(0),
    lastDay: script.day(1),
    rules: defaultBatchRules,
  });
  await does(staff.registrar, 'batch.recordPlan', {
    batchId,
    submittedOn: script.day(-22),
    proof: '区人社局回执 2026-131 号',
  });
  script.at(-12, '14:00');
  await registerPeople(script, staff.registrar, batchId, latheOperator, 40, 104, [
    '2023级数控1班',
    '2023级数控2班',
  ]);
  const mechanics = await registerPeople(script, staff.registrar, batchId, carMechanic, 28, 105, [
    '2023级汽修1班',
  ]);
  for (const line of [latheOperator, carMechanic]) await adoptRubric(script, staff.registrar, batchId, line);
  const waiting = await proposeSubstitutions(script, staff, mechanics);
  const { theory, practical } = await arrange(script, staff, batchId);
  const sits = (seat: SittingView['seats'][number]): boolean => seat.enrolmentId !== waiting;
  await holdTheory(script, staff, theory, sits);
  await enterTheory(script, staff, theory, sits);
  await holdPractical(script, staff, practical);
}

/** Three course exams: one approved, one refused, one that waits for its decision. Answers who waits, and stays away from theory. */
async function proposeSubstitutions(
  script: Script,
  staff: Staff,
  mechanics: readonly EnrolmentId[],
): Promise<EnrolmentId | null> {
  let waiting: EnrolmentId | null = null;
  script.at(-9, '10:20');
  const scan = await readFile(join(resourcesFolder(), 'demonstration', 'course-exam-list.png'));
  const evidence = await script.site.files.put(scan);
  const decisions = ['approved', 'refused', null] as const;
  for (const [index, decision] of decisions.entries()) {
    const enrolmentId = mechanics[index + 3];
    if (enrolmentId === undefined) throw new Error('too few mechanics');
    const substitutionId = newUlid() as SubstitutionId;
    await script.does(staff.registrar, 'substitution.propose', {
      substitutionId,
      enrolmentId,
      courseName: '汽车机械基础',
      courseCode: 'QX-204',
      term: '2025-2026学年第2学期',
      examDate: script.day(-140),
      rawHundredths: [12_600, 9400, 11_700][index] ?? 0,
      fullHundredths: 15_000,
      teacher: '刘某',
      evidence: { ...evidence, name: '结课成绩单.png' },
    });
    if (decision === null) waiting = enrolmentId;
    else
      await script.does(staff.markVerifier, 'substitution.decide', {
        substitutionId,
        decision,
        reason: decision === 'approved' ? '成绩单与教务系统一致' : '成绩单上的学号与考生不符',
      });
  }
  return waiting;
}

async function arrange(
  script: Script,
  staff: Staff,
  batchId: BatchId,
): Promise<{ theory: readonly SittingView[]; practical: readonly SittingView[] }> {
  const { does } = script;
  const { registrar } = staff;
  script.at(-5, '16:00');
  const theoryRooms = [];
  for (const name of ['教学楼 201', '教学楼 202', '教学楼 203'])
    theoryRooms.push(await addRoom(script, registrar, name, 'theory', 24));
  const practicalRooms = [
    await addRoom(script, registrar, '实训一车间', 'practical', 40),
    await addRoom(script, registrar, '实训二车间', 'practical', 28),
  ];
  const session = (subject: Subject, time: string, minutes: number, roomIds: RoomId[]) => ({
    sessionId: newUlid() as SessionId,
    subject,
    startsAt: script.instant(0, time),
    minutes,
    roomIds,
  });
  await does(registrar, 'arrangement.seat', {
    batchId,
    rule: 'classesApart',
    seed: 4,
    sessions: [session('theory', '08:30', 90, theoryRooms)],
  });
  // By roster, so that each workshop has the people of one occupation.
  await does(registrar, 'arrangement.seat', {
    batchId,
    rule: 'rosterOrder',
    seed: 4,
    sessions: [
      session('practical', '10:30', 240, practicalRooms.slice(0, 1)),
      session('practical', '11:10', 240, practicalRooms.slice(1)),
    ],
  });
  const theory = sittingsOf(script, batchId, 'theory');
  const practical = sittingsOf(script, batchId, 'practical');
  const give = (sitting: SittingView, people: readonly (Person | undefined)[]) =>
    Promise.all(
      people.flatMap((person) =>
        person === undefined
          ? []
          : [
              does(registrar, 'staff.assign', {
                sittingId: sitting.sittingId,
                userId: person.userId,
                duty: 'invigilator',
                reason: null,
              }),
            ],
      ),
    );
  for (const [index, sitting] of theory.entries())
    await give(sitting, staff.invigilators.slice(index * 2, index * 2 + 2));
  const [first, second] = practical;
  if (first === undefined || second === undefined) throw new Error('the practical has no two rooms');
  await give(first, staff.invigilators.slice(0, 3));
  await give(second, staff.invigilators.slice(4, 6));
  await assignGroup(script, registrar, first, groupOf(staff, 0));
  await assignGroup(script, registrar, second, groupOf(staff, 1));
  return { theory, practical };
}

/** People come over half an hour; two do not, one is late. */
async function holdTheory(
  script: Script,
  staff: Staff,
  theory: readonly SittingView[],
  sits: (seat: SittingView['seats'][number]) => boolean,
): Promise<void> {
  const { does } = script;
  const random = seededRandom(8);
  for (const [index, sitting] of theory.entries()) {
    const door = staff.invigilators[index * 2];
    if (door === undefined) throw new Error('a door without its invigilator');
    script.at(0, '07:58');
    await does(door, 'sitting.admit', { sittingId: sitting.sittingId });
    const missing = index === 2 ? 2 : 0;
    const late = index === 0 ? 1 : 0;
    const inTime = sitting.seats.slice(0, sitting.seats.length - missing - late).filter(sits);
    for (const [place, seat] of inTime.entries()) {
      const minute = Math.min(29, Math.floor((place / inTime.length) * 28 + random() * 2));
      script.at(0, `08:${String(minute).padStart(2, '0')}`);
      await letIn(script, door, sitting, seat.enrolmentId);
    }
    script.at(0, '08:30');
    await does(door, 'sitting.start', { sittingId: sitting.sittingId });
    const latecomer = late === 1 ? sitting.seats.at(-1) : undefined;
    if (latecomer !== undefined) {
      script.at(0, '08:41');
      await letIn(script, door, sitting, latecomer.enrolmentId);
    }
  }
  script.at(0, '10:00');
  for (const [index, sitting] of theory.entries()) {
    const door = staff.invigilators[index * 2];
    if (door !== undefined) await does(door, 'sitting.finish', { sittingId: sitting.sittingId });
  }
}

/** Double entry is half done; one pair differs. */
async function enterTheory(
  script: Script,
  staff: Staff,
  theory: readonly SittingView[],
  sits: (seat: SittingView['seats'][number]) => boolean,
): Promise<void> {
  const random = seededRandom(21);
  const [first, second] = theory;
  if (first === undefined || second === undefined) throw new Error('too few theory rooms');
  script.at(0, '10:40');
  for (const [index, seat] of [...first.seats, ...second.seats].filter(sits).entries()) {
    const scoreHundredths = theoryMark(abilityOf(random), random);
    await script.does(staff.markEntry, 'theory.enter', { enrolmentId: seat.enrolmentId, scoreHundredths });
    if (index >= 30) continue;
    const slip = index === 17 ? 900 : 0;
    await script.does(staff.markVerifier, 'theory.enter', {
      enrolmentId: seat.enrolmentId,
      scoreHundredths: scoreHundredths + (scoreHundredths > 9000 ? -slip : slip),
    });
  }
}

/**
 * One workshop runs: some candidates are marked, one spread is open, one sheet is half full. The other should have begun at
 * ten past eleven, and people are still missing: something to look at.
 */
async function holdPractical(script: Script, staff: Staff, practical: readonly SittingView[]): Promise<void> {
  const { does } = script;
  const [running, waiting] = practical;
  const [door, , , , otherDoor] = staff.invigilators;
  if (running === undefined || waiting === undefined || door === undefined || otherDoor === undefined)
    throw new Error('a workshop is missing');
  script.at(0, '10:10');
  await does(door, 'sitting.admit', { sittingId: running.sittingId });
  await admitOver(script, door, running, running.seats.length - 1, 10 * 60 + 12, 17);
  script.at(0, '10:30');
  await does(door, 'sitting.start', { sittingId: running.sittingId });
  script.at(0, '10:50');
  await does(otherDoor, 'sitting.admit', { sittingId: waiting.sittingId });
  await admitOver(script, otherDoor, waiting, waiting.seats.length - 9, 10 * 60 + 51, 30);
  script.at(0, '11:22');
  await markSome(script, groupOf(staff, 0), running);
}

/** Lets the first `count` of a sitting in, evenly over some minutes from a minute of the day on. */
async function admitOver(
  script: Script,
  door: Person,
  sitting: SittingView,
  count: number,
  fromMinute: number,
  minutes: number,
): Promise<void> {
  for (const [place, seat] of sitting.seats.slice(0, count).entries()) {
    const minute = fromMinute + Math.floor((place / count) * minutes);
    script.at(0, `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`);
    await letIn(script, door, sitting, seat.enrolmentId);
  }
}

async function markSome(script: Script, group: Group, sitting: SittingView): Promise<void> {
  const random = seededRandom(55);
  const [spread, begun, ...others] = sitting.seats;
  const [examiner] = group.examiners;
  if (spread === undefined || begun === undefined || examiner === undefined)
    throw new Error('a small workshop');
  for (const seat of others.slice(0, 9))
    await markWhole(script, group, seat.enrolmentId, abilityOf(random), random);
  await openSpread(script, group, spread.enrolmentId, random);
  await script.does(examiner, 'sheet.mark', {
    enrolmentId: begun.enrolmentId,
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
