import { and, count, eq, notExists } from 'drizzle-orm';
import type { BatchId } from '#shared/contract/ids.ts';
import type {
  BatchDetail,
  BatchState,
  BatchSummary,
  ReadinessLine,
} from '#shared/contract/views/preparation.ts';
import { rolesForDuty } from '#shared/domain/duties.ts';
import type { Duty } from '#shared/domain/duties.ts';
import { isOver, siteDay } from '#shared/domain/sittingTimes.ts';
import type { AskContext } from '../api/answers.ts';
import { sittingsOfBatch, staffOfBatch } from '../arrangement/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import { seats } from '../arrangement/tables.ts';
import { enrolledIn } from '../candidates/queries.ts';
import { enrolments } from '../candidates/tables.ts';
import { centreRow, siteRow } from '../institution/queries.ts';
import { deadlines, packageRows } from '../packages/queries.ts';
import { rubrics } from '../practical/tables.ts';
import { publications } from '../results/tables.ts';
import type { Store } from '../store/openDatabase.ts';
import { batchRow, batchRows } from '../batches/queries.ts';
import type { BatchRow } from '../batches/queries.ts';

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
  const states = sittingsOfBatch(store, batch.batchId).map((sitting) => sitting.state);
  if (states.some((state) => state !== 'notStarted')) return states.every(isOver) ? 'finished' : 'running';
  if (batch.planSubmittedOn !== null) return 'planSubmitted';
  return batch.firstDay <= today ? 'running' : 'preparing';
}

function summary(store: Store, batch: BatchRow, today: string): BatchSummary {
  return {
    batchId: batch.batchId,
    batchNo: batch.batchNo,
    name: batch.name,
    state: batchState(store, batch, today),
    occupationLevels: batch.occupationLevels,
    firstDay: batch.firstDay,
    lastDay: batch.lastDay,
    ...counted(store, batch.batchId),
  };
}

/** People of a batch, and how many of them have a ticket. */
function counted(store: Store, batchId: BatchId): Pick<BatchSummary, 'enrolments' | 'seated'> {
  const found = store.orm
    .select({ enrolments: count(), seated: count(enrolments.ticketNumber) })
    .from(enrolments)
    .where(enrolledIn({ batchId }))
    .get();
  return found ?? { enrolments: 0, seated: 0 };
}

/** All batches, the newest first; `at` is now (UTC). */
export function batchSummaries(store: Store, at: string): readonly BatchSummary[] {
  return batchRows(store).map((batch) => summary(store, batch, siteDay(at)));
}

/** One batch with its rules, readiness and deadlines; null when there is none of that id. */
export function batchDetail({ store, at, reference }: AskContext, batchId: BatchId): BatchDetail | null {
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
              rubricId: rubric.rubricId,
              occupationLevel,
              modules: rubric.modules,
              sha256: rubric.rubricSha256,
            },
          ];
    }),
  };
}

/** People of a batch who have no practical seat. */
function unseatedOf(store: Store, batchId: BatchId): number {
  const seated = store.orm
    .select({ enrolmentId: seats.enrolmentId })
    .from(seats)
    .where(and(eq(seats.enrolmentId, enrolments.enrolmentId), eq(seats.subject, 'practical')));
  const found = store.orm
    .select({ many: count() })
    .from(enrolments)
    .where(and(enrolledIn({ batchId }), notExists(seated)))
    .get();
  return found?.many ?? 0;
}

/** The readiness check of the next exam day. */
function readiness(store: Store, batch: BatchRow): readonly ReadinessLine[] {
  const { batchId, rules } = batch;
  const enrolled = counted(store, batchId).enrolments;
  const unseated = unseatedOf(store, batchId);
  const sittings = sittingsOfBatch(store, batchId);
  const staff = Map.groupBy(staffOfBatch(store, batchId), (one) => one.sittingId);
  const short = (asked: readonly SittingRow[], duties: readonly Duty[], needed: number): number =>
    asked.filter(({ sittingId }) => {
      const there = staff.get(sittingId)?.filter((one) => duties.includes(one.duty)) ?? [];
      return there.length < needed;
    }).length;
  const invigilators = short(sittings, ['invigilator'], rules.invigilatorsPerRoom);
  const examiners = short(
    sittings.filter((sitting) => sitting.subject === 'practical'),
    rolesForDuty.examiner,
    rules.examinersPerGroup,
  );
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
