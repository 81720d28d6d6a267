import { newUlid } from '#node/newUlid.ts';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { BatchId, SessionId } from '#shared/contract/ids.ts';
import { seededRandom } from '#shared/domain/seating.ts';
import { resultTable } from '../results/table.ts';
import { matrixRows } from '../practical/matrix.ts';
import { abilityOf, theoryMark } from './marks.ts';
import type { Script } from './script.ts';
import type { Staff } from './staff.ts';
import {
  addRoom,
  adoptRubric,
  assignGroup,
  groupOf,
  letIn,
  markWhole,
  registerPeople,
  shopManager,
  sittingsOf,
} from './story.ts';

const examDays = -12;

/** A batch of weeks ago, all done: marks frozen by two, the list was out; the centre has not got it yet. */
export async function playEarlierBatch(script: Script, staff: Staff): Promise<void> {
  const { does, chief, site } = script;
  const random = seededRandom(31);
  const batchId = newUlid() as BatchId;
  script.at(-43, '10:00');
  await does(chief, 'site.recoverySheetKept', {});
  await does(chief, 'institution.fileOccupation', {
    edition: shopManager.edition,
    code: shopManager.code,
    level: shopManager.level,
    major: '电子商务',
  });
  await does(chief, 'batch.create', {
    batchId,
    batchNo: `${script.day(examDays).slice(0, 4)}-03`,
    name: `${script.day(examDays).slice(0, 4)}年第3批（电子商务师）`,
    occupationLevels: [shopManager],
    firstDay: script.day(examDays),
    lastDay: script.day(examDays),
    rules: defaultBatchRules,
  });
  await does(staff.registrar, 'batch.recordPlan', {
    batchId,
    submittedOn: script.day(-32),
    proof: '区人社局回执 2026-118 号',
  });
  const people = await registerPeople(script, staff.registrar, batchId, shopManager, 24, 77, [
    '2023级电商1班',
    '2023级电商2班',
  ]);
  await adoptRubric(script, staff.registrar, batchId, shopManager);
  const theoryRoom = await addRoom(script, staff.registrar, '图书楼 301', 'theory', 30);
  const practicalRoom = await addRoom(script, staff.registrar, '电商实训室', 'practical', 24);
  script.at(-18, '15:00');
  await does(staff.registrar, 'arrangement.seat', {
    batchId,
    rule: 'classesApart',
    seed: 11,
    sessions: [
      {
        sessionId: newUlid() as SessionId,
        subject: 'theory',
        startsAt: script.instant(examDays, '08:30'),
        minutes: 90,
        roomIds: [theoryRoom],
      },
      {
        sessionId: newUlid() as SessionId,
        subject: 'practical',
        startsAt: script.instant(examDays, '10:30'),
        minutes: 240,
        roomIds: [practicalRoom],
      },
    ],
  });
  const [theory] = sittingsOf(script, batchId, 'theory');
  const [practical] = sittingsOf(script, batchId, 'practical');
  const [door, second] = staff.invigilators;
  if (theory === undefined || practical === undefined || door === undefined || second === undefined)
    throw new Error('the earlier batch has no sittings');
  for (const sitting of [theory, practical]) {
    for (const one of [door, second])
      await does(staff.registrar, 'staff.assign', {
        sittingId: sitting.sittingId,
        userId: one.userId,
        duty: 'invigilator',
        reason: null,
      });
  }
  const group = groupOf(staff, 0);
  await assignGroup(script, staff.registrar, practical, group);

  const stayedAway = people[7];
  script.at(examDays, '08:05');
  await does(door, 'sitting.admit', { sittingId: theory.sittingId });
  for (const seat of theory.seats)
    if (seat.enrolmentId !== stayedAway) await letIn(script, door, theory, seat.enrolmentId);
  script.at(examDays, '08:30');
  await does(door, 'sitting.start', { sittingId: theory.sittingId });
  script.at(examDays, '10:00');
  await does(door, 'sitting.finish', { sittingId: theory.sittingId });
  script.at(examDays, '10:10');
  await does(second, 'sitting.admit', { sittingId: practical.sittingId });
  for (const seat of practical.seats)
    if (seat.enrolmentId !== stayedAway) await letIn(script, second, practical, seat.enrolmentId);
  script.at(examDays, '10:30');
  await does(second, 'sitting.start', { sittingId: practical.sittingId });
  script.at(examDays, '14:00');
  const abilities = new Map(people.map((enrolmentId) => [enrolmentId, abilityOf(random)]));
  for (const enrolmentId of people)
    if (enrolmentId !== stayedAway)
      await markWhole(script, group, enrolmentId, abilities.get(enrolmentId) ?? 0.7, random);
  script.at(examDays, '14:30');
  await does(second, 'sitting.finish', { sittingId: practical.sittingId });

  script.at(examDays + 1, '09:00');
  for (const enrolmentId of people) {
    const scoreHundredths =
      enrolmentId === stayedAway ? null : theoryMark(abilities.get(enrolmentId) ?? 0.7, random);
    await does(staff.markEntry, 'theory.enter', { enrolmentId, scoreHundredths });
    await does(staff.markVerifier, 'theory.enter', { enrolmentId, scoreHundredths });
  }
  for (const row of matrixRows(site.store, batchId)) {
    for (const spread of row.spreads) {
      const marks = spread.byExaminer
        .map((one) => one.scoreHundredths)
        .toSorted((left, right) => left - right);
      await does(group.lead, 'adjudication.decide', {
        enrolmentId: row.enrolmentId,
        moduleNo: spread.moduleNo,
        itemNo: spread.itemNo,
        scoreHundredths: marks[1] ?? 0,
        vetoed: false,
        reason: '复看作品与记录，取居中评分',
      });
    }
  }
  script.at(examDays + 2, '10:00');
  const table = resultTable(site.store, batchId, script.instant(examDays + 2, '10:00'));
  if (table === null) throw new Error('the earlier batch has no results');
  await script.together(staff.registrar, chief, 'results.freeze', {
    batchId,
    tableSha256: table.tableSha256,
  });
  await does(staff.registrar, 'publication.record', {
    batchId,
    from: script.day(examDays + 3),
    until: script.day(-1),
    place: '学校公告栏、校园网',
  });
}
