import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { SheetKind } from '#shared/contract/commands/practical.ts';
import type {
  ApprovalId,
  BatchId,
  CandidateId,
  CheckInId,
  EnrolmentId,
  RoomId,
  SessionId,
  SittingId,
  SubstitutionId,
  UserId,
} from '#shared/contract/ids.ts';
import { roles } from '#shared/contract/roles.ts';
import { itemsOf } from '#shared/domain/practicalSheets.ts';
import { resultRows, tableSha256 } from '../../src-main/core/results/queries.ts';
import { latheModules } from './rubrics.ts';
import { pickOf, want } from './siteWalkView.ts';
import type { WalkView, WantedCommand } from './siteWalkView.ts';

const lathe = { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 } as const;
const firstSession = Date.parse('2026-11-24T00:30:00.000Z');
const kinds = ['judge', 'observe', 'measure'] as const;
const file = { sha256: 'ab'.repeat(32), size: 1, name: '文件.xlsx' };

type Wants = (view: WalkView, pick: number, amount: number) => readonly WantedCommand[];

const ids = <Id extends string>(view: WalkView, sql: string): readonly Id[] =>
  view.all<{ id: Id }>(sql).map((row) => row.id);
const batchesOf = (view: WalkView) => ids<BatchId>(view, 'SELECT batch_id AS id FROM batches ORDER BY seq');
const enrolmentsOf = (view: WalkView) =>
  ids<EnrolmentId>(view, 'SELECT enrolment_id AS id FROM enrolments ORDER BY enrolment_id');
const candidatesOf = (view: WalkView) =>
  ids<CandidateId>(view, 'SELECT candidate_id AS id FROM candidates ORDER BY candidate_id');
const sittingsOf = (view: WalkView) =>
  ids<SittingId>(view, 'SELECT sitting_id AS id FROM sittings ORDER BY sitting_id');
const waitingOf = (view: WalkView) =>
  ids<ApprovalId>(
    view,
    "SELECT approval_id AS id FROM approvals WHERE state = 'waiting' ORDER BY approval_id",
  );

function identityOf(number: number) {
  return {
    name: `考生${number}`,
    documentType: 'residentId',
    documentNumber: `50010120080101${String(number % 10_000).padStart(4, '0')}`,
    sex: number % 2 === 0 ? ('male' as const) : null,
    birthDate: null,
    studentNumber: null,
    className: `${1 + (number % 2)}班`,
    phone: null,
    remark: number % 3 === 0 ? '插班' : null,
  };
}

/** Something there is of the one, else nothing to do. */
function when<Item>(
  item: Item | undefined,
  then: (item: Item) => WantedCommand | readonly WantedCommand[],
): readonly WantedCommand[] {
  return item === undefined ? [] : [then(item)].flat();
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

/** Marks a whole sheet, or one item of it; often signs it in the same group. */
const markSheet: Wants = (view, pick, amount) => {
  const places = view.all<{ enrolmentId: EnrolmentId; userId: UserId; duty: string }>(
    `SELECT s.enrolment_id AS enrolmentId, f.user_id AS userId, f.duty AS duty FROM seats s JOIN staff f ON f.sitting_id = s.sitting_id
     WHERE f.duty IN ('examiner', 'leadExaminer', 'measurer') ORDER BY 1, 2, 3`,
  );
  return when(pickOf(places, pick), ({ enrolmentId, userId, duty }) => {
    const kind: SheetKind = duty === 'measurer' ? 'measure' : (kinds[amount % 2] ?? 'judge');
    const marks = itemsOf(latheModules, kind).map(({ moduleNo, item }, index) => ({
      moduleNo,
      itemNo: item.no,
      scoreHundredths: Math.floor((item.fullHundredths * ((amount * (index + 3)) % 101)) / 100),
      vetoed: item.kind === 'veto' && amount % 17 === 0,
    }));
    const some = pick % 4 === 0 ? marks.slice(0, 1) : marks;
    return [
      want('sheet.mark', { enrolmentId, kind, marks: some }, userId),
      ...(amount % 3 === 0 ? [] : [want('sheet.sign', { enrolmentId, kind }, userId)]),
    ];
  });
};

const verifySheet: Wants = (view, pick) => {
  const sheets = view.all<{ enrolmentId: EnrolmentId; by: UserId }>(
    "SELECT enrolment_id AS enrolmentId, scorer_id AS by FROM score_sheets WHERE kind = 'measure' ORDER BY 1, 2",
  );
  return when(pickOf(sheets, pick), ({ enrolmentId, by }) =>
    want('sheet.verify', { enrolmentId, kind: 'measure', by }),
  );
};

const adjudicate: Wants = (view, pick, amount) => {
  const leads = view.all<{ enrolmentId: EnrolmentId; by: UserId }>(
    `SELECT s.enrolment_id AS enrolmentId, f.user_id AS by FROM seats s JOIN staff f ON f.sitting_id = s.sitting_id AND f.duty = 'leadExaminer'
     JOIN score_sheets h ON h.enrolment_id = s.enrolment_id ORDER BY 1, 2`,
  );
  const places = [
    { moduleNo: 1, itemNo: 3 },
    { moduleNo: 2, itemNo: 1 },
    { moduleNo: 0, itemNo: 0 },
  ];
  return when(pickOf(leads, pick), ({ enrolmentId, by }) =>
    places.map((place) =>
      want(
        'adjudication.decide',
        { enrolmentId, ...place, scoreHundredths: amount % 1000, reason: '复看评分表' },
        by,
      ),
    ),
  );
};

/** Every kind of step, with what it wants done. A kind that stands twice comes twice as often. */
export const walkKinds = [
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
        rules: { ...defaultBatchRules, publicationWorkingDays: 0 },
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
          row: index + 2,
          warnings: pick % 5 === 0 ? ['bad-phone'] : [],
        }));
        return want('roster.import', { batchId, file, skippedRows: [], people });
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
  ...(['grant one', 'grant two', 'grant three'] as const).map((name) => ({
    name,
    wants: ((view, pick) =>
      when(pickOf(waitingOf(view), pick), (approvalId) =>
        want('approval.grant', { approvalId }, view.somebody(['chief', 'registrar'], pick)),
      )) satisfies Wants,
  })),
  {
    name: 'refuseApproval',
    wants: (view, pick) =>
      when(pickOf(waitingOf(view), pick), (approvalId) =>
        want('approval.refuse', { approvalId, reason: '不同意' }),
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
  {
    name: 'admit',
    wants: (view, pick) =>
      when(pickOf(sittingsOf(view), pick), (sittingId) => want('sitting.admit', { sittingId })),
  },
  {
    name: 'start',
    wants: (view, pick) =>
      when(pickOf(sittingsOf(view), pick), (sittingId) => want('sitting.start', { sittingId })),
  },
  {
    name: 'finish',
    wants: (view, pick, amount) =>
      amount % 2 === 0
        ? []
        : when(pickOf(sittingsOf(view), pick), (sittingId) => want('sitting.finish', { sittingId })),
  },
  ...(['check in', 'check in too'] as const).map((name) => ({
    name,
    wants: ((view, pick, amount) =>
      when(
        pickOf(
          view.all<{ sittingId: SittingId; enrolmentId: EnrolmentId }>(
            'SELECT sitting_id AS sittingId, enrolment_id AS enrolmentId FROM seats ORDER BY 1, 2',
          ),
          pick,
        ),
        (place) => {
          const code = (['late', 'document-missing', 'entered-later'] as const)[amount % 9];
          return want('checkin.record', {
            checkInId: view.newId<'checkIn'>('chk') as CheckInId,
            ...place,
            method: pick % 2 === 0 ? 'scan' : 'typed',
            exception: code === undefined ? null : { code, reason: '情况说明' },
          });
        },
      )) satisfies Wants,
  })),
  {
    name: 'undoCheckIn',
    wants: (view, pick, amount) =>
      amount % 3 !== 0
        ? []
        : when(
            pickOf(ids<CheckInId>(view, 'SELECT check_in_id AS id FROM check_ins ORDER BY 1'), pick),
            (checkInId) => want('checkin.undo', { checkInId, reason: '误录' }),
          ),
  },
  {
    name: 'importTheory',
    wants: (view, pick, amount) => {
      const seated = view.all<{ enrolmentId: EnrolmentId; batchId: BatchId }>(
        `SELECT c.enrolment_id AS enrolmentId, s.batch_id AS batchId FROM check_ins c JOIN sittings s ON s.sitting_id = c.sitting_id JOIN exam_sessions x ON x.session_id = s.session_id
         WHERE c.undone = 0 AND x.subject = 'theory' ORDER BY 1`,
      );
      return when(pickOf(seated, pick), (one) =>
        want('theory.import', {
          batchId: one.batchId,
          file,
          marks: [{ enrolmentId: one.enrolmentId, scoreHundredths: amount % 10_001, row: 2 }],
        }),
      );
    },
  },
  {
    name: 'enterTheory',
    wants: (view, pick, amount) =>
      when(pickOf(enrolmentsOf(view), pick), (enrolmentId) =>
        want('theory.enter', {
          enrolmentId,
          scoreHundredths: amount % 5 === 0 ? null : 6000 + (amount % 3) * 100,
        }),
      ),
  },
  {
    name: 'resolveTheory',
    wants: (view, pick, amount) =>
      when(
        pickOf(
          ids<EnrolmentId>(
            view,
            'SELECT enrolment_id AS id FROM theory_entries GROUP BY 1 HAVING count(*) = 2 ORDER BY 1',
          ),
          pick,
        ),
        (enrolmentId) =>
          want('theory.resolve', { enrolmentId, scoreHundredths: amount % 10_001, reason: '复看答卷' }),
      ),
  },
  {
    name: 'proposeSubstitution',
    wants: (view, pick, amount) =>
      when(pickOf(enrolmentsOf(view), pick), (enrolmentId) =>
        want('substitution.propose', {
          substitutionId: view.newId<'substitution'>('subs') as SubstitutionId,
          enrolmentId,
          courseName: '机械基础',
          courseCode: null,
          term: '2026 春',
          examDate: '2026-06-20',
          rawHundredths: amount % 10_001,
          fullHundredths: 10_000,
          teacher: `教师${pick % 4}`,
          evidence: file,
        }),
      ),
  },
  {
    name: 'decideSubstitution',
    wants: (view, pick, amount) =>
      when(
        pickOf(
          ids<SubstitutionId>(
            view,
            "SELECT substitution_id AS id FROM substitutions WHERE state = 'open' ORDER BY 1",
          ),
          pick,
        ),
        (substitutionId) =>
          want('substitution.decide', {
            substitutionId,
            decision: amount % 3 === 0 ? 'refused' : 'approved',
            reason: '核对成绩单',
          }),
      ),
  },
  {
    name: 'adoptRubric',
    wants: (view, pick) =>
      when(pickOf(batchesOf(view), pick), (batchId) =>
        want('rubric.adopt', {
          rubricId: view.newId<'rubric'>('rub'),
          batchId,
          occupationLevel: lathe,
          modules: latheModules,
          file: null,
        }),
      ),
  },
  { name: 'markSheet', wants: markSheet },
  { name: 'verifySheet', wants: verifySheet },
  { name: 'adjudicate', wants: adjudicate },
  {
    name: 'freeze',
    wants: (view, pick) =>
      when(pickOf(batchesOf(view), pick), (batchId) =>
        want('results.freeze', {
          batchId,
          tableSha256: tableSha256(batchId, resultRows(view.site.store, batchId)),
        }),
      ),
  },
  {
    name: 'publish',
    wants: (view, pick) =>
      when(pickOf(batchesOf(view), pick), (batchId) =>
        want('publication.record', { batchId, from: '2026-11-30', until: '2026-12-08', place: '公告栏' }),
      ),
  },
] as const satisfies readonly { readonly name: string; readonly wants: Wants }[];
