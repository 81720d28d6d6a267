import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import { seededRandom } from '#shared/domain/seating.ts';
import { admit } from './entrance.ts';
import { freezeResults } from './freezing.ts';
import { enterTheory, markCandidate, settleSpreads } from './marking.ts';
import { abilityOf, theoryMark } from './marks.ts';
import type { Person } from './player.ts';
import { at } from './player.ts';
import { addRooms, adoptDemoRubric, makeBatch } from './preparing.ts';
import { registerPeople } from './roster.ts';
import { demoRubric } from './rubrics.ts';
import type { Script } from './script.ts';
import { assign, assignGroup, groupOf, session, sittingsOf } from './seating.ts';
import type { Staff } from './staff.ts';

const shopManager: OccupationLevel = { edition: '2022', code: '4-01-06-01', name: '电子商务师', level: 4 };
const examDays = -12;

/** A batch of weeks ago, all done: marks frozen by two, the list was out; the centre has not got it yet. */
export async function playEarlierBatch(script: Script, staff: Staff): Promise<void> {
  const { does, chief } = script;
  const { registrar } = staff;
  const random = seededRandom(31);
  script.at(-43, '10:00');
  await does(chief, 'site.recoverySheetKept', {});
  const year = script.day(examDays).slice(0, 4);
  const batchId = await makeBatch(script, [{ line: shopManager, major: '电子商务' }], {
    batchNo: `${year}-03`,
    name: `${year}年第3批（电子商务师）`,
    firstDay: script.day(examDays),
    lastDay: script.day(examDays),
    rules: defaultBatchRules,
  });
  script.at(-32, '16:00');
  await does(registrar, 'batch.recordPlan', {
    batchId,
    submittedOn: script.day(-32),
    proof: '区人社局回执 2026-118 号',
  });
  const people = await registerPeople(script, registrar, batchId, shopManager, 24, 77, [
    '2023级电商1班',
    '2023级电商2班',
  ]);
  await adoptDemoRubric(script, registrar, batchId, shopManager);
  const theoryRooms = await addRooms(script, registrar, ['图书楼 301'], 'theory', 30);
  const practicalRooms = await addRooms(script, registrar, ['电商实训室'], 'practical', 24, shopManager);
  script.at(-18, '15:00');
  await does(registrar, 'arrangement.seat', {
    batchId,
    rule: 'classesApart',
    seed: 11,
    sessions: [
      session('theory', script.instant(examDays, '08:30'), 90, theoryRooms),
      session('practical', script.instant(examDays, '10:30'), 240, practicalRooms),
    ],
  });
  const theory = at(await sittingsOf(script, registrar, batchId, 'theory'), 0);
  const practical = at(await sittingsOf(script, registrar, batchId, 'practical'), 0);
  const invigilators = staff.invigilators.slice(0, 2);
  for (const sitting of [theory, practical]) {
    await assign(script, registrar, sitting, 'invigilator', invigilators);
    await assign(script, registrar, sitting, 'supervisor', [staff.supervisor]);
  }
  const group = groupOf(staff, 0);
  await assignGroup(script, registrar, practical, group);

  const stayedAway = people[7];
  const begin = async (sitting: SittingView, invigilator: Person, from: string, start: string) => {
    script.at(examDays, from);
    const came = sitting.seats.filter((seat) => seat.enrolmentId !== stayedAway);
    await admit(script, invigilator, sitting, came);
    script.at(examDays, start);
    await does(invigilator, 'sitting.start', { sittingId: sitting.sittingId });
  };
  await begin(theory, at(invigilators, 0), '08:05', '08:30');
  script.at(examDays, '10:00');
  await does(at(invigilators, 0), 'sitting.finish', { sittingId: theory.sittingId });
  await begin(practical, at(invigilators, 1), '10:10', '10:30');
  script.at(examDays, '14:00');
  const abilities = new Map(people.map((enrolmentId) => [enrolmentId, abilityOf(random)]));
  for (const [enrolmentId, ability] of abilities)
    if (enrolmentId !== stayedAway)
      await markCandidate(script, group, enrolmentId, demoRubric, ability, random);
  script.at(examDays, '14:30');
  await does(at(invigilators, 1), 'sitting.finish', { sittingId: practical.sittingId });

  script.at(examDays + 1, '09:00');
  for (const [enrolmentId, ability] of abilities) {
    const mark = enrolmentId === stayedAway ? null : theoryMark(ability, random);
    await enterTheory(script, staff, enrolmentId, mark, mark);
  }
  await settleSpreads(script, batchId, () => group.lead, '复看作品与记录，取居中评分');
  script.at(examDays + 2, '10:00');
  await freezeResults(script, registrar, batchId);
  await does(registrar, 'publication.record', {
    batchId,
    from: script.day(examDays + 3),
    until: script.day(-1),
    place: '学校公告栏、校园网',
  });
}
