import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type {
  BatchId,
  CheckInId,
  EnrolmentId,
  SittingId,
  SubstitutionId,
  UserId,
} from '#shared/contract/ids.ts';
import { itemsOf } from '#shared/domain/practicalSheets.ts';
import { resultRows, tableSha256 } from '../../src-main/core/results/queries.ts';
import { latheModules } from './rubrics.ts';
import { batchesOf, enrolmentsOf, file, ids, lathe, pickOf, sittingsOf, want, when } from './siteWalkView.ts';
import type { Wants } from './siteWalkView.ts';

const kinds = ['judge', 'observe', 'measure'] as const;

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

/** Steps on the exam day and after it. */
export const examKinds = [
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
          rows: 1,
          marks: [{ enrolmentId: one.enrolmentId, scoreHundredths: amount % 10_001, row: 2 }],
        }),
      );
    },
  },
  {
    name: 'compareTheory',
    wants: (view, pick, amount) => {
      const drawn = view.all<{ enrolmentId: EnrolmentId; mark: number | null }>(
        `SELECT s.enrolment_id AS enrolmentId, m.score_hundredths AS mark FROM theory_samples s
         JOIN theory_marks m ON m.enrolment_id = s.enrolment_id ORDER BY 1`,
      );
      return when(pickOf(drawn, pick), ({ enrolmentId, mark }) =>
        want('theory.compare', {
          enrolmentId,
          scoreHundredths: amount % 4 === 0 ? amount % 10_001 : mark,
          lookedAgain: amount % 2 === 0,
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
          file,
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
