import type { ApprovalId, EnrolmentId, SubstitutionId, UserId } from '#shared/contract/ids.ts';
import type { ItemMark } from '#shared/contract/commands/practical.ts';
import { markReaders, resultReaders, roles, sheetReaders, stationRoles } from '#shared/domain/roles.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import { itemsOf } from '#shared/domain/practicalSheets.ts';
import { buildCore } from '../../src-main/core/app.ts';
import { practicalLine } from '../../src-main/core/practical/queries.ts';
import { resourcesDir } from './ledgerSite.ts';
import { plantedMark, stands } from './plantedNumbers.ts';
import type { Looker, Planted } from './plantedNumbers.ts';
import { latheModules } from './rubrics.ts';
import { createWalk } from './siteWalk.ts';
import { freezeAndPublish } from './siteWalkMarks.ts';
import { bringTo } from './siteWalkStages.ts';
import { want } from './siteWalkView.ts';
import { testFolder } from './testSite.ts';

/** Where the planted marks of the practical subject stand on `latheModules`. */
const place = {
  judge: { moduleNo: 2, itemNo: 1 },
  observe: { moduleNo: 2, itemNo: 2 },
  measure: { moduleNo: 1, itemNo: 1 },
} as const;

/**
 * A core whose exam runs, and the story of its marks in steps: each step plants marks that occur nowhere else, or unseals them. After
 * every step whoever is not in their audience may come across none of them.
 */
export async function plantedSite() {
  const { dir, remove } = testFolder();
  let wallMs = Date.parse('2026-11-24T00:00:00.000Z');
  let steadyMs = 0;
  const setTime = (at: string): void => {
    steadyMs += Date.parse(at) - wallMs;
    wallMs = Date.parse(at);
  };
  const clock = { now: () => wallMs, monotonic: () => steadyMs };
  const core = await buildCore({ dir, resourcesDir, clock, softwareVersion: 'test' });
  const founded = await core.host.setUp(
    {
      institutionCode: 'S500100000001',
      institutionName: '测试技工学校',
      chiefLoginName: 'chief',
      chiefDisplayName: '主考甲',
      chiefPassword: 'test-password-1',
      passphrase: null,
    },
    'host',
  );
  const site = core.host.current();
  if (!founded.ok || site === null) throw new Error('the site was not founded');
  // replaying everything in a worker for each of hundreds of questions tells nothing new
  Object.assign(site, { compareTables: () => Promise.resolve({ match: true, differing: [] }) });
  const walk = createWalk(site, { now: clock.now, pass: () => undefined });
  await bringTo(walk, 3, setTime);
  const { must, view } = walk;
  const others = (
    [
      ['technician', '技术员甲'],
      ['equipmentKeeper', '设备保障员甲'],
    ] as const
  ).map(([role, displayName]) => ({
    userId: view.newId<'user'>('user') as UserId,
    loginName: role,
    displayName,
    roles: [role],
  }));
  await must(...others.map((account) => want('user.create', account)));
  for (const { id } of view.all<{ id: ApprovalId }>(
    "SELECT approval_id AS id FROM approvals WHERE state = 'waiting'",
  ))
    await must(want('approval.grant', { approvalId: id }, view.somebody(['registrar'], 1)));
  await must(...others.map(({ userId }) => want('user.recordPassword', { userId }, 'system' as UserId)));

  const holders = (role: string): readonly [UserId, UserId] => {
    const [first, second = first] = view
      .all<{ id: UserId }>('SELECT user_id AS id FROM users WHERE roles = ? ORDER BY user_id', `["${role}"]`)
      .map((row) => row.id);
    if (first === undefined || second === undefined) throw new Error(`no ${role}`);
    return [first, second];
  };
  const [lead] = holders('leadExaminer');
  const [judge, otherJudge] = holders('examiner');
  const [measurer, verifier] = holders('measurer');
  const [entry] = holders('markEntry');
  const [secondEntry] = holders('markVerifier');
  const [registrar] = holders('registrar');
  const chief = view.somebody(['chief'], 1);
  const came = view.all<{ id: EnrolmentId }>(
    'SELECT DISTINCT enrolment_id AS id FROM check_ins WHERE undone = 0 ORDER BY 1',
  );
  const both = view.all<{ id: EnrolmentId }>(
    'SELECT enrolment_id AS id FROM check_ins WHERE undone = 0 GROUP BY 1 HAVING count(*) = 2 ORDER BY 1',
  );
  const [one, another] = both;
  const away = view.all<{ id: EnrolmentId }>(
    'SELECT enrolment_id AS id FROM enrolments WHERE enrolment_id NOT IN (SELECT enrolment_id FROM check_ins c JOIN sittings s ON s.sitting_id = c.sitting_id JOIN exam_sessions x ON x.session_id = s.session_id WHERE c.undone = 0 AND x.subject = ?) ORDER BY 1',
    'theory',
  )[0];
  if (one === undefined || another === undefined || away === undefined || came.length < 2)
    throw new Error('too few people came');
  const evidence = Buffer.from('%PDF-1.4 83.37');
  const stored = await site.files.put(evidence);
  const file = { ...stored, name: '成绩.pdf' };

  const planted: Planted[] = [];
  const plant = (...more: readonly Planted[]): void => void planted.push(...more);
  const unseal = (...names: readonly string[]): void => {
    for (const each of planted) if (names.includes(each.what)) each.sealed = false;
  };
  const marks = (kind: SheetKind, planted?: number): ItemMark[] =>
    itemsOf(latheModules, kind).map(({ moduleNo, item }) => {
      const at = place[kind as keyof typeof place];
      const isPlanted = planted !== undefined && at.moduleNo === moduleNo && at.itemNo === item.no;
      const scoreHundredths = isPlanted ? planted : Math.floor(item.fullHundredths / 2);
      return { moduleNo, itemNo: item.no, scoreHundredths, vetoed: false };
    });
  const fill = (enrolmentId: EnrolmentId, kind: SheetKind, by: UserId, planted?: number) =>
    must(want('sheet.mark', { enrolmentId, kind, marks: marks(kind, planted) }, by));
  const sign = (enrolmentId: EnrolmentId, kind: SheetKind, by: UserId) =>
    must(want('sheet.sign', { enrolmentId, kind }, by));
  const hashOf = (by: UserId): Planted => {
    const [row] = view.all<{ hash: string }>(
      "SELECT sheet_sha256 AS hash FROM score_sheets WHERE enrolment_id = ? AND kind = 'judge' AND scorer_id = ?",
      one.id,
      by,
    );
    if (row === undefined) throw new Error('a signed sheet');
    return { what: 'signature', texts: [row.hash], writers: [by], readers: sheetReaders, sealed: true };
  };

  /** Marks of everybody else who sat the theory paper, as a machine's file has them. */
  const importedMarks = () =>
    view
      .all<{ id: EnrolmentId }>(
        "SELECT enrolment_id AS id FROM check_ins c JOIN sittings s ON s.sitting_id = c.sitting_id JOIN exam_sessions x ON x.session_id = s.session_id WHERE c.undone = 0 AND x.subject = 'theory' AND enrolment_id <> ?",
        one.id,
      )
      .map(({ id }, row) => ({
        enrolmentId: id,
        scoreHundredths: id === another.id ? 6173 : 6000,
        row: row + 2,
      }));

  /** The states of the marks, one after another. */
  const steps: readonly (readonly [string, () => Promise<void>])[] = [
    [
      'one theory entry, sheets begun, a course exam proposed',
      async () => {
        await must(want('theory.enter', { enrolmentId: one.id, scoreHundredths: 7319 }, entry));
        await fill(one.id, 'judge', judge, 3119);
        await fill(one.id, 'judge', lead, 3137);
        await fill(one.id, 'observe', lead, 3779);
        await fill(one.id, 'measure', measurer, 3571);
        await must(
          want(
            'substitution.propose',
            {
              substitutionId: view.newId<'substitution'>('subs') as SubstitutionId,
              enrolmentId: away.id,
              courseName: '机械基础',
              courseCode: null,
              term: '2026 春',
              examDate: null,
              rawHundredths: 8337,
              fullHundredths: 10_000,
              teacher: '刘某',
              evidence: file,
            },
            registrar,
          ),
        );
        plant(
          plantedMark('first entry', 7319, [entry], markReaders),
          plantedMark('judged by one', 3119, [judge], sheetReaders),
          plantedMark('judged by the lead', 3137, [lead], sheetReaders),
          plantedMark('observed', 3779, [lead], sheetReaders),
          plantedMark('measured', 3571, [measurer], [...sheetReaders, ...stationRoles]),
          plantedMark('course exam', 8337, [registrar], markReaders, false),
        );
      },
    ],
    [
      'some have signed',
      async () => {
        await sign(one.id, 'judge', judge);
        await sign(one.id, 'observe', lead);
        await sign(one.id, 'measure', measurer);
        plant(hashOf(judge));
        unseal('measured');
      },
    ],
    [
      'all examiners have signed, two theory entries differ',
      async () => {
        await sign(one.id, 'judge', lead);
        await fill(one.id, 'judge', otherJudge, 1151);
        await sign(one.id, 'judge', otherJudge);
        await must(
          want('sheet.verify', { enrolmentId: one.id, kind: 'measure', by: measurer }, verifier),
          want('theory.enter', { enrolmentId: one.id, scoreHundredths: 7327 }, secondEntry),
        );
        plant(
          plantedMark('judged by the last', 1151, [otherJudge], sheetReaders, false),
          plantedMark('second entry', 7327, [secondEntry], markReaders, false),
        );
        unseal('first entry', 'judged by one', 'judged by the lead', 'observed', 'signature');
      },
    ],
    [
      'one person has imported the other theory marks',
      async () => {
        const imported = importedMarks();
        await must(
          want(
            'theory.import',
            {
              batchId: view.all<{ id: never }>('SELECT batch_id AS id FROM batches')[0]?.id as never,
              file,
              rows: imported.length,
              marks: imported,
            },
            entry,
          ),
        );
        plant(plantedMark('from the machine', 6173, [entry], markReaders));
      },
    ],
    [
      'another has compared them with the paper',
      async () => {
        await must(
          ...importedMarks().map(({ enrolmentId, scoreHundredths }) =>
            want('theory.compare', { enrolmentId, scoreHundredths, lookedAgain: false }, secondEntry),
          ),
        );
        unseal('from the machine');
      },
    ],
    [
      'what differed is settled, everybody else is marked',
      async () => {
        const settled = { enrolmentId: one.id, scoreHundredths: 7331, reason: '复看答卷' };
        await must(want('theory.resolve', settled, chief));
        const decision = { enrolmentId: one.id, scoreHundredths: 2953, reason: '复看工件' };
        await must(want('adjudication.decide', { ...decision, ...place.judge }, lead));
        const [asked] = view.all<{ id: ApprovalId }>(
          "SELECT approval_id AS id FROM approvals WHERE state = 'waiting'",
        );
        if (asked === undefined) throw new Error('an adjudication waits for its second person');
        await must(want('approval.grant', { approvalId: asked.id }, chief));
        const others = came.filter(({ id }) => id !== one.id);
        for (const { id } of others) {
          for (const by of [lead, judge, otherJudge]) {
            await fill(id, 'judge', by);
            await sign(id, 'judge', by);
          }
          await fill(id, 'observe', lead);
          await sign(id, 'observe', lead);
          await fill(id, 'measure', measurer);
          await sign(id, 'measure', measurer);
          await must(want('sheet.verify', { enrolmentId: id, kind: 'measure', by: measurer }, verifier));
        }
        const [proposal] = view.all<{ id: SubstitutionId }>(
          'SELECT substitution_id AS id FROM substitutions',
        );
        if (proposal === undefined) throw new Error('a proposal');
        const approved = { substitutionId: proposal.id, decision: 'approved', reason: '已核对' } as const;
        await must(want('substitution.decide', approved, chief));
        const total = practicalLine(site.store, one.id)?.score?.scoreHundredths;
        if (typeof total !== 'number') throw new Error('a total');
        plant(
          plantedMark('third look', 7331, [chief], markReaders, false),
          plantedMark('adjudicated', 2953, [lead], sheetReaders, false),
          plantedMark('practical total', total, [], [...resultReaders, ...sheetReaders], false),
        );
      },
    ],
  ];

  const [person] = view.all<{ code: string; ticket: string; name: string }>(
    `SELECT e.workpiece_code AS code, e.ticket_number AS ticket, c.name FROM enrolments e JOIN candidates c
     ON c.candidate_id = e.candidate_id WHERE e.enrolment_id = ?`,
    one.id,
  );
  if (person === undefined) throw new Error('a person');
  let frozen = false;

  return {
    /** Whether a text holds the code of a workpiece and whose it is. */
    joinsCode: (text: string): boolean =>
      stands(person.code, text) && (stands(person.ticket, text) || text.includes(person.name)),
    mayJoinCode: (looker: Looker): boolean =>
      frozen && (looker?.roles.some((role) => sheetReaders.includes(role)) ?? false),
    core,
    site,
    view,
    planted,
    steps,
    people: { one: one.id, another: another.id },
    /** One of each role, and of examiners and measurers two. */
    staff: [
      ...roles.map((role) => (role === 'chief' ? chief : holders(role)[0])),
      otherJudge,
      verifier,
    ] as readonly UserId[],
    sheets: { lead, observer: lead, judge, otherJudge, measurer },
    freeze: async () => {
      const sittings = view.all<{ id: never }>('SELECT sitting_id AS id FROM sittings ORDER BY 1');
      await must(...sittings.map(({ id }) => want('sitting.finish', { sittingId: id }, chief)));
      const [batch] = view.all<{ id: never }>('SELECT batch_id AS id FROM batches');
      if (batch === undefined) throw new Error('a batch');
      await freezeAndPublish(walk, batch.id);
      frozen = true;
    },
    close: async () => {
      await core.close();
      remove();
    },
  };
}

export type PlantedSite = Awaited<ReturnType<typeof plantedSite>>;
