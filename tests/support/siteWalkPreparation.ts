import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type {
  ApprovalId,
  BadgeId,
  BatchId,
  CandidateId,
  EnrolmentId,
  PinId,
  RoomId,
  SessionId,
  SittingId,
  UserId,
} from '#shared/contract/ids.ts';
import { documentNumberOf } from './arrangedSite.ts';
import { roles } from '#shared/domain/roles.ts';
import {
  batchesOf,
  candidatesOf,
  enrolmentsOf,
  file,
  ids,
  lathe,
  latheWorkstations,
  pickOf,
  sittingsOf,
  waitingOf,
  want,
  when,
} from './siteWalkView.ts';
import type { Wants } from './siteWalkView.ts';

const firstSession = Date.parse('2026-11-24T00:30:00.000Z');

function identityOf(number: number) {
  return {
    name: `考生${'甲乙丙丁戊己庚辛壬癸'.charAt(number % 10)}`,
    documentType: 'residentId',
    documentNumber: documentNumberOf(number),
    sex: null,
    birthDate: null,
    studentNumber: null,
    className: `${1 + (number % 2)}班`,
    phone: null,
    remark: number % 3 === 0 ? '插班' : null,
  };
}
const seat: Wants = (view, pick, amount) =>
  when(pickOf(batchesOf(view), pick), (batchId) => {
    const rooms = view.all<{ id: RoomId; subject: 'theory' | 'practical' }>(
      'SELECT room_id AS id, subject FROM rooms ORDER BY room_id',
    );
    const sessions = (['theory', 'practical'] as const).flatMap((subject, index) => {
      const roomIds = rooms.filter((room) => room.subject === subject).map((room) => room.id);
      if (roomIds.length === 0) return [];
      const startsAt = new Date(firstSession + (index + (amount % 4) * 2) * 3 * 3_600_000).toISOString();
      return [
        { sessionId: view.newId<'session'>('sess') as SessionId, subject, startsAt, minutes: 90, roomIds },
      ];
    });
    if (sessions.length === 0) return [];
    return want('arrangement.seat', {
      batchId,
      rule: (['rosterOrder', 'shuffled', 'classesApart'] as const)[pick % 3] ?? 'shuffled',
      seed: amount,
      sessions,
    });
  });

const assignStaff: Wants = (view, pick, amount) =>
  when(pickOf(sittingsOf(view), pick), (sittingId) => {
    const duty =
      (['examiner', 'invigilator', 'leadExaminer', 'measurer', 'supervisor'] as const)[amount % 5] ??
      'examiner';
    return want('staff.assign', {
      sittingId,
      userId: view.somebody([duty], pick),
      duty,
      reason: pick % 2 === 0 ? '临时替换' : null,
    });
  });

/** Steps before the exam day. */
export const preparationKinds = [
  { name: 'timePasses', wants: () => [] },
  {
    name: 'addPerson',
    wants: (view, pick, amount) => [
      want('user.create', {
        userId: view.newId<'user'>('user') as UserId,
        loginName: `p${amount}`,
        displayName: `人员${amount}`,
        roles: [pickOf(roles, pick) ?? 'examiner'],
      }),
    ],
  },
  {
    name: 'changePerson',
    wants: (view, pick, amount) =>
      when(pickOf(ids<UserId>(view, 'SELECT user_id AS id FROM users ORDER BY user_id'), pick), (userId) =>
        amount % 4 === 0
          ? want('user.disable', { userId, reason: '调离' })
          : amount % 4 === 1
            ? want('user.recordPassword', { userId }, 'system' as UserId)
            : want('user.setRoles', {
                userId,
                roles: [
                  ...new Set([
                    roles[pick % roles.length] ?? 'examiner',
                    roles[amount % roles.length] ?? 'examiner',
                  ]),
                ],
              }),
      ),
  },
  {
    name: 'enablePerson',
    wants: (view, pick) =>
      when(pickOf(ids<UserId>(view, 'SELECT user_id AS id FROM users WHERE disabled = 1'), pick), (userId) =>
        want('user.enable', { userId, reason: '回来' }),
      ),
  },
  {
    name: 'recoverChief',
    wants: (view, pick) =>
      when(
        pickOf(
          ids<UserId>(view, `SELECT user_id AS id FROM users WHERE roles LIKE '%chief%' ORDER BY user_id`),
          pick,
        ),
        (userId) => [
          want('user.recover', { userId, credentialId: null }, 'system' as UserId),
          want('user.recordPassword', { userId }, 'system' as UserId),
        ],
      ),
  },
  {
    name: 'vouch',
    wants: (view, pick) =>
      when(pickOf(ids<UserId>(view, 'SELECT user_id AS id FROM users ORDER BY user_id'), pick), (userId) =>
        want('account.vouch', { userId, document: '居民身份证' }),
      ),
  },
  {
    name: 'nameDeputy',
    wants: (view, pick) =>
      when(pickOf(batchesOf(view), pick), (batchId) =>
        want('batch.nameDeputy', { batchId, userId: view.somebody(['invigilator', 'registrar'], pick) }),
      ),
  },
  {
    name: 'fileOccupation',
    wants: (_view, pick) => [
      want('institution.fileOccupation', {
        edition: '2022',
        code: lathe.code,
        level: pick % 2 === 0 ? 3 : 4,
        major: `专业${pick % 5}`,
      }),
    ],
  },
  {
    name: 'makeBatch',
    wants: (view, pick) => [
      want('batch.create', {
        batchId: view.newId<'batch'>('batch') as BatchId,
        batchNo: `B${pick % 20}`,
        name: '又一批',
        occupationLevels: [lathe],
        firstDay: '2026-11-24',
        lastDay: '2026-11-26',
        // Other rules than the defaults are the chief's; some walks have them tried by others.
        rules: { ...defaultBatchRules, publicationWorkingDays: pick % 3 === 0 ? 0 : 5 },
      }),
    ],
  },
  {
    name: 'recordPlan',
    wants: (view, pick, amount) =>
      when(pickOf(batchesOf(view), pick), (batchId) =>
        want('batch.recordPlan', { batchId, submittedOn: '2026-11-02', proof: `回执 ${amount}` }),
      ),
  },
  {
    name: 'importRoster',
    wants: (view, pick, amount) =>
      when(pickOf(batchesOf(view), pick), (batchId) => {
        const people = Array.from({ length: 1 + (amount % 4) }, (_, index) => ({
          candidateId: view.newId<'candidate'>('cand') as CandidateId,
          enrolmentId: view.newId<'enrolment'>('enr') as EnrolmentId,
          identity: identityOf((amount + index * 7) % 40),
          occupationLevel: lathe,
          sheet: 1,
          row: index + 2,
          warnings: pick % 5 === 0 ? ['bad-phone'] : [],
        }));
        return want('roster.import', { batchId, file, rows: people.length, people, leftOut: [] });
      }),
  },
  {
    name: 'withdraw',
    wants: (view, pick) =>
      when(pickOf(enrolmentsOf(view), pick), (enrolmentId) =>
        want('enrolment.withdraw', { enrolmentId, reason: '本人放弃' }),
      ),
  },
  {
    name: 'correct',
    wants: (view, pick, amount) =>
      when(pickOf(candidatesOf(view), pick), (candidateId) =>
        want('candidate.correct', { candidateId, identity: identityOf(amount % 60), evidence: '证件原件' }),
      ),
  },
  {
    name: 'blank',
    wants: (view, pick) =>
      when(pickOf(candidatesOf(view), pick), (candidateId) =>
        want('candidate.blank', { candidateId, reason: '本人申请删除' }),
      ),
  },
  {
    name: 'issueBadge',
    wants: (view, pick) =>
      when(pickOf(batchesOf(view), pick), (batchId) =>
        want('badge.issue', {
          batchId,
          badges: [{ badgeId: view.newId<'badge'>('badge') as BadgeId, userId: view.somebody(roles, pick) }],
        }),
      ),
  },
  ...(['grant one', 'grant two', 'grant three'] as const).map((name) => ({
    name,
    wants: ((view, pick) =>
      when(pickOf(waitingOf(view), pick), (approvalId) =>
        want('approval.grant', { approvalId }, view.somebody(['chief', 'registrar'], pick)),
      )) satisfies Wants,
  })),
  {
    name: 'useBadge',
    wants: (view, pick, amount) =>
      when(
        pickOf(ids<BadgeId>(view, 'SELECT badge_id AS id FROM badges WHERE revoked = 0 ORDER BY 1'), pick),
        (badgeId) =>
          amount % 4 === 0
            ? want('badge.print', { badgeIds: [badgeId] })
            : amount % 4 === 1
              ? want(
                  'badge.recordPin',
                  { badgeId, pinId: view.newId<'pin'>('pin') as PinId },
                  'system' as UserId,
                )
              : amount % 4 === 2
                ? want('badge.replace', {
                    badgeId,
                    newBadgeId: view.newId<'badge'>('badge') as BadgeId,
                    reason: '遗失',
                  })
                : want('badge.revoke', { badgeId, reason: '离场' }),
      ),
  },
  {
    name: 'setIdleLock',
    wants: (_view, _pick, amount) => [want('desk.setIdleLock', { minutes: 5 + (amount % 20) })],
  },
  {
    name: 'refuseApproval',
    wants: (view, pick) =>
      when(pickOf(waitingOf(view), pick), (approvalId) =>
        want(
          'approval.refuse',
          { approvalId, reason: '不同意' },
          view.somebody(['chief', 'registrar'], pick),
        ),
      ),
  },
  {
    name: 'withdrawApproval',
    wants: (view, pick) =>
      when(
        pickOf(
          view.all<{ id: ApprovalId; by: UserId }>(
            "SELECT approval_id AS id, requested_by AS by FROM approvals WHERE state = 'waiting' ORDER BY 1",
          ),
          pick,
        ),
        ({ id, by }) => want('approval.withdraw', { approvalId: id }, by),
      ),
  },
  {
    name: 'addRoom',
    wants: (view, pick, amount) => [
      want('room.add', {
        roomId: view.newId<'room'>('room') as RoomId,
        name: `考场${amount % 30}`,
        subject: pick % 2 === 0 ? 'theory' : 'practical',
        places: 1 + (amount % 30),
        ...(pick % 2 !== 0 && amount % 3 !== 0 && { occupations: [latheWorkstations(1 + (amount % 30))] }),
      }),
    ],
  },
  {
    name: 'setOccupations',
    wants: (view, pick, amount) =>
      when(
        pickOf(
          ids<RoomId>(view, "SELECT room_id AS id FROM rooms WHERE subject = 'practical' ORDER BY 1"),
          pick,
        ),
        (roomId) =>
          want('room.setOccupations', { roomId, occupations: [latheWorkstations(1 + (amount % 30))] }),
      ),
  },
  {
    name: 'changeRules',
    wants: (view, pick, amount) =>
      when(pickOf(batchesOf(view), pick), (batchId) =>
        want('batch.changeRules', {
          batchId,
          rules: { ...defaultBatchRules, publicationWorkingDays: 0, nearLineHundredths: amount % 500 },
          calendarVersion: view.site.reference.calendar.version,
          reason: '按通知调整',
        }),
      ),
  },
  {
    name: 'confirmLicensed',
    wants: () => [
      want('institution.confirmLicensed', {
        edition: '2022',
        code: '6-29-02-07',
        reason: '已向主管部门核实',
      }),
    ],
  },
  { name: 'seat', wants: seat },
  { name: 'assignStaff', wants: assignStaff },
  {
    name: 'releaseStaff',
    wants: (view, pick) =>
      when(
        pickOf(
          view.all<{ sittingId: SittingId; userId: UserId; duty: 'examiner' }>(
            'SELECT sitting_id AS sittingId, user_id AS userId, duty FROM staff ORDER BY 1, 2, 3',
          ),
          pick,
        ),
        (staff) => want('staff.release', staff),
      ),
  },
] as const satisfies readonly { readonly name: string; readonly wants: Wants }[];
