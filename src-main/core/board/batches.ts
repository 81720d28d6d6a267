import { and, eq } from 'drizzle-orm';
import type { BatchId, RubricId } from '#shared/contract/ids.ts';
import type {
  BatchDetail,
  BatchState,
  BatchSummary,
  ReadinessLine,
} from '#shared/contract/views/preparation.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import type { AskContext } from '../api/answers.ts';
import { centreRow, siteRow } from '../institution/queries.ts';
import { deadlines, packageRows } from '../packages/queries.ts';
import { rubrics } from '../practical/tables.ts';
import { publications } from '../results/tables.ts';
import type { Store } from '../store/openDatabase.ts';
import { batchRow, batchRows } from '../batches/queries.ts';
import type { BatchRow } from '../batches/queries.ts';

function count(store: Store, sql: string, ...values: readonly unknown[]): number {
  return (store.statement(sql).get(...values) as { n: number }).n;
}

/** How a batch stands, from what was recorded; nothing is set by hand. */
function batchState(store: Store, batch: BatchRow, today: string): BatchState {
  const [newest] = packageRows(store, batch.batchId);
  if (newest?.state === 'accepted') return 'accepted';
  if (newest?.state === 'returned') return 'returned';
  if (newest !== undefined && newest.packageSha256 !== null) return 'reported';
  const published = store.orm
    .select()
    .from(publications)
    .where(eq(publications.batchId, batch.batchId))
    .get();
  if (published !== undefined) return 'publishing';
  const open = count(
    store,
    "SELECT count(*) AS n FROM sittings WHERE batch_id = ? AND state <> 'finished'",
    batch.batchId,
  );
  const begun = count(
    store,
    "SELECT count(*) AS n FROM sittings WHERE batch_id = ? AND state <> 'notStarted'",
    batch.batchId,
  );
  if (begun > 0) return open === 0 ? 'finished' : 'running';
  if (batch.planSubmittedOn !== null) return 'planSubmitted';
  return batch.firstDay <= today ? 'running' : 'preparing';
}

function summary(store: Store, batch: BatchRow, today: string): BatchSummary {
  return {
    batchId: batch.batchId as BatchId,
    batchNo: batch.batchNo,
    name: batch.name,
    state: batchState(store, batch, today),
    occupationLevels: batch.occupationLevels,
    firstDay: batch.firstDay,
    lastDay: batch.lastDay,
    enrolments: count(
      store,
      'SELECT count(*) AS n FROM enrolments WHERE batch_id = ? AND withdrawn = 0',
      batch.batchId,
    ),
    seated: count(
      store,
      'SELECT count(*) AS n FROM enrolments WHERE batch_id = ? AND withdrawn = 0 AND ticket_number IS NOT NULL',
      batch.batchId,
    ),
  };
}

/** All batches, the newest first; `at` is now (UTC). */
export function batchSummaries(store: Store, at: string): readonly BatchSummary[] {
  return batchRows(store).map((batch) => summary(store, batch, siteDay(at)));
}

/** One batch with its rules, readiness and deadlines; null when there is none of that id. */
export function batchDetail({ store, at, reference }: AskContext, batchId: string): BatchDetail | null {
  const batch = batchRow(store, batchId);
  if (batch === null) return null;
  const adopted = store.orm.select().from(rubrics).where(eq(rubrics.batchId, batch.batchId)).all();
  return {
    ...summary(store, batch, siteDay(at)),
    rules: batch.rules,
    ruleSetHash: batch.ruleSetHash,
    plan:
      batch.planSubmittedOn === null
        ? null
        : { submittedOn: batch.planSubmittedOn, proof: batch.planProof ?? '' },
    readiness: readiness(store, batch),
    deadlines: deadlines(store, batch, at, reference),
    rubrics: adopted.flatMap((rubric) => {
      const occupationLevel = batch.occupationLevels.find(
        (line) => line.code === rubric.code && line.level === rubric.level,
      );
      return occupationLevel === undefined
        ? []
        : [
            {
              rubricId: rubric.rubricId as RubricId,
              occupationLevel,
              modules: rubric.modules,
              sha256: rubric.rubricSha256,
            },
          ];
    }),
  };
}

/** The readiness check of the next exam day. */
function readiness(store: Store, batch: BatchRow): readonly ReadinessLine[] {
  const { batchId, rules } = batch;
  const enrolled = count(
    store,
    'SELECT count(*) AS n FROM enrolments WHERE batch_id = ? AND withdrawn = 0',
    batchId,
  );
  const unseated = count(
    store,
    `SELECT count(*) AS n FROM enrolments e WHERE e.batch_id = ? AND e.withdrawn = 0 AND NOT EXISTS (
       SELECT 1 FROM seats s WHERE s.enrolment_id = e.enrolment_id AND s.subject = 'practical')`,
    batchId,
  );
  const short = (duty: string, needed: number, subject: string | null): number =>
    count(
      store,
      `SELECT count(*) AS n FROM sittings si JOIN exam_sessions se ON se.session_id = si.session_id
       WHERE si.batch_id = ? AND (? IS NULL OR se.subject = ?) AND (
         SELECT count(*) FROM staff st WHERE st.sitting_id = si.sitting_id AND st.duty IN (SELECT value FROM json_each(?))) < ?`,
      batchId,
      subject,
      subject,
      duty,
      needed,
    );
  const invigilators = short('["invigilator"]', rules.invigilatorsPerRoom, null);
  const examiners = short('["examiner","leadExaminer"]', rules.examinersPerGroup, 'practical');
  const lacking = batch.occupationLevels.filter(
    (line) =>
      store.orm
        .select()
        .from(rubrics)
        .where(and(eq(rubrics.batchId, batchId), eq(rubrics.code, line.code), eq(rubrics.level, line.level)))
        .get() === undefined,
  );
  const line = (
    code: ReadinessLine['code'],
    state: ReadinessLine['state'],
    facts: ReadinessLine['facts'],
    where: string,
  ): ReadinessLine => ({ code, state, facts, where });
  return [
    line('roster', enrolled > 0 ? 'ready' : 'missing', { count: enrolled }, '/candidates'),
    line('seats', enrolled > 0 && unseated === 0 ? 'ready' : 'missing', { count: unseated }, '/arrangement'),
    line(
      'invigilators',
      invigilators === 0 && unseated < enrolled ? 'ready' : 'missing',
      { count: invigilators },
      '/arrangement',
    ),
    line(
      'examiners',
      examiners === 0 && unseated < enrolled ? 'ready' : 'missing',
      { count: examiners },
      '/arrangement',
    ),
    line('rubrics', lacking.length === 0 ? 'ready' : 'missing', { count: lacking.length }, '/batches'),
    line(
      'plan',
      batch.planSubmittedOn === null ? 'warning' : 'ready',
      batch.planSubmittedOn === null ? {} : { day: batch.planSubmittedOn },
      '/batches',
    ),
    line('centre', centreRow(store) === null ? 'warning' : 'ready', {}, '/system'),
    line('recoverySheet', siteRow(store)?.recoverySheetKept === true ? 'ready' : 'warning', {}, '/system'),
  ];
}
