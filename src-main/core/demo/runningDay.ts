import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { BatchId, EnrolmentId, SubstitutionId } from '#shared/contract/ids.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import { newUlid } from '#node/newUlid.ts';
import { resourcesFolder } from '#node/programs.ts';
import { at } from './player.ts';
import { addRooms, adoptDemoRubric, makeBatch } from './preparing.ts';
import { registerPeople } from './roster.ts';
import { playPractical } from './runningPractical.ts';
import { playTheory } from './runningTheory.ts';
import type { Script } from './script.ts';
import { assign, assignGroup, groupOf, session, sittingsOf } from './seating.ts';
import type { Staff } from './staff.ts';
import { hangCameras } from './watching.ts';

const latheOperator: OccupationLevel = { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 };
const carMechanic: OccupationLevel = { edition: '2022', code: '4-12-01-01', name: '汽车维修工', level: 4 };

/** The batch whose exam day is today: theory is over, the practical runs, marks come in, and not everything is in order. */
export async function playExamDay(script: Script, staff: Staff): Promise<void> {
  const { registrar } = staff;
  script.at(-26, '09:30');
  const year = script.day(0).slice(0, 4);
  const lines = [
    { line: latheOperator, major: '数控加工' },
    { line: carMechanic, major: '汽车维修' },
  ];
  const batchId = await makeBatch(script, lines, {
    batchNo: `${year}-04`,
    name: `${year}年第4批（车工、汽车维修工）`,
    firstDay: script.day(0),
    lastDay: script.day(1),
    rules: defaultBatchRules,
  });
  script.at(-22, '16:00');
  await script.does(registrar, 'batch.recordPlan', {
    batchId,
    submittedOn: script.day(-22),
    proof: '区人社局回执 2026-131 号',
  });
  script.at(-12, '14:00');
  await registerPeople(script, registrar, batchId, latheOperator, 40, 104, [
    '2023级数控1班',
    '2023级数控2班',
  ]);
  const mechanics = await registerPeople(script, registrar, batchId, carMechanic, 28, 105, ['2023级汽修1班']);
  for (const { line } of lines) await adoptDemoRubric(script, registrar, batchId, line);
  const waiting = await proposeSubstitutions(script, staff, mechanics);
  const { theory, practical } = await arrange(script, staff, batchId);
  await playTheory(script, staff, batchId, theory, waiting);
  await playPractical(script, staff, practical);
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
    const enrolmentId = at(mechanics, index + 3);
    const substitutionId = newUlid() as SubstitutionId;
    await script.composes(staff.registrar, 'substitution.propose', {
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
  const { registrar, invigilators } = staff;
  script.at(-5, '16:00');
  const theoryRooms = await addRooms(
    script,
    registrar,
    ['教学楼 201', '教学楼 202', '教学楼 203'],
    'theory',
    24,
  );
  const firstShop = await addRooms(script, registrar, ['实训一车间'], 'practical', 40, latheOperator);
  const secondShop = await addRooms(script, registrar, ['实训二车间'], 'practical', 28, carMechanic);
  await does(registrar, 'arrangement.seat', {
    batchId,
    rule: 'classesApart',
    seed: 4,
    sessions: [session('theory', script.instant(0, '08:30'), 90, theoryRooms)],
  });
  await does(registrar, 'arrangement.seat', {
    batchId,
    rule: 'classesApart',
    seed: 4,
    sessions: [
      session('practical', script.instant(0, '10:30'), 240, firstShop),
      session('practical', script.instant(0, '11:10'), 240, secondShop),
    ],
  });
  const theory = await sittingsOf(script, registrar, batchId, 'theory');
  const practical = await sittingsOf(script, registrar, batchId, 'practical');
  for (const [index, sitting] of theory.entries())
    await assign(script, registrar, sitting, 'invigilator', invigilators.slice(index * 2, index * 2 + 2));
  await assign(script, registrar, at(practical, 0), 'invigilator', invigilators.slice(0, 3));
  await assign(script, registrar, at(practical, 1), 'invigilator', invigilators.slice(4, 6));
  for (const sitting of [...theory, ...practical])
    await assign(script, registrar, sitting, 'supervisor', [staff.supervisor]);
  for (const room of [0, 1]) await assignGroup(script, registrar, at(practical, room), groupOf(staff, room));
  await hangCameras(script, staff.technician, { first: at(firstShop, 0), second: at(secondShop, 0) });
  return { theory, practical };
}
