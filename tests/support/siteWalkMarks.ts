import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { ApprovalId, BatchId, EnrolmentId, SittingId, UserId } from '#shared/contract/ids.ts';
import { itemsOf } from '#shared/domain/practicalSheets.ts';
import { resultRows, tableSha256 } from '../../src-main/core/results/queries.ts';
import { latheModules } from './rubrics.ts';
import type { SiteWalk } from './siteWalk.ts';
import { file, want } from './siteWalkView.ts';
import type { WantedCommand } from './siteWalkView.ts';

/** Where the examiners may differ on `latheModules`: its judged items, and the judged total. */
const judgedPlaces = [
  { moduleNo: 1, itemNo: 3 },
  { moduleNo: 2, itemNo: 1 },
  { moduleNo: 0, itemNo: 0 },
];

interface Present {
  readonly enrolmentId: EnrolmentId;
  readonly sittingId: SittingId;
}

/**
 * Theory marks for all (the first from paper, where two entries differ and are resolved), every sheet marked, signed and
 * verified; about the first the examiners differ and their lead decides. Nothing is open afterwards.
 */
export async function markEverybody(walk: SiteWalk, batchId: BatchId): Promise<void> {
  const present = (subject: 'theory' | 'practical') =>
    walk.view.all<Present>(
      `SELECT c.enrolment_id AS enrolmentId, c.sitting_id AS sittingId FROM check_ins c JOIN sittings s ON s.sitting_id = c.sitting_id
       JOIN exam_sessions x ON x.session_id = s.session_id WHERE x.subject = ? AND c.undone = 0 ORDER BY 1`,
      subject,
    );
  await theoryMarks(walk, batchId, present('theory'));
  for (const [place, one] of present('practical').entries()) await practicalMarks(walk, one, place === 0);
}

async function theoryMarks(
  { must, view }: SiteWalk,
  batchId: BatchId,
  present: readonly Present[],
): Promise<void> {
  const [first, ...others] = present;
  if (first === undefined) throw new Error('nobody sat the theory paper');
  const { enrolmentId } = first;
  await must(want('theory.enter', { enrolmentId, scoreHundredths: 7000 }, view.somebody(['markEntry'], 1)));
  await must(
    want('theory.enter', { enrolmentId, scoreHundredths: 7001 }, view.somebody(['markVerifier'], 1)),
  );
  await must(
    want(
      'theory.resolve',
      { enrolmentId, scoreHundredths: 7001, reason: '复看答卷' },
      view.somebody(['chief'], 1),
    ),
  );
  const marks = others.map((one, index) => ({
    enrolmentId: one.enrolmentId,
    scoreHundredths: 5500 + index * 900,
    row: index + 2,
  }));
  await must(
    want('theory.import', { batchId, file, rows: marks.length, marks }, view.somebody(['markEntry'], 1)),
  );
  await must(
    ...marks.map(({ enrolmentId: id, scoreHundredths }) =>
      want(
        'theory.compare',
        { enrolmentId: id, scoreHundredths, lookedAgain: false },
        view.somebody(['markVerifier'], 1),
      ),
    ),
  );
}

async function practicalMarks(
  { must, attempt, view }: SiteWalk,
  { enrolmentId, sittingId }: Present,
  examinersDiffer: boolean,
): Promise<void> {
  const staff = view.all<{ userId: UserId; duty: string }>(
    'SELECT user_id AS userId, duty FROM staff WHERE sitting_id = ? ORDER BY duty, user_id',
    sittingId,
  );
  const examiners = staff.filter((one) => one.duty === 'examiner' || one.duty === 'leadExaminer');
  const lead = staff.find((one) => one.duty === 'leadExaminer');
  const [measurer, verifier] = staff.filter((one) => one.duty === 'measurer');
  if (lead === undefined || measurer === undefined || verifier === undefined)
    throw new Error('a sitting without its staff');
  const judging = examiners.flatMap((one, index) =>
    sheet(enrolmentId, 'judge', one.userId, examinersDiffer && index === 0 ? 0.2 : 0.8),
  );
  await must(
    ...judging,
    ...sheet(enrolmentId, 'observe', lead.userId, 0.8),
    ...sheet(enrolmentId, 'measure', measurer.userId, 0.8),
    want('sheet.verify', { enrolmentId, kind: 'measure', by: measurer.userId }, verifier.userId),
  );
  if (!examinersDiffer) return;
  // Which of these places shows the difference is the rules' affair.
  for (const place of judgedPlaces) {
    await attempt(
      want(
        'adjudication.decide',
        { enrolmentId, ...place, scoreHundredths: 700, reason: '复看工件' },
        lead.userId,
      ),
    );
  }
}

/** A whole sheet with this share of every item's full mark, signed. */
function sheet(
  enrolmentId: EnrolmentId,
  kind: SheetKind,
  by: UserId,
  share: number,
): readonly WantedCommand[] {
  const marks = itemsOf(latheModules, kind).map(({ moduleNo, item }) => ({
    moduleNo,
    itemNo: item.no,
    scoreHundredths: Math.floor(item.fullHundredths * share),
    vetoed: false,
  }));
  return [
    want('sheet.mark', { enrolmentId, kind, marks }, by),
    want('sheet.sign', { enrolmentId, kind }, by),
  ];
}

/** Freezes the results with a second person and publishes them. */
export async function freezeAndPublish({ must, view }: SiteWalk, batchId: BatchId): Promise<void> {
  const rows = resultRows(view.site.store, batchId);
  await must(
    want(
      'results.freeze',
      { batchId, tableSha256: tableSha256(batchId, rows) },
      view.somebody(['registrar'], 1),
    ),
  );
  const [waiting] = view.all<{ id: ApprovalId }>(
    "SELECT approval_id AS id FROM approvals WHERE state = 'waiting'",
  );
  if (waiting === undefined) throw new Error('freezing should wait for a second person');
  await must(want('approval.grant', { approvalId: waiting.id }, view.somebody(['chief'], 1)));
  await must(
    want('publication.record', { batchId, from: '2026-11-24', until: '2026-12-08', place: '公告栏' }),
  );
}
