import type { BatchRules } from '#shared/contract/batchRules.ts';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { ItemMark, RubricModule } from '#shared/contract/commands/practical.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { BatchId, EnrolmentId, SittingId, UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Subject } from '#shared/domain/subject.ts';
import { itemsOf } from '#shared/domain/practicalSheets.ts';
import type { WorkingCalendar } from '#shared/domain/workingDays.ts';
import { sittingsOfBatch } from '../../src-main/core/arrangement/queries.ts';
import type { AskContext } from '../../src-main/core/api/answers.ts';
import { apiParts } from '../../src-main/core/api/capability.ts';
import { sealState } from '../../src-main/core/api/seals.ts';
import { capabilities } from '../../src-main/core/capabilities.ts';
import { arrangedSite, hanDigits, lathe, testId, userOf, welder } from './arrangedSite.ts';
import { joins } from './joining.ts';
import { latheModules } from './rubrics.ts';

/** A second and third person of a role. */
export function another(role: Role, number: number): UserId {
  return testId<'user'>(role, number) as UserId;
}

export const lead = userOf('leadExaminer');
export const examiners = [lead, userOf('examiner'), another('examiner', 2)] as const;
export const measurers = [userOf('measurer'), another('measurer', 2)] as const;
export const entryOne = another('markEntry', 1);
export const entryTwo = another('markEntry', 2);
export const verifier = another('markVerifier', 1);

/** 2026 without a holiday but 1 December. */
export const testCalendar: WorkingCalendar = {
  version: 'test',
  years: { '2026': { off: ['2026-12-01'], work: [] } },
};

export const file = { sha256: 'ab'.repeat(32), size: 10, name: 'file.xlsx' };

/**
 * A batch of lathe candidates, seated for theory and practical in one room each, staffed with three examiners (one of them lead)
 * and two measurers, with its rubric adopted. Nobody has come yet.
 */
export async function markedSite(
  people = 3,
  rules: Partial<BatchRules> = {},
  modules: RubricModule[] = latheModules,
) {
  const site = await arrangedSite({ calendar: testCalendar });
  const batchId = testId<'batch'>('batch', 2) as BatchId;
  const more: readonly (readonly [UserId, Role])[] = [
    [another('examiner', 2), 'examiner'],
    [another('examiner', 3), 'examiner'],
    [measurers[1], 'measurer'],
    [entryOne, 'markEntry'],
    [entryTwo, 'markEntry'],
    [verifier, 'markVerifier'],
  ];
  for (const [userId, role] of more)
    await joins(site.submit, {
      userId,
      loginName: `${role}-${userId.slice(-2)}`,
      displayName: `${role} ${userId.slice(-2)}`,
      roles: [role],
    });
  await site.done('chief', 'batch.create', {
    batchId,
    batchNo: 'B2',
    name: '车工三级',
    occupationLevels: [lathe, welder],
    firstDay: '2026-11-24',
    lastDay: '2026-11-25',
    rules: { ...defaultBatchRules, ...rules },
  });
  const names = Array.from({ length: people }, (_, at) => ({
    name: `考生${'甲乙丙丁戊己庚辛'[at] ?? hanDigits(at)}`,
  }));
  const candidates = await site.register(names, batchId);
  await site.room(1, 'theory', Math.max(people, 1));
  await site.room(2, 'practical', Math.max(people, 1));
  await site.done('chief', 'arrangement.seat', {
    batchId,
    rule: 'rosterOrder',
    seed: 0,
    sessions: site.sessions([
      { number: 1, subject: 'theory', startsAt: '2026-11-24T01:00:00.000Z', rooms: [1] },
      { number: 2, subject: 'practical', startsAt: '2026-11-24T06:00:00.000Z', rooms: [2] },
    ]),
  });
  const sittingOf = (subject: Subject): SittingId => {
    const found = sittingsOfBatch(site.store, batchId).find((row) => row.subject === subject);
    if (found === undefined) throw new Error(`no sitting of ${subject}`);
    return found.sittingId;
  };
  const practical = sittingOf('practical');
  const assign = (userId: UserId, duty: 'examiner' | 'leadExaminer' | 'measurer') =>
    site.done('chief', 'staff.assign', { sittingId: practical, userId, duty, reason: null });
  await assign(lead, 'leadExaminer');
  for (const examiner of examiners.slice(1)) await assign(examiner, 'examiner');
  for (const measurer of measurers) await assign(measurer, 'measurer');
  const rubricId = testId<'rubric'>('rubric', 1);
  await site.done('chief', 'rubric.adopt', {
    rubricId,
    batchId,
    occupationLevel: lathe,
    modules,
    file,
  });
  let checkIns = 0;

  const come = async (subject: Subject, who: readonly EnrolmentId[]): Promise<void> => {
    const sittingId = sittingOf(subject);
    site.setTime(subject === 'theory' ? '2026-11-24T00:45:00.000Z' : '2026-11-24T05:45:00.000Z');
    await site.done('chief', 'sitting.admit', { sittingId });
    for (const enrolmentId of who) {
      checkIns += 1;
      const checkInId = testId<'checkIn'>('chk', checkIns);
      await site.done('chief', 'checkin.record', {
        checkInId,
        sittingId,
        enrolmentId,
        method: 'scan',
        exception: null,
      });
    }
    site.setTime(subject === 'theory' ? '2026-11-24T01:00:00.000Z' : '2026-11-24T06:00:00.000Z');
    await site.done('chief', 'sitting.start', { sittingId });
  };
  const finish = (subject: Subject): Promise<unknown> =>
    site.done('chief', 'sitting.finish', { sittingId: sittingOf(subject) });

  return {
    ...site,
    batchId,
    candidates,
    sittingOf,
    assign,
    come,
    finish,
    /** Fills one sheet with the same share of every item's full marks, in percent; `own` replaces single marks. Not signed. */
    fill: async (
      enrolmentId: EnrolmentId,
      kind: SheetKind,
      by: UserId,
      percent: number,
      own: readonly ItemMark[] = [],
    ): Promise<void> => {
      const marks = itemsOf(modules, kind).map(
        ({ moduleNo, item }): ItemMark =>
          own.find((one) => one.moduleNo === moduleNo && one.itemNo === item.no) ?? {
            moduleNo,
            itemNo: item.no,
            scoreHundredths: Math.floor((item.fullHundredths * percent) / 100),
            vetoed: false,
          },
      );
      await site.done(by, 'sheet.mark', { enrolmentId, kind, marks });
    },
    sign: (enrolmentId: EnrolmentId, kind: SheetKind, by: UserId): Promise<unknown> =>
      site.done(by, 'sheet.sign', { enrolmentId, kind }),
    /** What the API answers to this person. */
    asks: (userId: UserId, roles: readonly Role[]): AskContext =>
      ({
        store: site.store,
        at: site.now(),
        actor: { id: userId, roles, desk: 'desk-1' },
        seals: sealState(site.store, apiParts(capabilities).seals),
        demo: false,
      }) as unknown as AskContext,
  };
}

export type MarkedSite = Awaited<ReturnType<typeof markedSite>>;

/** Marks, signs and verifies everything for one candidate, divided mode, the same share everywhere. */
export async function markWhole(site: MarkedSite, enrolmentId: EnrolmentId, percent: number): Promise<void> {
  for (const examiner of examiners) {
    await site.fill(enrolmentId, 'judge', examiner, percent);
    await site.sign(enrolmentId, 'judge', examiner);
  }
  await site.fill(enrolmentId, 'observe', lead, percent);
  await site.sign(enrolmentId, 'observe', lead);
  await site.fill(enrolmentId, 'measure', measurers[0], percent);
  await site.sign(enrolmentId, 'measure', measurers[0]);
  await site.done(measurers[1], 'sheet.verify', { enrolmentId, kind: 'measure', by: measurers[0] });
}

/** Enters a theory mark twice, by two people. */
export async function enterTwice(
  site: MarkedSite,
  enrolmentId: EnrolmentId,
  scoreHundredths: number | null,
): Promise<void> {
  await site.done(entryOne, 'theory.enter', { enrolmentId, scoreHundredths });
  await site.done(entryTwo, 'theory.enter', { enrolmentId, scoreHundredths });
}
