import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import { newUlid } from '#node/newUlid.ts';
import { wordsOf } from '#shared/words/words.ts';
import { seededRandom } from '#shared/domain/seating.ts';
import type { CheckInId, EnrolmentId } from '#shared/contract/ids.ts';
import type { BatchDetail } from '#shared/contract/views/preparation.ts';
import { makeDemoBatch } from '../../src-main/cli/demo/batch.ts';
import { enrolCentre, foundSite } from '../../src-main/cli/demo/founding.ts';
import { fetchReceipt, sealPackage, writePackage } from '../../src-main/cli/demo/handover.ts';
import type { Play } from '../../src-main/cli/demo/play.ts';
import { checkRoster, importRoster } from '../../src-main/cli/demo/roster.ts';
import { openStage } from '../../src-main/cli/demo/stage.ts';
import { openSiteFolder } from '../../src-main/cli/openSiteFolder.ts';
import { admit } from '../../src-main/core/demo/entrance.ts';
import { freezeResults } from '../../src-main/core/demo/freezing.ts';
import { enterTheory, markCandidate, settleSpreads } from '../../src-main/core/demo/marking.ts';
import { madeUpPeople } from '../../src-main/core/demo/people.ts';
import type { Person } from '../../src-main/core/demo/player.ts';
import { at, together } from '../../src-main/core/demo/player.ts';
import { addRooms } from '../../src-main/core/demo/preparing.ts';
import { assign, session, sittingsOf } from '../../src-main/core/demo/seating.ts';
import { peopleFile } from '../../src-main/core/packages/peopleFile.ts';
import { badgesIssued, outsiderJoins, smallestStaffing, withBadges } from '../support/smallestStaffing.ts';
import { testFolder } from '../support/testSite.ts';
import { pairsOf } from '../support/twoPeople.ts';

/** The smallest staffing carries a whole batch, from the roster to the accepted receipt, over the API of a running core. */

const { dir, remove } = testFolder();
const out = join(dir, 'staffing');
let readiness: BatchDetail['readiness'];
let receipt: Awaited<ReturnType<typeof fetchReceipt>>;
let file: PackageFiles['people.json'];
let pairs: readonly string[];
let outcomes: readonly string[];
const idOf = new Map<string, string>();

beforeAll(async () => {
  const stage = await openStage(out, {});
  try {
    await playWholeBatch(stage);
  } finally {
    await stage.close();
  }
  const opened = await openSiteFolder(join(out, 'site'), join(out, 'keys', 'site.key'), true);
  if (!opened.ok) throw new Error(opened.message);
  const batch = opened.store.raw.prepare('SELECT batch_id AS id, batch_no AS no FROM batches').get() as {
    readonly id: Parameters<typeof peopleFile>[2];
    readonly no: string;
  };
  file = peopleFile(opened.store, batch.no, batch.id);
  pairs = pairsOf(opened.store);
  opened.store.close();
}, 300_000);
afterAll(remove);

async function playWholeBatch(stage: Awaited<ReturnType<typeof openStage>>): Promise<void> {
  const office = await foundSite(stage);
  const options = { out, roster: null, theory: null, rubric: null, json: true };
  const random = seededRandom(6);
  const play: Play = { stage, options, player: office, random };
  await enrolCentre(play);
  const joins = async (name: Exclude<keyof typeof smallestStaffing, 'chief'>): Promise<Person> => {
    const person = await office.joins(name, name, smallestStaffing[name]);
    idOf.set(name, person.userId);
    return person;
  };
  const { chief } = office;
  idOf.set('chief', chief.userId);
  const registrar = await joins('registrar');
  const markEntry = await joins('markEntry');
  const markVerifier = await joins('markVerifier');
  const measurer = await joins('measurer');
  const outsider = async (name: 'lead' | 'examinerOne' | 'examinerTwo' | 'supervisor') => {
    const person = await outsiderJoins(office, registrar, name, smallestStaffing[name]);
    idOf.set(name, person.userId);
    return person;
  };
  const lead = await outsider('lead');
  const examiners = [await outsider('examinerOne'), await outsider('examinerTwo')];
  const supervisor = await outsider('supervisor');

  const roster = rosterOf(6);
  const checked = await checkRoster(play, registrar, roster);
  const { batchId, modulesOf } = await makeDemoBatch(play, checked);
  await importRoster(play, registrar, batchId, roster);
  const line = at(
    (await office.clientOf(registrar).ask('candidates.list', { batchId, text: '', offset: 0, limit: 1 }))
      .rows,
    0,
  ).occupationLevel;
  // One joins when the batch runs already: the supervisor sees the ID document, so that nobody doubts the account.
  const doorkeeper = await joins('doorkeeper');
  await together(office, chief, registrar, 'batch.nameDeputy', { batchId, userId: measurer.userId });
  const outside = [lead, ...examiners, supervisor];
  const badges = await badgesIssued(stage, office, registrar, batchId, outside);
  const player = withBadges(office, badges);
  await player.does(supervisor, 'account.vouch', { userId: doorkeeper.userId, document: '居民身份证' });

  const [theoryRoom] = await addRooms(player, registrar, ['理论考场'], 'theory', 30);
  const [workshop] = await addRooms(player, registrar, ['实训车间'], 'practical', 10, line);
  if (theoryRoom === undefined || workshop === undefined) throw new Error('rooms');
  const instant = (before: number) =>
    new Date(Date.now() + stage.clockOffsetMs - before * 60_000).toISOString();
  await player.does(registrar, 'arrangement.seat', {
    batchId,
    rule: 'classesApart',
    seed: 2026,
    sessions: [
      session('theory', instant(100), 60, [theoryRoom]),
      session('practical', instant(15), 240, [workshop]),
    ],
  });
  const theory = at(await sittingsOf(player, registrar, batchId, 'theory'), 0);
  const practical = at(await sittingsOf(player, registrar, batchId, 'practical'), 0);
  await assign(player, registrar, theory, 'invigilator', [markEntry, markVerifier]);
  await assign(player, registrar, practical, 'invigilator', [doorkeeper]);
  await assign(player, registrar, practical, 'leadExaminer', [lead]);
  await assign(player, registrar, practical, 'examiner', examiners);
  await assign(player, registrar, practical, 'measurer', [measurer]);
  for (const sitting of [theory, practical])
    await assign(player, registrar, sitting, 'supervisor', [supervisor]);
  readiness = (await office.clientOf(registrar).ask('batches.one', { batchId }))?.readiness ?? [];

  const [late, ...inTime] = theory.seats;
  if (late === undefined) throw new Error('seats');
  await admit(player, markEntry, theory, inTime);
  await player.does(markEntry, 'sitting.start', { sittingId: theory.sittingId });
  await together(player, markEntry, markVerifier, 'checkin.record', {
    checkInId: newUlid() as CheckInId,
    sittingId: theory.sittingId,
    enrolmentId: late.enrolmentId,
    method: 'typed',
    exception: { code: 'document-missing', reason: '证件由班主任送到' },
  });
  await player.does(markEntry, 'sitting.finish', { sittingId: theory.sittingId });
  await enterAll(
    player,
    { markEntry, markVerifier },
    registrar,
    theory.seats.map((seat) => seat.enrolmentId),
  );

  await admit(player, doorkeeper, practical, practical.seats);
  await player.does(doorkeeper, 'sitting.start', { sittingId: practical.sittingId });
  // What the one measurer measures, an examiner of the group reads again.
  const group = { lead, examiners, measurer, verifier: at(examiners, 0) };
  for (const { enrolmentId } of practical.seats)
    await markCandidate(player, group, enrolmentId, modulesOf(line), 0.9, random);
  await player.does(doorkeeper, 'sitting.finish', { sittingId: practical.sittingId });
  await settleSpreads(player, batchId, () => lead, '复看工件，取中间评分');

  const table = await freezeResults(player, registrar, batchId);
  outcomes = table.rows.map((row) => row.outcome);
  // The chief is on the road: the deputy agrees.
  const sealed = await sealPackage({ ...play, player }, registrar, batchId, measurer);
  await writePackage(play, registrar, sealed.packageId);
  receipt = await fetchReceipt(play, registrar, batchId, sealed.packageId);
}

/** A roster of made-up people for one occupation. */
function rosterOf(count: number): { readonly name: string; readonly bytes: Uint8Array } {
  const lines = madeUpPeople(count, 6, ['2023级数控1班']).map(
    (one) =>
      `${one.name},${one.sex === 'male' ? '男' : '女'},${one.documentNumber},${one.className},车工,6-18-01-01,三级/高级工`,
  );
  const text = ['姓名,性别,身份证号,班级,职业,职业编码,等级', ...lines].join('\r\n');
  return { name: '名册.csv', bytes: Buffer.from(`\uFEFF${text}\r\n`) };
}

/** Both enter every mark; of the first they read two, and the registrar, who entered neither, settles it with the paper in hand. */
async function enterAll(
  player: Play['player'],
  two: { readonly markEntry: Person; readonly markVerifier: Person },
  registrar: Person,
  enrolmentIds: readonly EnrolmentId[],
): Promise<void> {
  for (const [index, enrolmentId] of enrolmentIds.entries())
    await enterTheory(player, two, enrolmentId, 7000, index === 0 ? 7500 : 7000);
  await player.does(registrar, 'theory.resolve', {
    enrolmentId: at(enrolmentIds, 0),
    scoreHundredths: 7500,
    reason: '对照答卷，为 75 分',
  });
}

describe('the smallest staffing', () => {
  test('is enough before the first day: the batch misses nobody', () => {
    const staff = ['people', 'invigilators', 'examiners', 'leads', 'supervisors'];
    const lines = readiness.filter(({ code }) => staff.includes(code));
    expect(lines.map(({ code, state }) => [code, state])).toEqual(staff.map((code) => [code, 'ready']));
  });

  test('brings everybody to a result, and the package to an accepted receipt', () => {
    expect(outcomes).toEqual(Array.from({ length: 6 }, () => 'passed'));
    expect(receipt.decision).toBe('accepted');
  });

  test('has two people behind whatever needs two', () => {
    const nameOf = new Map(Array.from(idOf, ([name, id]) => [id, name]));
    const signed = file.approvals.map(
      ({ commandType, requestedBy, by }) => `${commandType}: ${nameOf.get(requestedBy)}, ${nameOf.get(by)}`,
    );
    expect([...new Set(signed)].filter((one) => !one.startsWith('adjudication')).toSorted()).toEqual([
      'badge.issue: registrar, chief',
      'batch.nameDeputy: chief, registrar',
      'checkin.record: markEntry, markVerifier',
      'package.seal: registrar, measurer',
      'results.freeze: registrar, chief',
    ]);
    expect(file.approvals.filter(({ lone }) => lone !== null)).toEqual([]);
    expect(pairs.filter((pair) => pair.includes('one person'))).toEqual([]);
    expect(pairs).toContain('sheet.verified: measurer and examiner');
  });

  test('is ten people, of whom the one who joined during the batch was vouched for by the supervisor', () => {
    expect(file.people).toHaveLength(Object.keys(smallestStaffing).length);
    const doorkeeper = file.people.find(({ userId }) => userId === idOf.get('doorkeeper'));
    expect(doorkeeper?.account.map(({ kind, by }) => [kind, by])).toEqual([
      ['made', idOf.get('chief')],
      ['claimed', idOf.get('doorkeeper')],
      ['vouched', idOf.get('supervisor')],
    ]);
    expect(file.deputy?.userId).toBe(idOf.get('measurer'));
  });

  test('stands as a table in the manual, with the same roles', () => {
    const { roles } = wordsOf('zh', 'common');
    const manual = readFileSync(
      join(import.meta.dirname, '..', '..', 'docs', 'manual', '13-accounts.md'),
      'utf8',
    );
    const rows = manual.split('\n').flatMap((row) => {
      const [, person, held] = row.split('|').map((cell) => cell.trim());
      return /^\d+$/.test(person ?? '') ? [held] : [];
    });
    expect(rows).toEqual(
      Object.values(smallestStaffing).map((held) => held.map((role) => roles[role]).join('、')),
    );
  });
});
