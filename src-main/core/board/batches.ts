import { count, eq } from 'drizzle-orm';
import type { BatchId } from '#shared/contract/ids.ts';
import type { BatchDetail, BatchState, BatchSummary } from '#shared/contract/views/preparation.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { loneApprovalsOf } from '../access/makerAndMade.ts';
import { deputyOf } from '../access/people.ts';
import { personNames } from '../access/queries.ts';
import type { AskContext } from '../api/answers.ts';
import { sittingsOfBatch } from '../arrangement/queries.ts';
import { enrolledIn } from '../candidates/queries.ts';
import { enrolments } from '../candidates/tables.ts';
import { hasBegun, isFrozen } from '../enrolments/standing.ts';
import { calendarInForce } from '../institution/queries.ts';
import { deadlines, packageRows } from '../packages/queries.ts';
import { rubrics } from '../practical/tables.ts';
import { publications } from '../results/tables.ts';
import type { Store } from '../store/openDatabase.ts';
import { batchRow, batchRows, calendarVersionOf, rulesVersionOf } from '../batches/queries.ts';
import type { BatchRow } from '../batches/queries.ts';
import { readiness } from './readiness.ts';
import { stateOfBatch } from './batchState.ts';

/** How a batch stands, from what was recorded; nothing is set by hand. */
function batchState(store: Store, batch: BatchRow, seated: number, today: string): BatchState {
  const { batchId } = batch;
  const sealed = packageRows(store, batchId).find((one) => one.packageSha256 !== null);
  return stateOfBatch({
    newestPackage: sealed?.state ?? null,
    published:
      store.orm.select().from(publications).where(eq(publications.batchId, batchId)).get() !== undefined,
    sittings: sittingsOfBatch(store, batchId).map((sitting) => sitting.state),
    planSubmitted: batch.planSubmittedOn !== null,
    planNeeded: seated > 0 || batch.firstDay <= today,
  });
}

function summary(store: Store, batch: BatchRow, today: string): BatchSummary {
  const people = counted(store, batch.batchId);
  return {
    batchId: batch.batchId,
    batchNo: batch.batchNo,
    name: batch.name,
    state: batchState(store, batch, people.seated, today),
    occupationLevels: batch.occupationLevels,
    firstDay: batch.firstDay,
    lastDay: batch.lastDay,
    ...people,
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

/** Who approves in the chief's place, and what was approved with nobody else there. */
function standsBehind(store: Store, batchId: BatchId): Pick<BatchDetail, 'deputy' | 'loneApprovals'> {
  const nameOf = personNames(store);
  const deputy = deputyOf(store, batchId);
  return {
    deputy: deputy === undefined ? null : nameOf(deputy.userId),
    loneApprovals: loneApprovalsOf(store, batchId).map(
      ({ seq, at, commandType, requestedBy, by, reason }) => ({
        seq,
        at,
        commandType,
        requestedBy: nameOf(requestedBy),
        by: nameOf(by),
        reason,
      }),
    ),
  };
}

/** One batch with its rules, readiness and deadlines; null when there is none of that id. */
export function batchDetail(
  { store, at, reference, recording }: AskContext,
  batchId: BatchId,
): BatchDetail | null {
  const batch = batchRow(store, batchId);
  if (batch === null) return null;
  const adopted = store.orm.select().from(rubrics).where(eq(rubrics.batchId, batch.batchId)).all();
  return {
    ...summary(store, batch, siteDay(at)),
    rules: batch.rules,
    ruleSetHash: batch.ruleSetHash,
    ...standsBehind(store, batch.batchId),
    rulesVersion: rulesVersionOf(store, batchId),
    begun: hasBegun(store, batchId),
    frozen: isFrozen(store, batchId),
    calendar: {
      version: calendarVersionOf(store, batchId),
      inForce: calendarInForce(store, reference).version,
    },
    plan:
      batch.planSubmittedOn === null
        ? null
        : { submittedOn: batch.planSubmittedOn, proof: batch.planProof ?? '' },
    readiness: readiness(store, batch, counted(store, batchId).enrolments, recording.link.state()),
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
