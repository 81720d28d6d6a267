import { recordIncidents } from './siteWalkIncidents.ts';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type {
  BatchId,
  CandidateId,
  CheckInId,
  EnrolmentId,
  RoomId,
  SessionId,
  SittingId,
  UserId,
} from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { documentNumberOf } from './arrangedSite.ts';
import { latheModules } from './rubrics.ts';
import type { SiteWalk } from './siteWalk.ts';
import { freezeAndPublish, markEverybody } from './siteWalkMarks.ts';
import { file, fileBytes, latheWorkstations, want } from './siteWalkView.ts';

const lathe = { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 } as const;
const staffRoles: readonly Role[] = [
  'registrar',
  'invigilator',
  'invigilator',
  'examiner',
  'examiner',
  'leadExaminer',
  'measurer',
  'measurer',
  'markEntry',
  'markVerifier',
  'supervisor',
  'chief',
];
const theoryStart = '2026-11-24T01:00:00.000Z';
const practicalStart = '2026-11-24T05:00:00.000Z';

/**
 * How far a site is before a random walk begins: 0 just founded, 1 a roster, 2 arranged, 3 the exam runs, 4 everything marked
 * and every difference settled, 5 frozen and published.
 */
export const lastStage = 5;

/** Brings a fresh site to a stage by plain work. */
export async function bringTo(walk: SiteWalk, stage: number, setTime: (at: string) => void): Promise<void> {
  const { must, view } = walk;
  await view.site.files.put(fileBytes);
  if (stage < 1) return;
  const batchId = view.newId<'batch'>('batch') as BatchId;
  const staff = staffRoles.map((role, index) => ({
    userId: view.newId<'user'>('user') as UserId,
    loginName: `${role}${index}`,
    displayName: `${role}甲${index}`,
    roles: [role],
  }));
  await must(...staff.map((account) => want('user.create', account)));
  await must(...staff.map(({ userId }) => want('user.recordPassword', { userId }, 'system' as UserId)));
  await must(
    want('institution.fileOccupation', {
      edition: lathe.edition,
      code: lathe.code,
      level: lathe.level,
      major: '机械',
    }),
  );
  await must(
    want(
      'batch.create',
      {
        batchId,
        batchNo: 'A1',
        name: '第一批',
        occupationLevels: [lathe],
        firstDay: '2026-11-24',
        lastDay: '2026-11-26',
        rules: { ...defaultBatchRules, publicationWorkingDays: 0 },
      },
      view.somebody(['chief'], 1),
    ),
    want('batch.recordPlan', { batchId, submittedOn: '2026-11-02', proof: '回执 1 号' }),
    want('roster.import', {
      batchId,
      file,
      rows: 5,
      leftOut: [{ sheet: 1, row: 9, reason: 'level-missing' }],
      people: Array.from({ length: 4 }, (_, index) => ({
        candidateId: view.newId<'candidate'>('cand') as CandidateId,
        enrolmentId: view.newId<'enrolment'>('enr') as EnrolmentId,
        identity: {
          name: `首批${'甲乙丙丁'.charAt(index)}`,
          documentType: 'residentId',
          documentNumber: documentNumberOf(900 + index),
          sex: null,
          birthDate: null,
          studentNumber: null,
          className: '一班',
          phone: '13800000000',
          remark: null,
        },
        occupationLevel: lathe,
        sheet: 1,
        row: index + 2,
        warnings: [],
      })),
    }),
    want('rubric.adopt', {
      rubricId: view.newId<'rubric'>('rub'),
      batchId,
      occupationLevel: lathe,
      modules: latheModules,
      file,
    }),
  );
  if (stage < 2) return;
  await arrange({ must, view }, batchId);
  if (stage < 3) return;
  await sit({ must, view }, setTime, stage > 3);
  if (stage > 3) {
    await markEverybody(walk, batchId);
    await recordIncidents(walk, batchId);
  }
  if (stage > 4) await freezeAndPublish(walk, batchId);
}

type Hands = Pick<SiteWalk, 'must' | 'view'>;

async function arrange({ must, view }: Hands, batchId: BatchId): Promise<void> {
  const rooms = (['theory', 'practical'] as const).map((subject, index) => ({
    roomId: view.newId<'room'>('room') as RoomId,
    name: `首${index}`,
    subject,
    places: 12,
    ...(subject === 'practical' && { occupations: [latheWorkstations(12)] }),
  }));
  await must(...rooms.map((room) => want('room.add', room)));
  const sessions = rooms.map(({ roomId, subject }) => ({
    sessionId: view.newId<'session'>('sess') as SessionId,
    subject,
    startsAt: subject === 'theory' ? theoryStart : practicalStart,
    minutes: 90,
    roomIds: [roomId],
  }));
  await must(want('arrangement.seat', { batchId, rule: 'shuffled', seed: 7, sessions }));
  const holders = (role: Role) =>
    view
      .all<{ id: UserId }>(
        'SELECT user_id AS id FROM users WHERE roles = ? ORDER BY user_id',
        JSON.stringify([role]),
      )
      .map((row) => row.id);
  for (const { sittingId, subject } of sittings({ must, view })) {
    const duties =
      subject === 'theory'
        ? (['invigilator', 'supervisor'] as const)
        : (['examiner', 'leadExaminer', 'measurer'] as const);
    await must(
      ...duties.flatMap((duty) =>
        holders(duty).map((userId) => want('staff.assign', { sittingId, userId, duty, reason: null })),
      ),
    );
  }
}

function sittings({
  view,
}: Hands): readonly { readonly sittingId: SittingId; readonly subject: 'theory' | 'practical' }[] {
  return view.all(
    'SELECT s.sitting_id AS sittingId, x.subject AS subject FROM sittings s JOIN exam_sessions x ON x.session_id = s.session_id ORDER BY x.starts_at',
  );
}

/** Everybody is checked in but one; the sittings run, or are over. */
async function sit({ must, view }: Hands, setTime: (at: string) => void, finished: boolean): Promise<void> {
  const chief = view.somebody(['chief'], 1);
  for (const { sittingId, subject } of sittings({ must, view })) {
    setTime(subject === 'theory' ? theoryStart : practicalStart);
    await must(want('sitting.admit', { sittingId }, chief));
    const people = view.all<{ enrolmentId: EnrolmentId }>(
      'SELECT enrolment_id AS enrolmentId FROM seats WHERE sitting_id = ? ORDER BY seat_no',
      sittingId,
    );
    const enter = (enrolmentId: EnrolmentId, checkInId = view.newId<'checkIn'>('chk') as CheckInId) =>
      want('checkin.record', { checkInId, sittingId, enrolmentId, method: 'scan', exception: null }, chief);
    const [, second] = people;
    if (second !== undefined) {
      // Taken for somebody else at first.
      const mistaken = view.newId<'checkIn'>('chk') as CheckInId;
      await must(enter(second.enrolmentId, mistaken));
      await must(want('checkin.undo', { checkInId: mistaken, reason: '认错了人' }, chief));
    }
    await must(...people.slice(1).map(({ enrolmentId }) => enter(enrolmentId)));
    await must(want('sitting.start', { sittingId }, chief));
    if (finished) await must(want('sitting.finish', { sittingId }, chief));
  }
}
